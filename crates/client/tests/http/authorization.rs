//! Credentials, and where they go.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use client::{
    AuthorizationError, Authorizer, BoxFuture, ByteStream, Bytes, Client, Credentials, Error,
    Obtain, RequestBody, Transport, TransportFailure,
};

use crate::server::{Answer, Server};
use crate::{builder, client, ping};

#[tokio::test]
async fn each_kind_has_its_headers() {
    const NAMES: [&str; 4] = ["Authorization", "SO-AppToken", "X-XSRF-TOKEN", "Cookie"];

    let cases = [
        (Credentials::none(), [None, None, None, None]),
        (
            // "jørgen:pass:wörd" in UTF-8
            Credentials::basic("jørgen", "pass:wörd"),
            [Some("Basic asO4cmdlbjpwYXNzOnfDtnJk"), None, None, None],
        ),
        (
            Credentials::ticket("7T:abc=", "secret"),
            [Some("SOTicket 7T:abc="), Some("secret"), None, None],
        ),
        (
            Credentials::bearer("8A:Cust12345.abc"),
            [Some("Bearer 8A:Cust12345.abc"), None, None, None],
        ),
        (
            Credentials::session("xsrf"),
            [None, None, Some("xsrf"), None],
        ),
        (
            Credentials::session_with_cookies("xsrf", "a=b; c=d"),
            [None, None, Some("xsrf"), Some("a=b; c=d")],
        ),
    ];
    let server = Server::start(Answer::nothing());
    for (authorization, expected) in cases {
        let client = builder(&server)
            .authorization(authorization)
            .build()
            .expect("a client");
        ping().send(&client).await.expect("a response");
        let received = server.received();
        assert_eq!(NAMES.map(|name| received.header(name)), expected);
    }
}

#[tokio::test]
async fn clients_do_not_share_credentials() {
    let server = Server::start(Answer::nothing());
    let authorized = builder(&server)
        .authorization(Credentials::bearer("token"))
        .build()
        .expect("a client");
    ping().send(&authorized).await.expect("a response");
    server.received();

    ping().send(&client(&server)).await.expect("a response");
    assert_eq!(server.received().header("Authorization"), None);
}

#[tokio::test]
async fn a_redirect_is_an_error_and_takes_no_credentials_along() {
    let other = Server::start(Answer::nothing());
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
    ] {
        let location = format!("Location: {}/api/v1/Test/Ping", other.base_url());
        let server = Server::start(Answer::new(status).with_header(&location));
        let client = builder(&server)
            .authorization(Credentials::ticket("7T:abc", "secret"))
            .build()
            .expect("a client");
        let error = ping().send(&client).await.unwrap_err();
        assert_eq!(error.status().expect("a status").as_str(), &status[..3]);
        assert!(error.to_string().contains("check the base URL"), "{error}");
    }
    assert!(other.is_untouched());
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    let cases = [
        Credentials::basic("user:name", "password"),
        Credentials::ticket("7T:abc", ""),
        Credentials::ticket(" ", "secret"),
        Credentials::bearer(""),
        Credentials::bearer("line\nbreak"),
        Credentials::session("blåbær"),
        Credentials::session_with_cookies("xsrf", "line\r\nbreak"),
    ];
    for authorization in cases {
        let builder = Client::builder("https://localhost/Cust1").authorization(authorization);
        let error = builder.build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    }
}

/// Gives another token each time, good for a while if `validity` says so.
#[derive(Debug)]
struct Numbered {
    obtained: Arc<AtomicUsize>,
    validity: Option<Duration>,
}

impl Authorizer for Numbered {
    fn obtain<'a>(
        &'a self,
        _: Obtain<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        let number = self.obtained.fetch_add(1, Ordering::Relaxed);
        let mut credentials = Credentials::bearer(format!("token{number}"));
        if let Some(validity) = self.validity {
            credentials = credentials.valid_for(validity);
        }
        Box::pin(std::future::ready(Ok(credentials)))
    }
}

#[tokio::test]
async fn refused_credentials_are_replaced_and_the_call_repeated_once() {
    let refusal = || Answer::new("401 Unauthorized");
    let cases = [
        (vec![refusal(), Answer::nothing()], true),
        (vec![refusal(), refusal(), Answer::nothing()], false),
    ];
    for (answers, is_accepted) in cases {
        let server = Server::script(answers);
        let obtained = Arc::default();
        let authorizer = Numbered {
            obtained: Arc::clone(&obtained),
            validity: None,
        };
        let client = builder(&server)
            .authorization(authorizer)
            .build()
            .expect("a client");
        match ping().send(&client).await {
            Ok(()) => assert!(is_accepted),
            Err(error) => {
                assert!(
                    !is_accepted && matches!(error, Error::Unauthorized(_)),
                    "{error:?}"
                );
            }
        }
        for expected in ["Bearer token0", "Bearer token1"] {
            assert_eq!(server.received().header("Authorization"), Some(expected));
        }
        assert!(server.is_untouched());
        assert_eq!(obtained.load(Ordering::Relaxed), 2);
    }
}

/// Answers without a network, so that the time of a test can stand still.
struct Silent;

impl Transport for Silent {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportFailure>> {
        let mut response = http::Response::new(Bytes::new().into());
        *response.status_mut() = http::StatusCode::NO_CONTENT;
        Box::pin(std::future::ready(Ok(response)))
    }
}

#[tokio::test(start_paused = true)]
async fn credentials_are_replaced_before_they_expire() {
    // The validity, and when the second credentials are obtained, in seconds.
    for (validity, replaced) in [(3600, 3540), (600, 540), (60, 54), (10, 9)] {
        let obtained = Arc::default();
        let client = Client::builder("https://localhost/Cust1")
            .authorization(Numbered {
                obtained: Arc::clone(&obtained),
                validity: Some(Duration::from_secs(validity)),
            })
            .transport(Silent)
            .build()
            .expect("a client");
        let early = Duration::from_millis(500);
        for (pause, expected) in [
            (Duration::ZERO, 1),
            (Duration::from_secs(replaced) - early, 1),
            (2 * early, 2),
            (Duration::ZERO, 2),
        ] {
            tokio::time::advance(pause).await;
            ping().send(&client).await.expect("a response");
            let obtained = obtained.load(Ordering::Relaxed);
            assert_eq!(obtained, expected, "{validity} seconds, after {pause:?}");
        }
    }
}
