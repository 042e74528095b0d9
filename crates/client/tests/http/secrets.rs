//! Secrets and personal data stay out of everything that is printed.

use std::fmt::{Debug, Display};

use client::body::Content;
use client::bytes::Bytes;
use client::settings::Retry;
use client::testing::{FakeResponse, FakeTransport};
use client::transport::{CacheKey, RequestBody};
use client::{Client, Credentials, Error, Request, http};

use crate::server::{Server, ServerResponse};
use crate::{builder, ping};

const SECRET: &str = "hunter22";

fn authorizations() -> [Credentials; 6] {
    [
        Credentials::basic("user", SECRET),
        Credentials::ticket(SECRET, "application"),
        Credentials::ticket("7T:abc", SECRET),
        Credentials::bearer(SECRET),
        Credentials::session(SECRET),
        Credentials::session_with_cookies("xsrf", format!("a={SECRET}")),
    ]
}

#[test]
fn settings_print_no_secrets() {
    for authorization in authorizations() {
        assert_clean(&authorization);
        let base_url = "https://localhost/Cust1";
        let builder = Client::builder(base_url).authorization(authorization);
        assert_clean(&builder);
        assert_clean(&builder.build().expect("a client"));
    }
    assert_clean(&Client::builder(format!(
        "https://user:{SECRET}@localhost/"
    )));
    let authorization = Credentials::bearer(format!("{SECRET}\n"));
    let builder = Client::builder("https://localhost/").authorization(authorization);
    assert_clean_error(&builder.build().unwrap_err());
}

#[test]
fn requests_print_no_arguments() {
    let request: Request<()> = Request::post("v1Test", "v1/Test/{id}");
    let request = request
        .path("id", &SECRET)
        .query("q", &SECRET)
        .header("X-Secret", SECRET)
        .json(&SECRET);
    assert_clean(&request);
    assert_clean(&request.content(Content::new("text/plain", SECRET)));
}

#[test]
fn what_transports_and_fakes_hold_prints_no_secrets() {
    let body = || RequestBody::Bytes(SECRET.into());
    assert_eq!(format!("{:?}", body()), "Bytes(8 bytes)");
    let stream = |length| RequestBody::Stream {
        stream: Bytes::from(SECRET).into(),
        length,
    };
    assert_eq!(format!("{:?}", stream(Some(8))), "Stream(8 bytes)");
    assert_eq!(format!("{:?}", stream(None)), "Stream");
    let request = http::Request::post(format!("https://localhost/?code={SECRET}"));
    let request = request
        .header("SO-AppToken", SECRET)
        .body(body())
        .expect("a request");
    assert_clean(&CacheKey::from_request(&request).expect("a key"));
    assert_clean(&request.body());
    let response = FakeResponse::json(format!("\"{SECRET}\"")).with_header("Set-Cookie", SECRET);
    assert_clean(&response);
}

#[tokio::test]
async fn what_a_fake_received_prints_no_secrets() {
    let service = FakeTransport::new();
    service.respond(
        "v1Test",
        FakeResponse::json("null").with_header("Set-Cookie", SECRET),
    );
    let request: Request<()> = Request::post("v1Test", "v1/Test");
    let request = request.query("password", &SECRET).json(&SECRET);
    let response = request
        .send_with_response(&service.client())
        .await
        .expect("a response");
    assert_clean(&service);
    assert_clean(&service.requests()[0]);
    // The cookies of a response are credentials, whatever transport has brought them.
    assert_clean(&response);
}

#[tokio::test]
async fn messages_of_servers_are_cleaned_of_secrets() {
    let body = format!(
        r#"{{"Message":"{SECRET} is wrong","ErrorType":"{SECRET}","MessageDetail":"a={SECRET}."}}"#
    );
    let server = Server::start(
        ServerResponse::new("401 Unauthorized")
            .with_header(&format!("Set-Cookie: a={SECRET}"))
            .with_body("application/json", body),
    );
    for authorization in authorizations() {
        let client = builder(&server)
            .authorization(authorization)
            .build()
            .expect("a client");
        assert_clean_error(&ping().send(&client).await.unwrap_err());
    }
}

/// A server or a proxy in front of it can show the whole request.
#[tokio::test]
async fn headers_that_come_back_are_cleaned_of_secrets() {
    let cases = [
        // "user:hunter22"
        (Credentials::basic("user", SECRET), "dXNlcjpodW50ZXIyMg=="),
        (Credentials::ticket(SECRET, "application"), SECRET),
        (Credentials::ticket("7T:abc", SECRET), SECRET),
        (Credentials::bearer(SECRET), SECRET),
        (Credentials::session(SECRET), SECRET),
        (
            Credentials::session_with_cookies("xsrf", format!("a=b; c=\"{SECRET}\";d = {SECRET}2")),
            SECRET,
        ),
    ];
    for (authorization, secret) in cases {
        for status in ["400 Bad Request", "401 Unauthorized", "404 Not Found"] {
            let server = Server::respond(move |request| {
                let headers: Vec<_> = request
                    .headers
                    .iter()
                    .map(|(name, value)| format!("{name}: {value}"))
                    .collect();
                ServerResponse::new(status).with_body("text/plain", headers.join("\n"))
            });
            let client = builder(&server)
                .authorization(authorization.clone())
                .build()
                .expect("a client");
            let error = ping().send(&client).await.unwrap_err();
            let response = error.server().expect("a response");
            let message = response.message().expect("a message");
            let text = format!("{message} {error} {error:?} {error:#?}");
            assert!(text.contains("[redacted]"), "{text}");
            assert!(!text.contains(secret), "{text}");
            // Whoever asks for the bytes gets them as they came.
            assert!(String::from_utf8_lossy(response.body()).contains(secret));
        }
    }
}

#[tokio::test]
async fn responses_that_cannot_be_read_are_not_quoted() {
    for body in [
        format!("\"{SECRET}\""),
        format!("{{\"ContactId\": \"{SECRET}\"}}"),
        format!("{{\"{SECRET}\": "),
        SECRET.to_owned(),
    ] {
        let server = Server::start(ServerResponse::json(&body));
        let client = builder(&server).build().expect("a client");
        let request: Request<i32> = Request::get("v1Test", "v1/Test");
        let error = request.send(&client).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_clean_error(&error);
    }
}

/// The address holds the arguments of the call.
#[tokio::test]
async fn failures_of_the_network_do_not_print_the_address() {
    let server = Server::start(ServerResponse::json("1").broken_off(0));
    let broken = builder(&server).build().expect("a client");
    let unreachable = Client::builder("http://127.0.0.1:1/Cust12345")
        .no_proxy()
        .retry(Retry::never())
        .build()
        .expect("a client");
    for client in [broken, unreachable] {
        let request: Request<i32> = Request::get("v1Test", "v1/Test/{id}");
        let request = request.path("id", &SECRET).query("q", &SECRET);
        let error = request.send(&client).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_clean_error(&error);
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            assert_clean_error(&cause);
            source = cause.source();
        }
    }
}

#[tokio::test]
async fn responses_print_no_cookies() {
    let response = ServerResponse::nothing().with_header(&format!("Set-Cookie: a={SECRET}"));
    let server = Server::start(response);
    let client = builder(&server).build().expect("a client");
    assert_clean(
        &ping()
            .send_with_response(&client)
            .await
            .expect("a response"),
    );
}

#[track_caller]
fn assert_clean(value: &dyn Debug) {
    let text = format!("{value:?} {value:#?}");
    assert!(!text.contains(SECRET), "{text}");
}

#[track_caller]
fn assert_clean_error<E: Debug + Display>(error: &E) {
    assert_clean(error);
    let text = error.to_string();
    assert!(!text.contains(SECRET), "{text}");
}
