//! Calls beside others that nobody polls any more.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use client::auth::{CredentialsProvider, CredentialsRequest};
use client::error::AuthorizationError;
use client::settings::RateLimit;
use client::tenant::{Environment, Tenant};
use client::transport::BoxFuture;
use client::{Client, Credentials, Error};
use futures_util::{StreamExt, stream};
use tokio::time::Instant;

use crate::kept::{Action, Kept};
use crate::scripted::{self, response};
use crate::server::{Server, ServerResponse};
use crate::{builder, ping};

type Call = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// A call that is polled so many times and then left as it is.
async fn left(client: &Client, polls: usize) -> Call {
    let client = client.clone();
    let mut call: Call = Box::pin(async move { ping().send(&client).await });
    for _ in 0..polls {
        let context = &mut Context::from_waker(Waker::noop());
        if let Poll::Ready(result) = call.as_mut().poll(context) {
            result.expect("a response");
            return Box::pin(std::future::pending());
        }
        tokio::task::yield_now().await;
    }
    call
}

#[tokio::test]
async fn a_loop_that_awaits_calls_while_others_are_buffered() {
    let server = Kept::start(|_| Action::Respond);
    let client = Client::builder(server.base_url()).no_proxy().build();
    let client = client.expect("a client");
    let mut calls = stream::iter(0..24)
        .map(|_| ping().send(&client))
        .buffer_unordered(20);
    let mut done = 0;
    while let Some(result) = calls.next().await {
        result.expect("a response");
        ping().send(&client).await.expect("a response");
        done += 1;
    }
    assert_eq!(done, 24);
    assert_eq!(server.seen().len(), 48);
}

#[tokio::test(start_paused = true)]
async fn the_rate_limit_passes_over_who_does_not_come() {
    for limit in [
        RateLimit::per_second(10),
        RateLimit::per_second(10).burst(2),
    ] {
        let (builder, times) = scripted::builder(|_| response(204, None));
        let client = builder.rate_limit(limit).build().expect("a client");
        let start = Instant::now();
        let mut waiting = Vec::new();
        for _ in 0..100 {
            waiting.push(left(&client, 1).await);
        }
        let before = times.count();
        assert!(before < 100);
        for _ in 0..5 {
            ping().send(&client).await.expect("a response");
        }
        assert_eq!(times.count(), before + 5);
        // All hundred would take ten seconds.
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{:?}",
            start.elapsed()
        );
        // They can come later.
        for call in waiting.into_iter().skip(before) {
            call.await.expect("a response");
        }
        assert_eq!(times.count(), 105);
    }
}

/// Gives credentials after a while.
#[derive(Clone, Debug, Default)]
struct Slow(Arc<AtomicUsize>);

impl CredentialsProvider for Slow {
    fn credentials<'a>(
        &'a self,
        _: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        Box::pin(async move {
            self.0.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(Credentials::bearer("token"))
        })
    }
}

#[tokio::test]
async fn credentials_come_without_the_call_that_asked_first() {
    for polls in 1..8 {
        let server = Server::start(ServerResponse::nothing());
        let slow = Slow::default();
        let client = builder(&server).authorization(slow.clone());
        let client = client.build().expect("a client");
        let _left = left(&client, polls).await;
        ping().send(&client).await.expect("a response");
        assert_eq!(slow.0.load(Ordering::SeqCst), 1);
    }
}

/// What has been started for a call that was given up is not started once more.
#[tokio::test]
async fn credentials_outlive_the_call_that_asked_for_them() {
    let server = Server::start(ServerResponse::nothing());
    let slow = Slow::default();
    let client = builder(&server).authorization(slow.clone());
    let client = client.build().expect("a client");
    drop(left(&client, 1).await);
    ping().send(&client).await.expect("a response");
    assert_eq!(slow.0.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn tenants_are_found_without_the_call_that_asked_first() {
    for polls in 1..8 {
        let api = Kept::start(|_| Action::Respond);
        let found = format!(r#"{{"State":"Running","Api":"{}/api"}}"#, api.base_url());
        let environment = Server::start(ServerResponse::json(&found));
        let custom = Environment::Custom(environment.origin());
        let tenant = Tenant::new(custom, "Cust12345").expect("a tenant");
        let client = Client::builder_for(tenant)
            .no_proxy()
            .build()
            .expect("a client");
        let _left = left(&client, polls).await;
        ping().send(&client).await.expect("a response");
        environment.received();
        assert!(environment.is_untouched());
    }
}

/// The server reads one request after the other, so it waits for the one that was begun first.
#[tokio::test]
async fn a_request_that_was_begun_is_sent() {
    for polls in 1..8 {
        let server = Server::start(ServerResponse::nothing());
        let client = builder(&server).build().expect("a client");
        let left = left(&client, polls).await;
        ping().send(&client).await.expect("a response");
        server.received();
        server.received();
        drop(left);
    }
}
