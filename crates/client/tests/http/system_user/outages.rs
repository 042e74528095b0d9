//! A login service that is overloaded, and one that changes its keys.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::Client;
use client::settings::Retry;
use serde_json::json;

use super::{PKCS8, claims, granted, user};
use crate::login::{self, OTHER, SERVICE};
use crate::server::{Received, Server, ServerResponse};
use crate::{builder, many, ping};

const TICKET: &str = "/Login/api/PartnerSystemUser/Authenticate";
const KEYS: &str = "/login/.well-known/jwks";

fn respond(received: &Received, key: &str) -> ServerResponse {
    match received.target() {
        TICKET => granted(&login::token(&claims("7T:abc"))),
        KEYS => login::key_set(&[("1", key)]),
        _ => ServerResponse::nothing(),
    }
}

/// Responses to the first requests for tickets and keys with `refusal`.
fn overloaded(refusal: ServerResponse, times: usize) -> Server {
    let mut asked = HashMap::<String, usize>::new();
    Server::respond(move |received| {
        let asked = asked.entry(received.target().to_owned()).or_default();
        *asked += 1;
        if *asked > times || ![TICKET, KEYS].contains(&received.target()) {
            respond(received, SERVICE)
        } else {
            refusal.clone()
        }
    })
}

fn targets(server: &Server) -> Vec<String> {
    let received = std::iter::from_fn(|| server.next_received());
    received.map(|it| it.target().to_owned()).collect()
}

fn client(server: &Server, retries: u32) -> Client {
    let pause = Duration::from_millis(1);
    let retry = Retry::default().max_retries(retries).backoff(pause, pause);
    let user = user(server, PKCS8);
    let client = builder(server).authorization(user).retry(retry).build();
    client.expect("a client")
}

#[tokio::test]
async fn tickets_and_keys_are_asked_for_again() {
    for refusal in [
        ServerResponse::new("429 Too Many Requests"),
        ServerResponse::new("503 Service Unavailable"),
        ServerResponse::json(r#"{"IsSuccessful":true}"#).broken_off(3),
    ] {
        let server = overloaded(refusal, 2);
        let client = client(&server, 2);
        for result in many(&client, 5).await {
            result.expect("a response");
        }
        let targets = targets(&server);
        assert_eq!(targets[..6], [TICKET, TICKET, TICKET, KEYS, KEYS, KEYS]);
    }
}

#[tokio::test]
async fn the_settings_of_the_client_say_how_often() {
    for (retries, requests) in [(0, 1), (3, 4)] {
        let server = overloaded(ServerResponse::new("503 Service Unavailable"), 100);
        let error = ping().send(&client(&server, retries)).await.unwrap_err();
        assert!(error.to_string().contains("503"), "{error}");
        assert_eq!(targets(&server).len(), requests);
    }
}

#[tokio::test]
async fn refusals_are_final() {
    for status in [
        "400 Bad Request",
        "401 Unauthorized",
        "500 Internal Server Error",
    ] {
        let server = overloaded(ServerResponse::new(status), 100);
        ping().send(&client(&server, 2)).await.unwrap_err();
        assert_eq!(targets(&server), [TICKET]);
    }
}

#[tokio::test]
async fn a_login_by_hand_is_tried_again_too() {
    let server = overloaded(ServerResponse::new("503 Service Unavailable"), 1);
    let user = user(&server, PKCS8);
    let ticket = user.authenticate(crate::client(&server).transport()).await;
    ticket.expect("a ticket");
    assert_eq!(targets(&server), [TICKET, TICKET, KEYS, KEYS]);
}

/// The service can put another key under the name of an old one, and anybody can forge a signature.
#[tokio::test]
async fn a_signature_that_does_not_verify_asks_for_the_keys_again_once_in_a_while() {
    let signed_and_shown = Arc::new(Mutex::new((OTHER, OTHER)));
    let state = signed_and_shown.clone();
    let server = Server::respond(move |received| {
        let (signed, shown) = *state.lock().expect("a state");
        match received.target() {
            TICKET => {
                let header = json!({"alg": "RS256", "kid": "1"});
                granted(&login::signed(&header, &claims("7T:abc"), signed))
            }
            _ => respond(received, shown),
        }
    });
    let client = crate::client(&server);
    let user = user(&server, PKCS8);
    let cases = [
        ((OTHER, OTHER), &[TICKET, KEYS][..], true),
        ((OTHER, OTHER), &[TICKET], true),
        // Another key under the same name.
        ((SERVICE, SERVICE), &[TICKET, KEYS], true),
        // Forgeries.
        ((OTHER, SERVICE), &[TICKET], false),
        ((OTHER, SERVICE), &[TICKET], false),
        ((SERVICE, SERVICE), &[TICKET], true),
    ];
    for (state, expected, is_good) in cases {
        *signed_and_shown.lock().expect("a state") = state;
        let ticket = user.authenticate(client.transport()).await;
        assert_eq!(ticket.is_ok(), is_good, "{ticket:?}");
        assert_eq!(targets(&server), expected);
    }
}
