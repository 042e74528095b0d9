//! A login service that is overloaded.

use std::time::{Duration, SystemTime};

use client::auth::OAuthTokens;
use client::settings::Retry;

use super::{granted, oauth, response_to};
use crate::login::{self, SERVICE};
use crate::server::{Server, ServerResponse};
use crate::{builder, ping};

const TOKENS: &str = "/login/common/oauth/tokens";
const KEYS: &str = "/login/.well-known/jwks";
const PING: &str = "/Cust12345/api/v1/Test/Ping";

/// Refuses each second request.
fn overloaded() -> Server {
    let mut number = 0;
    Server::respond(move |received| {
        number += 1;
        if number % 2 == 1 {
            return ServerResponse::new("503 Service Unavailable");
        }
        match received.target() {
            TOKENS => ServerResponse::json(&granted(received).to_string()),
            KEYS => login::key_set(&[("1", SERVICE)]),
            _ => ServerResponse::nothing(),
        }
    })
}

fn targets(server: &Server) -> Vec<String> {
    let received = std::iter::from_fn(|| server.next_received());
    received.map(|it| it.target().to_owned()).collect()
}

#[tokio::test]
async fn codes_are_exchanged_again() {
    let server = overloaded();
    let oauth = oauth(&server);
    let login = oauth.login(None).expect("a login");
    let client = crate::client(&server);
    let response = response_to(&login);
    let tokens = oauth.exchange(&login, &response, client.transport());
    tokens.await.expect("tokens");
    assert_eq!(targets(&server), [TOKENS, TOKENS, KEYS, KEYS]);
}

#[tokio::test]
async fn tokens_are_refreshed_again() {
    let server = overloaded();
    let tokens = OAuthTokens::new("8A:old", Some("old".to_owned()), SystemTime::UNIX_EPOCH);
    let pause = Duration::from_millis(1);
    let client = builder(&server)
        .authorization(oauth(&server).session(tokens))
        .retry(Retry::default().backoff(pause, pause))
        .build()
        .expect("a client");
    ping().send(&client).await.expect("a response");
    assert_eq!(targets(&server), [TOKENS, TOKENS, KEYS, KEYS, PING, PING]);
}
