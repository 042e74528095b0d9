//! Tokens that come from outside.

use client::Client;
use client::auth::TokenVerifier;
use client::tenant::Environment;
use client::testing::{FakeLogin, FakeTransport};
use serde_json::{Value, json};

use crate::login::{self, OTHER, SERVICE};
use crate::server::{Server, ServerResponse};
use crate::{builder, client};

const KEYS: &str = "/login/.well-known/jwks";

fn keys() -> Server {
    Server::start(login::key_set(&[("1", SERVICE)]))
}

fn verifier(server: &Server) -> TokenVerifier {
    TokenVerifier::new(Environment::Custom(server.origin()), "application")
}

fn id_token(server: &Server) -> Value {
    json!({
        "iss": server.origin(),
        "aud": "application",
        "exp": login::now() + 300,
        "http://schemes.superoffice.net/identity/ctx": "Cust12345",
    })
}

fn tenant_token() -> Value {
    json!({
        "iss": "SuperOffice AS",
        "aud": "spn:1234567890",
        "exp": login::now() + 300,
        "http://schemes.superoffice.net/identity/ctx": "Cust12345",
        "http://schemes.superoffice.net/identity/serial": "1234567890",
    })
}

#[tokio::test]
async fn tokens_that_the_service_has_signed_are_accepted() {
    let server = keys();
    let (verifier, client) = (verifier(&server), client(&server));
    let id_token = login::token(&id_token(&server));
    let claims = verifier
        .verify_id_token(&id_token, client.transport())
        .await;
    assert_eq!(claims.expect("claims").context(), Some("Cust12345"));
    for token in [login::token(&tenant_token()), id_token] {
        let transport = client.transport();
        let claims = verifier.verify_tenant_token(&token, "cust12345", transport);
        assert_eq!(claims.await.expect("claims").context(), Some("Cust12345"));
    }
    assert_eq!(server.received().target(), KEYS);
    assert!(server.next_received().is_none(), "the keys are kept");
}

#[tokio::test]
async fn forgeries_are_refused() {
    let server = keys();
    let (verifier, client) = (verifier(&server), client(&server));
    for (forgery, expected) in login::forgeries(&id_token(&server)) {
        let error = verifier.verify_id_token(&forgery, client.transport()).await;
        let error = error.unwrap_err().to_string();
        assert!(error.contains(expected), "{forgery}: {error}");
        let transport = client.transport();
        let error = verifier.verify_tenant_token(&forgery, "Cust12345", transport);
        let error = error.await.unwrap_err().to_string();
        assert!(error.contains(expected), "{forgery}: {error}");
    }
    for (forgery, expected) in login::forgeries(&tenant_token()) {
        let transport = client.transport();
        let error = verifier.verify_tenant_token(&forgery, "Cust12345", transport);
        let error = error.await.unwrap_err().to_string();
        assert!(error.contains(expected), "{forgery}: {error}");
    }
}

/// A token for something else is as bad as none.
#[tokio::test]
async fn tokens_are_for_one_purpose() {
    let server = keys();
    let (verifier, client) = (verifier(&server), client(&server));
    let token = login::token(&tenant_token());
    let error = verifier.verify_id_token(&token, client.transport()).await;
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("issued by somebody else")
    );
    for tenant in ["Cust99999", ""] {
        let transport = client.transport();
        let error = verifier
            .verify_tenant_token(&token, tenant, transport)
            .await;
        let error = error.unwrap_err().to_string();
        assert_eq!(
            error,
            "the token of the login service is that of another tenant"
        );
    }
    // The audience of one pair with the issuer of the other.
    let mut mixed = tenant_token();
    mixed["aud"] = json!("application");
    let (mixed, transport) = (login::token(&mixed), client.transport());
    let error = verifier.verify_tenant_token(&mixed, "Cust12345", transport);
    let error = error.await.unwrap_err().to_string();
    assert!(error.contains("issued for somebody else"), "{error}");
    // An application without a name is nobody's audience.
    let nobody = TokenVerifier::new(Environment::Custom(server.origin()), " ");
    let mut empty = id_token(&server);
    empty["aud"] = json!("");
    let error = nobody
        .verify_id_token(&login::token(&empty), client.transport())
        .await;
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("issued for somebody else")
    );
}

/// Anybody can send tokens with the names of keys that there are not.
#[tokio::test]
async fn unknown_keys_are_not_looked_for_each_time() {
    let server = keys();
    let (verifier, client) = (verifier(&server), client(&server));
    for id in 0..20 {
        let header = json!({"alg": "RS256", "kid": format!("forged {id}")});
        let token = login::signed(&header, &id_token(&server), OTHER);
        let error = verifier.verify_id_token(&token, client.transport()).await;
        let error = error.unwrap_err().to_string();
        assert!(error.contains("does not know"), "{error}");
    }
    let asked = std::iter::from_fn(|| server.next_received()).count();
    assert_eq!(asked, 2, "when there were no keys yet, and once more");
    let token = login::token(&id_token(&server));
    assert!(
        verifier
            .verify_id_token(&token, client.transport())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn new_keys_are_found() {
    let sets = [("1", SERVICE), ("2", OTHER)].map(|key| login::key_set(&[key]));
    let server = Server::script(sets);
    let (verifier, client) = (verifier(&server), client(&server));
    for (id, key) in [("1", SERVICE), ("2", OTHER)] {
        let token = login::signed(&json!({"alg": "RS256", "kid": id}), &id_token(&server), key);
        let claims = verifier.verify_id_token(&token, client.transport()).await;
        assert!(claims.is_ok(), "{claims:?}");
    }
}

#[tokio::test]
async fn keys_that_cannot_be_fetched_are_an_error() {
    let server = Server::start(ServerResponse::new("404 Not Found"));
    let token = login::token(&id_token(&server));
    let client = builder(&server).build().expect("a client");
    let error = verifier(&server)
        .verify_id_token(&token, client.transport())
        .await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "the keys that tokens are signed with: the login service responded with 404 Not Found"
    );
}

#[tokio::test]
async fn a_service_in_memory_signs_them() {
    let (service, login) = (FakeTransport::new(), FakeLogin::new());
    service.respond("LoginKeys", login.keys());
    let verifier = TokenVerifier::new(Environment::Sod, "App-abc");
    let id_token = login.id_token(&Environment::Sod, "App-abc", "Cust12345");
    let client: Client = service.client();
    let claims = verifier
        .verify_id_token(&id_token, client.transport())
        .await;
    assert_eq!(claims.expect("claims").context(), Some("Cust12345"));
    let token = login.tenant_token("Cust12345");
    let claims = verifier
        .verify_tenant_token(&token, "Cust12345", &service)
        .await;
    assert_eq!(claims.expect("claims").serial(), Some("1234567890"));
    let shown = format!("{verifier:?}");
    assert_eq!(
        shown,
        "TokenVerifier { environment: Sod, client_id: \"App-abc\", .. }"
    );
}
