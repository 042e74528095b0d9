//! Code of the user around each request.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::Request;
use client::bytes::Bytes;
use client::settings::Retry;
use client::transport::{Middleware, Next, Operation, RequestBody, ResponseFuture, middleware_fn};

use crate::server::{Server, ServerResponse};
use crate::{builder, ping};

/// Notes what passes.
struct Noting {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
}

impl Middleware for Noting {
    fn handle<'a>(
        &'a self,
        mut request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> ResponseFuture<'a> {
        let note = |text: String| {
            self.notes
                .lock()
                .unwrap()
                .push(format!("{} {text}", self.name))
        };
        let value = http::HeaderValue::from_static(self.name);
        request.headers_mut().append("x-way", value);
        Box::pin(async move {
            note(format!("sends {}", request.method()));
            let response = next.send(request).await?;
            note(format!("gets {}", response.status().as_u16()));
            Ok(response)
        })
    }
}

/// Responds without the server.
struct Responder;

impl Middleware for Responder {
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        _: Next<'a>,
    ) -> ResponseFuture<'a> {
        let operation = request
            .extensions()
            .get::<Operation>()
            .expect("an operation");
        let json = format!("\"{} {}\"", operation.id, operation.template);
        let response = http::Response::new(Bytes::from(json).into());
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// Changes the body and the response.
struct Changing;

impl Middleware for Changing {
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> ResponseFuture<'a> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let mut bytes = body.collect().await.expect("a body").to_vec();
            bytes.make_ascii_uppercase();
            let body = RequestBody::Bytes(bytes.into());
            let response = next.send(http::Request::from_parts(head, body)).await?;
            Ok(response.map(|_| Bytes::from_static(b"\"changed\"").into()))
        })
    }
}

#[tokio::test]
async fn the_first_sees_the_request_first_and_the_response_last() {
    let server = Server::respond(|request| {
        assert!(request.line.starts_with("GET"));
        ServerResponse::nothing()
    });
    let notes = Arc::default();
    let [one, two] = ["one", "two"].map(|name| noting(name, &notes));
    let client = builder(&server).middleware(one).middleware(two).build();
    let client = client.expect("a client");
    ping().send(&client).await.expect("a response");
    assert_eq!(
        *notes.lock().unwrap(),
        [
            "one sends GET",
            "two sends GET",
            "two gets 204",
            "one gets 204"
        ]
    );
    assert_eq!(server.received().values("x-way"), ["one", "two"]);
}

#[tokio::test]
async fn a_response_needs_no_server() {
    let server = Server::start(ServerResponse::nothing());
    let client = builder(&server).middleware(Responder).build();
    let client = client.expect("a client");
    let request: Request<String> = Request::get("v1Test_GetName", "v1/Test/{id}/Name");
    let response = request.path("id", &17).send(&client).await;
    assert_eq!(
        response.expect("a response"),
        "v1Test_GetName v1/Test/{id}/Name"
    );
    assert!(server.is_untouched());
}

#[tokio::test]
async fn bodies_can_be_changed_both_ways() {
    let server = Server::start(ServerResponse::json("\"response\""));
    let client = builder(&server).middleware(Changing).build();
    let client = client.expect("a client");
    let request: Request<String> = Request::post("v1Test", "v1/Test").json(&"body");
    assert_eq!(request.send(&client).await.expect("a response"), "changed");
    assert_eq!(server.received().body, b"\"BODY\"");
}

#[tokio::test]
async fn it_runs_once_for_each_attempt() {
    let server = Server::script([
        ServerResponse::new("503 Service Unavailable"),
        ServerResponse::nothing(),
    ]);
    let notes = Arc::default();
    let pause = Duration::from_millis(1);
    let client = builder(&server)
        .middleware(noting("one", &notes))
        .retry(Retry::default().max_retries(2).backoff(pause, pause))
        .build()
        .expect("a client");
    ping().send(&client).await.expect("a response");
    assert_eq!(
        *notes.lock().unwrap(),
        [
            "one sends GET",
            "one gets 503",
            "one sends GET",
            "one gets 204"
        ]
    );
    // Nothing of the first attempt is left in the second.
    for _ in 0..2 {
        assert_eq!(server.received().values("x-way"), ["one"]);
    }
}

fn noting(name: &'static str, notes: &Arc<Mutex<Vec<String>>>) -> Noting {
    let notes = notes.clone();
    Noting { name, notes }
}

#[tokio::test]
async fn a_closure_is_enough() {
    let server = Server::start(ServerResponse::json("\"Ada\""));
    let notes: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = notes.clone();
    let client = builder(&server)
        .middleware(middleware_fn(move |request, next| {
            let notes = kept.clone();
            Box::pin(async move {
                let operation = request.extensions().get().map(|it: &Operation| it.id);
                let response = next.send(request).await?;
                let note = format!("{operation:?} {}", response.status().as_u16());
                notes.lock().unwrap().push(note);
                Ok(response)
            })
        }))
        .middleware(middleware_fn(|mut request, next| {
            let value = http::HeaderValue::from_static("closure");
            request.headers_mut().insert("x-way", value);
            next.send(request)
        }))
        .build()
        .expect("a client");
    let request: Request<String> = Request::get("v1Test_GetName", "v1/Test/Name");
    assert_eq!(request.send(&client).await.expect("a response"), "Ada");
    assert_eq!(*notes.lock().unwrap(), ["Some(\"v1Test_GetName\") 200"]);
    assert_eq!(server.received().values("x-way"), ["closure"]);
}

/// Gives a request without a body one.
struct Filling;

impl Middleware for Filling {
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> ResponseFuture<'a> {
        next.send(request.map(|_| RequestBody::Bytes("{}".into())))
    }
}

#[tokio::test]
async fn a_body_can_be_added() {
    let server = Server::start(ServerResponse::nothing());
    let client = builder(&server).middleware(Filling).build().unwrap();
    let request: Request<()> = Request::post("v1Test_Post", "v1/Test");
    request.send(&client).await.expect("a response");
    let received = server.received();
    assert_eq!(received.header("Content-Length"), Some("2"));
    assert_eq!(received.body, b"{}");
}
