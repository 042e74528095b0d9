//! What a program calls itself, and other headers of all calls.

use client::tenant::{Environment, Tenant};
use client::testing::{FakeResponse, FakeTransport};
use client::{Client, Error};

use crate::server::{Server, ServerResponse};
use crate::{builder, ping};

#[tokio::test]
async fn a_program_says_what_it_is() {
    let server = Server::start(ServerResponse::nothing());
    ping()
        .send(&builder(&server).build().unwrap())
        .await
        .unwrap();
    let expected = concat!("client/", env!("CARGO_PKG_VERSION"));
    assert_eq!(server.received().header("User-Agent"), Some(expected));

    let named = builder(&server).user_agent("Orders/2.1 (test)").build();
    let named = named.unwrap();
    ping().send(&named).await.unwrap();
    let received = server.received();
    assert_eq!(received.header("User-Agent"), Some("Orders/2.1 (test)"));
    let other = ping().header("User-Agent", "of the call").send(&named);
    other.await.unwrap();
    assert_eq!(server.received().header("User-Agent"), Some("of the call"));
}

#[tokio::test]
async fn everybody_who_is_asked_is_told() {
    let service = FakeTransport::new();
    let state = r#"{"ContextIdentifier":"Cust12345","State":"Running","IsRunning":true,
        "Api":"https://sod2.superoffice.com/Cust12345/api"}"#;
    service
        .respond("TenantState", FakeResponse::json(state))
        .respond("v1Test_Ping", FakeResponse::default());
    let client = Client::builder_for(Tenant::new(Environment::Sod, "Cust12345").unwrap())
        .transport(service.clone())
        .user_agent("Orders/2.1")
        .default_header("Ocp-Apim-Subscription-Key", "hunter22")
        .build()
        .unwrap();
    ping().send(&client).await.unwrap();
    let [state, call] = &service.requests()[..] else {
        panic!("{service:?}")
    };
    assert_eq!(state.header("User-Agent"), Some("Orders/2.1"));
    assert_eq!(call.header("User-Agent"), Some("Orders/2.1"));
    assert_eq!(state.header("Ocp-Apim-Subscription-Key"), None);
    assert_eq!(call.header("Ocp-Apim-Subscription-Key"), Some("hunter22"));
    assert!(!format!("{client:?} {service:?}").contains("hunter22"));
}

#[tokio::test]
async fn default_headers_give_way_to_those_of_a_call() {
    let server = Server::start(ServerResponse::nothing());
    let client = builder(&server)
        .default_header("X-One", "1")
        .default_header("X-Two", "2")
        .build()
        .unwrap();
    ping().header("x-two", "own").send(&client).await.unwrap();
    let received = server.received();
    assert_eq!(received.header("X-One"), Some("1"));
    assert_eq!(received.header("X-Two"), Some("own"));
    ping().send(&client).await.unwrap();
    assert_eq!(server.received().header("X-Two"), Some("2"));
}

#[tokio::test]
async fn a_key_of_a_gateway_is_in_no_error() {
    let body = r#"{"Message":"the subscription key hunter22 is wrong, version 2"}"#;
    let server =
        Server::start(ServerResponse::new("403 Forbidden").with_body("application/json", body));
    let builder = builder(&server)
        .default_header("Ocp-Apim-Subscription-Key", "hunter22")
        .default_header("X-Version", "2");
    assert!(!format!("{builder:?}").contains("hunter22"));
    let client = builder.build().unwrap();
    let error = ping().send(&client).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("key [redacted] is wrong, version 2"),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("hunter22"), "{error:?}");
}

#[test]
fn unusable_headers_are_refused() {
    let builder = || Client::builder("https://example.com/Cust12345");
    for (name, value, expected) in [
        ("", "1", "is empty"),
        ("a b", "1", "no header can have"),
        ("X-One", "", "is empty"),
        ("X-One", "hunter\n22", "no header can have"),
        ("Content-Length", "1", "leave it out"),
        ("Host", "example.com", "leave it out"),
        ("Content-Type", "text/plain", "leave it out"),
        ("Authorization", "Bearer hunter22", "`authorization`"),
    ] {
        let error = builder().default_header(name, value).build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
        let text = error.to_string();
        assert!(text.contains(expected), "{name}: {text}");
        assert!(!text.contains("hunter"), "{text}");
    }
    for agent in ["", " ", "a\nb", "é"] {
        let error = builder().user_agent(agent).build().unwrap_err();
        assert!(error.to_string().contains("user agent"), "{error}");
    }
}
