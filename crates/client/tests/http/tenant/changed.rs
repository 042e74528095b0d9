//! Tenants whose state has changed, as a message says.

use std::time::Duration;

use client::auth::TokenVerifier;
use client::tenant::{Environment, TenantState};
use client::testing::{FakeLogin, FakeTransport};
use client::webhooks::TenantChange;
use client::{Client, Error};
use serde_json::json;

use super::{response, running, tenant};
use crate::server::{Server, ServerResponse};
use crate::{client, ping};

/// A message that the login service has signed.
async fn change(environment: &Environment, customer_id: &str, number: i32) -> TenantChange {
    let (service, login) = (FakeTransport::new(), FakeLogin::new());
    service.respond("LoginKeys", login.keys());
    let body = json!({
        "ChangeType": number,
        "ContextIdentifier": customer_id,
        "Token": login.tenant_token(customer_id),
        "PublicEndpoint": "attacker.example.com",
    });
    let verifier = TokenVerifier::new(environment.clone(), "App-abc");
    let body = body.to_string();
    let change = TenantChange::verify(body.as_bytes(), &verifier, &service);
    change.await.expect("a change")
}

fn of(server: &Server) -> Environment {
    Environment::Custom(server.origin())
}

async fn tell(client: &Client, environment: &Server, number: i32) -> bool {
    client.tenant_changed(&change(&of(environment), "cust12345", number).await)
}

/// It goes where the environment says, not where the message says.
#[tokio::test]
async fn a_move_is_followed_at_once() {
    let (old, new) = (
        Server::start(ServerResponse::nothing()),
        Server::start(ServerResponse::nothing()),
    );
    let environment = Server::script([running(&old), running(&new)]);
    let client = tenant(&environment);
    ping().send(&client).await.expect("a response");
    old.received();
    assert!(tell(&client.clone(), &environment, 5).await);
    for _ in 0..2 {
        ping().send(&client).await.expect("a response");
        new.received();
    }
    assert!(old.is_untouched());
    environment.received();
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn a_suspension_and_its_end_are_noticed_at_once() {
    let api = Server::start(ServerResponse::nothing());
    let states = [
        running(&api),
        response(r#""State":"Suspended""#, &api),
        running(&api),
    ];
    let environment = Server::script(states);
    let client = tenant(&environment);
    ping().send(&client).await.expect("a response");
    assert!(tell(&client, &environment, 2).await);
    let Err(Error::Tenant(error)) = ping().send(&client).await else {
        panic!("a suspended tenant was called");
    };
    assert_eq!(error.state(), Some(&TenantState::Suspended));
    assert!(tell(&client, &environment, 3).await);
    ping().send(&client).await.expect("a response");
}

/// What was on its way when the message came may be of before.
#[tokio::test]
async fn a_state_that_is_being_asked_for_is_asked_for_again() {
    let (old, new) = (
        Server::start(ServerResponse::nothing()),
        Server::start(ServerResponse::nothing()),
    );
    let slow = running(&old).delayed(Duration::from_millis(300));
    let environment = Server::script([slow, running(&new)]);
    let client = tenant(&environment);
    let change = change(&of(&environment), "Cust12345", 5).await;
    let calling = client.clone();
    let call = tokio::spawn(async move { ping().send(&calling).await });
    while environment.next_received().is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(client.tenant_changed(&change));
    call.await.expect("no panic").expect("a response");
    new.received();
    assert!(old.is_untouched());
}

#[tokio::test]
async fn an_environment_that_cannot_be_asked_leaves_the_address_as_it_was() {
    let api = Server::start(ServerResponse::nothing());
    let environment = Server::script([running(&api), ServerResponse::new("400 Bad Request")]);
    let client = tenant(&environment);
    ping().send(&client).await.expect("a response");
    assert!(tell(&client, &environment, 0).await);
    // A refusal is no outage.
    assert!(matches!(ping().send(&client).await, Err(Error::Tenant(_))));

    let environment = Server::script([running(&api), ServerResponse::new("501 Not Implemented")]);
    let client = tenant(&environment);
    ping().send(&client).await.expect("a response");
    assert!(tell(&client, &environment, 0).await);
    ping().send(&client).await.expect("a response");
}

#[tokio::test]
async fn other_tenants_take_no_notice() {
    let api = Server::start(ServerResponse::nothing());
    let environment = Server::start(running(&api));
    let tenant = tenant(&environment);
    let fixed = client(&api);
    ping().send(&tenant).await.expect("a response");
    environment.received();
    for (place, customer_id) in [
        (of(&environment), "Cust99999"),
        (Environment::Sod, "Cust12345"),
    ] {
        let change = change(&place, customer_id, 5).await;
        assert!(!tenant.tenant_changed(&change));
        assert!(!fixed.tenant_changed(&change));
    }
    assert!(!fixed.tenant_changed(&change(&of(&environment), "Cust12345", 5).await));
    ping().send(&tenant).await.expect("a response");
    assert!(environment.is_untouched());
}
