//! Credentials that are obtained, that expire and that are refused.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use client::auth::{CredentialsProvider, CredentialsRequest};
use client::body::Content;
use client::error::AuthorizationError;
use client::http::StatusCode;
use client::settings::RateLimit;
use client::transport::{BoxFuture, Middleware, Next, RequestBody, ResponseFuture};
use client::{Client, Credentials, Error, Request};
use tokio::sync::watch;

use crate::scripted::{self, response};
use crate::server::{Received, Server, ServerResponse};
use crate::upload::pieces;
use crate::{builder, many, ping};

const CALLS: usize = 50;

/// Gives the tokens `token1`, `token2` and so on, as `obtain` decides.
#[derive(Clone)]
struct Counting<F> {
    obtained: Arc<AtomicUsize>,
    obtain: F,
}

impl<F> fmt::Debug for Counting<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Counting")
    }
}

impl<F, Obtained> CredentialsProvider for Counting<F>
where
    F: Fn(usize) -> Obtained + Send + Sync + 'static,
    Obtained: Future<Output = Result<Credentials, AuthorizationError>> + Send + 'static,
{
    fn credentials<'a>(
        &'a self,
        _: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        let number = self.obtained.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin((self.obtain)(number))
    }
}

/// Counts the refusals that have reached the client.
struct Refusals(watch::Sender<usize>);

impl Middleware for Refusals {
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> ResponseFuture<'a> {
        Box::pin(async move {
            let response = next.send(request).await?;
            if response.status() == StatusCode::UNAUTHORIZED {
                self.0.send_modify(|count| *count += 1);
            }
            Ok(response)
        })
    }
}

#[tokio::test]
async fn calls_share_what_the_first_obtains() {
    let server = Server::start(ServerResponse::nothing());
    let (client, obtained) = client(&server, |number| async move {
        // The others come while the first waits.
        tokio::task::yield_now().await;
        Ok(token(number))
    });
    for result in many(&client, CALLS).await {
        result.expect("a response");
    }
    assert_eq!(obtained.load(Ordering::SeqCst), 1);
    for _ in 0..CALLS {
        assert_eq!(authorization(&server.received()), "Bearer token1");
    }
}

#[tokio::test]
async fn calls_that_are_refused_share_the_replacement() {
    let (refused, refusals) = watch::channel(0);
    let server = Server::respond(|request| match authorization(request) {
        "Bearer token1" => ServerResponse::new("401 Unauthorized"),
        _ => ServerResponse::nothing(),
    });
    let (authorizer, obtained) = counting(move |number| {
        let mut refusals = refusals.clone();
        async move {
            if number == 2 {
                // Until all calls have heard that they were refused.
                let all = refusals.wait_for(|count| *count == CALLS).await;
                all.expect("a client");
            }
            Ok(token(number))
        }
    });
    let client = builder(&server)
        .authorization(authorizer)
        .middleware(Refusals(refused))
        .rate_limit(RateLimit::unlimited())
        .build()
        .expect("a client");
    for result in many(&client, CALLS).await {
        result.expect("a response");
    }
    assert_eq!(obtained.load(Ordering::SeqCst), 2);
    let mut sent = Vec::new();
    for _ in 0..2 * CALLS {
        sent.push(authorization(&server.received()).to_owned());
    }
    assert!(server.is_untouched());
    sent.sort();
    assert!(sent[..CALLS].iter().all(|sent| sent == "Bearer token1"));
    assert!(sent[CALLS..].iter().all(|sent| sent == "Bearer token2"));
}

#[tokio::test]
async fn the_second_refusal_is_final() {
    let server = Server::start(ServerResponse::new("401 Unauthorized"));
    let (client, obtained) = client(&server, |number| async move { Ok(token(number)) });
    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(obtained.load(Ordering::SeqCst), 2);
    for expected in ["Bearer token1", "Bearer token2"] {
        assert_eq!(authorization(&server.received()), expected);
    }
    assert!(server.is_untouched());
}

#[tokio::test]
async fn the_same_credentials_are_not_sent_again() {
    let token = || Credentials::bearer("8A:Cust1.a");
    assert_eq!(token(), token().valid_for(Duration::from_secs(1)));
    assert_ne!(token(), Credentials::bearer("8A:Cust1.b"));
    let server = Server::start(ServerResponse::new("401 Unauthorized"));
    let client = builder(&server)
        .authorization(Credentials::bearer("token"))
        .build()
        .expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    server.received();
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_post_that_was_refused_is_sent_again_with_its_body() {
    let server = Server::script([
        ServerResponse::new("401 Unauthorized"),
        ServerResponse::nothing(),
    ]);
    let (client, _) = client(&server, |number| async move { Ok(token(number)) });
    let request: Request<()> = Request::post("v1Test", "v1/Test").json(&"body");
    request.send(&client).await.expect("a response");
    for expected in ["Bearer token1", "Bearer token2"] {
        let received = server.received();
        assert_eq!(authorization(&received), expected);
        assert_eq!(received.body, b"\"body\"");
    }
}

#[tokio::test]
async fn a_stream_that_was_refused_is_not_sent_again() {
    let server = Server::start(ServerResponse::new("401 Unauthorized"));
    let (client, obtained) = client(&server, |number| async move { Ok(token(number)) });
    let content = Content::new("text/plain", pieces(&["piece"]));
    let request: Request<()> = Request::post("v1Test", "v1/Test").content(content);
    let error = request.send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(server.received().body, b"piece");
    assert!(server.is_untouched());
    assert_eq!(obtained.load(Ordering::SeqCst), 1);
}

/// It cannot be sent again, but the next call need not be refused as well.
#[tokio::test]
async fn the_call_after_a_stream_that_was_refused_has_other_credentials() {
    let server = Server::respond(|request| match authorization(request) {
        "Bearer token1" => ServerResponse::new("401 Unauthorized"),
        _ => ServerResponse::nothing(),
    });
    let (client, obtained) = client(&server, |number| async move { Ok(token(number)) });
    let upload = || -> Request<()> {
        let content = Content::new("text/plain", pieces(&["piece"]));
        Request::post("v1Test", "v1/Test").content(content)
    };
    let error = upload().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    for _ in 0..3 {
        upload().send(&client).await.expect("a response");
    }
    for expected in ["token1", "token2", "token2", "token2"] {
        let received = server.received();
        assert_eq!(authorization(&received), format!("Bearer {expected}"));
    }
    assert_eq!(obtained.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn calls_that_wait_share_a_failure_and_later_calls_try_again() {
    let server = Server::start(ServerResponse::nothing());
    let (client, obtained) = client(&server, |number| async move {
        tokio::task::yield_now().await;
        match number {
            1 => Err(AuthorizationError::new("the vault is closed")),
            _ => Ok(token(number)),
        }
    });
    for result in many(&client, CALLS).await {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Authorization(_)), "{error:?}");
        assert_eq!(error.to_string(), "the vault is closed");
    }
    assert_eq!(obtained.load(Ordering::SeqCst), 1);
    assert!(server.is_untouched());

    ping().send(&client).await.expect("a response");
    assert_eq!(authorization(&server.received()), "Bearer token2");
}

#[tokio::test]
async fn a_failure_to_replace_credentials_surfaces() {
    let server = Server::start(ServerResponse::new("401 Unauthorized"));
    let (client, _) = client(&server, |number| async move {
        match number {
            1 => Ok(token(number)),
            _ => Err(AuthorizationError::new("the vault is closed")),
        }
    });
    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Authorization(_)), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_does_not_stop_the_others() {
    let (builder, times) = scripted::builder(|_| response(204, None));
    let (authorizer, obtained) = counting(|number| async move {
        if number == 1 {
            std::future::pending::<()>().await;
        }
        Ok(token(number))
    });
    let client = builder.authorization(authorizer).build().expect("a client");
    let hasty = ping().timeout(Duration::from_secs(1));
    let (given_up, waiting) = tokio::join!(hasty.send(&client), ping().send(&client));
    assert!(given_up.unwrap_err().is_timeout());
    waiting.expect("a response");
    assert_eq!(obtained.load(Ordering::SeqCst), 2);
    assert_eq!(times.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn credentials_are_replaced_before_they_expire() {
    // How long they are good for, and how often they are obtained within ten minutes by a call at
    // the start of each second.
    let cases = [
        (None, 1),
        (Some(Duration::MAX), 1),
        (Some(Duration::from_secs(3600)), 1),
        // Each is used for four minutes: at 0, 240 and 480 seconds.
        (Some(Duration::from_secs(300)), 3),
        // Each is used for half a minute.
        (Some(Duration::from_secs(60)), 20),
    ];
    for (validity, expected) in cases {
        let (builder, _) = scripted::builder(|_| response(204, None));
        let (authorizer, obtained) = counting(move |number| {
            let credentials = match validity {
                Some(validity) => token(number).valid_for(validity),
                None => token(number),
            };
            std::future::ready(Ok(credentials))
        });
        let client = builder.authorization(authorizer).build().expect("a client");
        let mut seconds = tokio::time::interval(Duration::from_secs(1));
        for _ in 0..600 {
            seconds.tick().await;
            ping().send(&client).await.expect("a response");
        }
        assert_eq!(obtained.load(Ordering::SeqCst), expected, "{validity:?}");
    }
}

/// During an outage of what gives credentials, the old ones serve as long as they are good.
#[tokio::test(start_paused = true)]
async fn credentials_are_used_to_their_end_if_there_are_no_others() {
    let (builder, _) = scripted::builder(|_| response(204, None));
    let (authorizer, obtained) = counting(move |number| {
        let first = token(number).valid_for(Duration::from_secs(3600));
        std::future::ready(match number {
            1 => Ok(first),
            _ => Err(AuthorizationError::new("out of order")),
        })
    });
    let client = builder.authorization(authorizer).build().expect("a client");
    ping().send(&client).await.expect("a response");
    // A minute before the end new ones are asked for, and then again every ten seconds.
    tokio::time::advance(Duration::from_secs(3541)).await;
    for _ in 0..58 {
        ping().send(&client).await.expect("a response");
        tokio::time::advance(Duration::from_secs(1)).await;
    }
    let asked = obtained.load(Ordering::SeqCst);
    assert!((5..=8).contains(&asked), "{asked}");
    tokio::time::advance(Duration::from_secs(2)).await;
    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Authorization(_)), "{error:?}");
}

fn token(number: usize) -> Credentials {
    Credentials::bearer(format!("token{number}"))
}

fn counting<F>(obtain: F) -> (Counting<F>, Arc<AtomicUsize>) {
    let obtained = Arc::new(AtomicUsize::new(0));
    let authorizer = Counting {
        obtained: obtained.clone(),
        obtain,
    };
    (authorizer, obtained)
}

fn client<F, Obtained>(server: &Server, obtain: F) -> (Client, Arc<AtomicUsize>)
where
    F: Fn(usize) -> Obtained + Send + Sync + 'static,
    Obtained: Future<Output = Result<Credentials, AuthorizationError>> + Send + 'static,
{
    let (authorizer, obtained) = counting(obtain);
    let client = builder(server)
        .authorization(authorizer)
        .rate_limit(RateLimit::unlimited())
        .build()
        .expect("a client");
    (client, obtained)
}

fn authorization(received: &Received) -> &str {
    received.header("Authorization").expect("credentials")
}
