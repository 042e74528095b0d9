//! The stand-in over the network, asked by the bindings.

use std::error::Error as _;
use std::time::{Duration, Instant};

use bindings::agents::contact as agent;
use bindings::client::http::StatusCode;
use bindings::client::settings::Retry;
use bindings::client::{Client, Credentials, Error};
use bindings::rest::contact;
use bindings::types::{ContactEntity, ContactEntityWithLinks};
use mock::{FakeResponse, FakeRow, Fault, MockServer};

fn ida() -> ContactEntityWithLinks {
    ContactEntityWithLinks {
        name: Some("Ida Ltd".into()),
        ..Default::default()
    }
}

async fn server() -> (MockServer, Client) {
    let server = MockServer::start().await.expect("a port is free");
    let client = server.client();
    (server, client)
}

#[tokio::test]
async fn the_documented_response_comes_if_nothing_is_said() {
    let (server, client) = server().await;
    let request = contact::get_contact_entity(17);
    let response = request
        .clone()
        .send_with_response(&client)
        .await
        .expect("it is there");
    assert_eq!(response.contact_id, Some(17));
    assert!(response.additional_properties.is_empty());
    let changed = response.last_modified().expect("the service tells when");
    let again = request
        .if_modified_since(changed)
        .send_with_response(&client)
        .await;
    assert_eq!(
        again.expect("it is asked").status(),
        StatusCode::NOT_MODIFIED
    );

    contact::delete_contact_entity(17)
        .send(&client)
        .await
        .expect("it is deleted");
    let ids: Vec<_> = server
        .received()
        .iter()
        .map(|call| call.operation().map(|found| found.id))
        .collect();
    let [read, deleted] = [
        "v1ContactEntity_GetContactEntity",
        "v1ContactEntity_DeleteContactEntity",
    ];
    assert_eq!(ids, [Some(read), Some(read), Some(deleted)]);
}

#[tokio::test]
async fn select_leaves_the_other_properties_out() {
    let (_server, client) = server().await;
    let request = contact::get_contact_entity(17);
    let contact = request
        .select(["Name"])
        .send(&client)
        .await
        .expect("it is there");
    assert!(contact.name.is_some());
    assert_eq!(contact.contact_id, None);
}

#[tokio::test]
async fn what_was_given_comes_to_the_request_it_was_given_for() {
    let (server, client) = server().await;
    let get = |id| contact::get_contact_entity(id);
    server.given(get(17)).respond(ida());
    server.given(get(18)).respond_with(FakeResponse::error(
        StatusCode::NOT_FOUND,
        "no such contact",
    ));
    server.given(agent::get_contact_entity(5)).respond(None);
    server
        .given(contact::get_all().top(2))
        .rows([FakeRow::new("contact", 1).column("name", "Ida")]);
    server
        .given(contact::delete_contact_entity(17))
        .respond(())
        .respond_with(FakeResponse::status(StatusCode::GONE));

    assert_eq!(get(17).send(&client).await.expect("given"), ida());
    assert_eq!(
        get(17)
            .select(["Name"])
            .send(&client)
            .await
            .expect("given")
            .into_inner(),
        ida()
    );
    assert!(matches!(
        get(18).send(&client).await,
        Err(Error::NotFound(_))
    ));
    assert_eq!(
        get(1).send(&client).await.expect("kept").contact_id,
        Some(1)
    );
    for (id, is_missing) in [(5, true), (2, false)] {
        let request = agent::get_contact_entity(id);
        let found = request.send(&client).await.expect("a response");
        assert_eq!(found.is_none(), is_missing);
    }
    let rows = contact::get_all()
        .top(2)
        .rows(&client)
        .all()
        .await
        .expect("given");
    assert_eq!(
        rows[0]
            .value::<String>("name")
            .expect("a string")
            .as_deref(),
        Some("Ida")
    );
    contact::delete_contact_entity(17)
        .send(&client)
        .await
        .expect("given");
    assert!(
        contact::delete_contact_entity(17)
            .send(&client)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_wrong_body_is_refused_as_the_service_refuses_it() {
    let (_server, client) = server().await;
    let mut entity = ContactEntity::default();
    entity
        .additional_properties
        .insert("Name", serde_json::json!(["no name"]));
    let error = contact::post_contact_entity(&entity)
        .send(&client)
        .await
        .expect_err("it is refused");
    let Error::Server(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.status(), StatusCode::BAD_REQUEST);
    let fields: Vec<_> = error
        .invalid_fields()
        .iter()
        .map(|field| field.name())
        .collect();
    assert_eq!(fields, ["entity.Name"]);
}

#[tokio::test]
async fn faults_are_those_of_the_service() {
    let (server, client) = server().await;
    let call = || contact::get_contact_entity(17).send(&client);
    server.fail_next(Fault::Unauthorized);
    assert!(matches!(call().await, Err(Error::Unauthorized(_))));
    server.fail_next(Fault::Html);
    assert!(matches!(call().await, Err(Error::Decode(_))));
    server.fail_next(Fault::Broken);
    assert!(matches!(call().await, Err(Error::Transport(_))));
    server.fail_next(Fault::ErrorObject);
    assert!(call().await.is_err());
    server.fail_next(Fault::Slow(Duration::from_millis(50)));
    let started = Instant::now();
    call().await.expect("it is only slow");
    assert!(started.elapsed() >= Duration::from_millis(50));
    server.fail_all(Fault::Status(StatusCode::SERVICE_UNAVAILABLE));
    assert!(call().await.is_err());
    assert!(call().await.is_err());
    server.recover();
    call().await.expect("it is over");

    let header = |text: &str| {
        let request = contact::get_contact_entity(17);
        request.header("Mock-Fault", text).send(&client)
    };
    let misdirected = header("421").await.expect_err("it fails");
    assert!(misdirected.to_string().contains("421"), "{misdirected}");
    let unknown = header("nonsense")
        .await
        .expect_err("there is no such failure");
    assert!(
        unknown.to_string().contains("`nonsense` is no failure"),
        "{unknown} {:?}",
        unknown.source()
    );
}

#[tokio::test]
async fn a_client_gets_through_where_it_is_asked_to_wait() {
    let (server, _) = server().await;
    let client = server
        .client_builder()
        .retry(Retry::default())
        .build()
        .expect("settings");
    server.fail_next(Fault::RateLimited {
        retry_after: Duration::ZERO,
    });
    let request = contact::get_contact_entity(17);
    request.send(&client).await.expect("the second try");
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn credentials_have_to_have_a_form() {
    let (server, _) = server().await;
    let call = async |credentials| {
        let builder = server.client_builder().authorization(credentials);
        let client = builder.build().expect("settings");
        contact::get_contact_entity(17).send(&client).await
    };
    call(Credentials::bearer("8A:Cust12345.secret"))
        .await
        .expect("a token");
    call(Credentials::basic("ida", "secret"))
        .await
        .expect("a password");
    let refused = call(Credentials::other("Nonsense abc")).await;
    assert!(
        matches!(refused, Err(Error::Unauthorized(_))),
        "{refused:?}"
    );
    call(Credentials::ticket("7T:abc", "app-token"))
        .await
        .expect("a ticket");
}
