//! Tenants that have moved: 421.

use client::body::Content;
use client::tenant::TenantState;
use client::{Credentials, Error, Request};

use super::{builder, running, tenant};
use crate::server::{Server, ServerResponse};
use crate::upload::pieces;
use crate::{client, many, ping};

const MISDIRECTED: &str = "421 Misdirected Request";

#[tokio::test]
async fn a_call_follows_a_tenant_that_has_moved() {
    let old = Server::start(ServerResponse::new(MISDIRECTED));
    let new = Server::start(ServerResponse::nothing());
    let environment = Server::script([running(&old), running(&new)]);
    let client = builder(&environment)
        .authorization(Credentials::bearer("token"))
        .build()
        .expect("a client");
    let request: Request<()> = Request::post("v1Test_Save", "v1/Test/Save");
    let request = request.json(&"body");

    request.clone().send(&client).await.expect("a response");
    for server in [&old, &new] {
        let call = server.received();
        assert_eq!(call.line, "POST /Cust12345/api/v1/Test/Save HTTP/1.1");
        assert_eq!(call.header("Authorization"), Some("Bearer token"));
        assert_eq!(call.body, b"\"body\"");
    }
    environment.received();
    let again = environment.received();
    assert_eq!(again.header("Authorization"), None);

    request.send(&client).await.expect("a response");
    new.received();
    assert!(old.is_untouched());
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn the_call_after_a_stream_that_was_misdirected_goes_to_the_new_address() {
    let old = Server::start(ServerResponse::new(MISDIRECTED));
    let new = Server::start(ServerResponse::nothing());
    let environment = Server::script([running(&old), running(&new)]);
    let client = tenant(&environment);
    let upload = || -> Request<()> {
        let content = Content::new("text/plain", pieces(&["piece"]));
        Request::post("v1Test_Save", "v1/Test/Save").content(content)
    };
    let error = upload().send(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "v1Test_Save responded with 421 Misdirected Request (the tenant has moved, and a stream cannot be \
         sent twice: call again with a new one, which goes to where the tenant is now)"
    );
    for _ in 0..3 {
        upload().send(&client).await.expect("a response");
        assert_eq!(new.received().body, b"piece");
    }
    old.received();
    assert!(old.is_untouched());
    environment.received();
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn many_calls_follow_with_one_question() {
    let old = Server::start(ServerResponse::new(MISDIRECTED));
    let new = Server::start(ServerResponse::nothing());
    let environment = Server::script([running(&old), running(&new)]);
    let client = tenant(&environment);
    for result in many(&client, 20).await {
        result.expect("a response");
        new.received();
    }
    environment.received();
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn a_second_misdirection_is_an_error() {
    let first = Server::start(ServerResponse::new(MISDIRECTED));
    let second = Server::start(ServerResponse::new(MISDIRECTED));
    let environment = Server::script([running(&first), running(&second)]);
    let error = ping().send(&tenant(&environment)).await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "v1Test_Ping responded with 421 Misdirected Request (the tenant has moved, but the service does \
         not say where to: try again later)"
    );
    for server in [&first, &second, &environment] {
        server.received();
    }
    environment.received();
    assert!(first.is_untouched() && second.is_untouched() && environment.is_untouched());
}

#[tokio::test]
async fn a_call_is_not_sent_again_to_the_same_address() {
    let api = Server::start(ServerResponse::new(MISDIRECTED));
    let environment = Server::start(running(&api));
    let error = ping().send(&tenant(&environment)).await.unwrap_err();
    assert_eq!(error.status().expect("a status").as_u16(), 421);
    api.received();
    assert!(api.is_untouched());
    environment.received();
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn a_tenant_that_stops_while_it_moves_is_an_error() {
    let api = Server::start(ServerResponse::new(MISDIRECTED));
    let stopped = ServerResponse::json(r#"{"State":"MigrationPending"}"#);
    let environment = Server::script([running(&api), stopped]);
    let error = ping().send(&tenant(&environment)).await.unwrap_err();
    assert!(
        matches!(&error, Error::Tenant(error) if error.state() == Some(&TenantState::MigrationPending)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_fixed_address_recommends_the_tenant() {
    let server = Server::start(
        ServerResponse::new(MISDIRECTED)
            .with_body("text/plain", "Wrong subdomain used to access tenant"),
    );
    let error = ping().send(&client(&server)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "v1Test_Ping responded with 421 Misdirected Request: Wrong subdomain used to access tenant (the \
         tenant has moved: make the client with `Client::builder_for`, which follows it)"
    );
    server.received();
    assert!(server.is_untouched());
}
