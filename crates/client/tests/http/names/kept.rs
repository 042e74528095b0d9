//! What is asked for once, and kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use client::bytes::Bytes;
use client::http::StatusCode;
use client::names::Cache;
use client::settings::Retry;
use client::testing::{FakeResponse, FakeTransport};
use client::transport::{RequestBody, ResponseFuture, Transport};
use client::{Client, Error, Request};
use tokio::task::JoinSet;
use tokio::time::{advance, sleep, timeout};

fn names() -> Request<Vec<String>> {
    Request::get("v1Test_Names", "v1/Names")
}

fn service(responses: impl IntoIterator<Item = FakeResponse>) -> FakeTransport {
    let service = FakeTransport::new();
    for response in responses {
        service.respond("v1Test_Names", response);
    }
    service
}

#[tokio::test(start_paused = true)]
async fn a_copy_says_how_old_it_is_and_is_renewed_on_demand() {
    let service = service([
        FakeResponse::json(r#"["a"]"#),
        FakeResponse::json(r#"["b"]"#),
    ]);
    let kept = Cache::new(&service.client(), names());
    assert!(service.requests().is_empty(), "nobody wants it");
    let first = kept.get().await.unwrap();
    assert_eq!(**first, ["a"]);
    advance(Duration::from_secs(3600)).await;
    assert_eq!(first.age(), Duration::from_secs(3600));
    let again = kept.clone().get().await.unwrap();
    assert!(Arc::ptr_eq(&first, &again));
    assert_eq!(service.requests().len(), 1);

    let second = kept.refresh().await.unwrap();
    assert_eq!(
        (&**second, second.age()),
        (&["b".to_owned()].to_vec(), Duration::ZERO)
    );
    assert_eq!(**kept.get().await.unwrap(), ["b"]);
    assert_eq!(**first, ["a"], "whoever has it keeps it");
    assert_eq!(service.requests().len(), 2);
}

#[tokio::test]
async fn what_fails_is_asked_for_again() {
    let service = service([
        FakeResponse::error(StatusCode::NOT_FOUND, "no such list"),
        FakeResponse::json(r#"["a"]"#),
    ]);
    let kept = Cache::new(&service.client(), names());
    let error = kept.get().await.unwrap_err();
    assert!(matches!(error, Error::Shared(_)));
    assert!(error.is_not_found() && !error.is_timeout());
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert!(error.to_string().contains("no such list"), "{error}");
    assert_eq!(**kept.get().await.unwrap(), ["a"]);
}

#[tokio::test]
async fn what_is_kept_survives_a_failed_renewal() {
    let service = service([
        FakeResponse::json(r#"["a"]"#),
        FakeResponse::error(StatusCode::FORBIDDEN, "no"),
    ]);
    let kept = Cache::new(&service.client(), names());
    kept.get().await.unwrap();
    let error = kept.refresh().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
    assert_eq!(**kept.get().await.unwrap(), ["a"]);
    assert_eq!(service.requests().len(), 2);
}

/// A service that takes a second, and responds with the number of the request.
#[derive(Clone, Default)]
struct Slow(Arc<AtomicUsize>);

impl Transport for Slow {
    fn send(&self, _: http::Request<RequestBody>) -> ResponseFuture<'_> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            sleep(Duration::from_secs(1)).await;
            let body = Bytes::from(format!("[\"{number}\"]"));
            let response = http::Response::builder().header("Content-Type", "application/json");
            Ok(response.body(body.into()).unwrap())
        })
    }
}

fn slow() -> (Cache<Vec<String>>, Slow) {
    let service = Slow::default();
    let builder = Client::builder("http://localhost/Cust12345").retry(Retry::never());
    let client = builder.transport(service.clone()).build().unwrap();
    (Cache::new(&client, names()), service)
}

#[tokio::test(start_paused = true)]
async fn only_one_call_asks_for_all() {
    let (kept, service) = slow();
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let kept = kept.clone();
        calls.spawn(async move { kept.get().await.unwrap()[0].clone() });
    }
    assert!(calls.join_all().await.iter().all(|name| name == "0"));
    assert_eq!(service.0.load(Ordering::Relaxed), 1);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_a_call_that_is_not_polled() {
    let (kept, service) = slow();
    let mut first = Box::pin(kept.get());
    assert!(timeout(Duration::ZERO, &mut first).await.is_err());
    // The first one is there, and is never polled again.
    assert_eq!(kept.get().await.unwrap()[0], "0");
    drop(first);
    let mut renewal = Box::pin(kept.refresh());
    assert!(timeout(Duration::ZERO, &mut renewal).await.is_err());
    assert_eq!(kept.get().await.unwrap()[0], "0", "it is as good as before");
    drop(renewal);
    sleep(Duration::from_secs(2)).await;
    assert_eq!(
        kept.get().await.unwrap()[0],
        "1",
        "a call that is given up counts"
    );
    assert_eq!(service.0.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_is_younger_than_the_wish_for_it() {
    let (kept, service) = slow();
    let early = tokio::spawn({
        let kept = kept.clone();
        async move { kept.get().await.unwrap()[0].clone() }
    });
    sleep(Duration::from_millis(500)).await;
    // Something has changed since the first request was sent.
    let (one, other) = tokio::join!(kept.refresh(), kept.refresh());
    assert_eq!(early.await.unwrap(), "0");
    assert_eq!((&*one.unwrap()[0], &*other.unwrap()[0]), ("1", "1"));
    assert_eq!(service.0.load(Ordering::Relaxed), 2);
}
