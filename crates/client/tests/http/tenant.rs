//! Tenants: where they are found, and what happens when they move or cannot be used.

use std::time::Duration;

use client::settings::RateLimit;
use client::tenant::{Environment, Tenant};
use client::{Client, ClientBuilder, Credentials, Error};

use crate::server::{Server, ServerResponse};
use crate::{many, ping};

#[cfg(feature = "webhooks")]
mod changed;
mod lost;
mod moved;
mod state;
mod transport;

#[tokio::test]
async fn the_state_is_asked_for_without_credentials_and_settings() {
    let api = Server::start(ServerResponse::nothing());
    let environment = Server::start(running(&api));
    let client = builder(&environment)
        .authorization(Credentials::ticket("7T:abc", "application"))
        .language("en")
        .time_zone("UTC")
        .build()
        .expect("a client");
    assert!(environment.is_untouched());

    ping().send(&client).await.expect("a response");
    let state = environment.received();
    assert_eq!(state.line, "GET /api/state/Cust12345 HTTP/1.1");
    assert_eq!(state.header("Accept"), Some("application/json"));
    let absent = [
        "Authorization",
        "SO-AppToken",
        "SO-Language",
        "SO-TimeZone",
        "Accept-Language",
        "Cookie",
    ];
    for name in absent {
        assert_eq!(state.header(name), None, "{name}");
    }
    let call = api.received();
    assert_eq!(call.target(), "/Cust12345/api/v1/Test/Ping");
    assert_eq!(call.header("Authorization"), Some("SOTicket 7T:abc"));
}

#[tokio::test]
async fn the_address_is_kept_and_shared_by_clones() {
    let api = Server::start(ServerResponse::nothing());
    let environment = Server::start(running(&api));
    let client = tenant(&environment);
    for client in [&client, &client.clone(), &client] {
        ping().send(client).await.expect("a response");
        api.received();
    }
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn many_calls_ask_once() {
    let api = Server::start(ServerResponse::nothing());
    let environment = Server::start(running(&api).delayed(Duration::from_millis(20)));
    let client = tenant(&environment);
    for result in many(&client, 50).await {
        result.expect("a response");
        api.received();
    }
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn many_calls_fail_once() {
    let response = ServerResponse::json(r#"{"State":"Suspended"}"#);
    let environment = Server::start(response.delayed(Duration::from_millis(50)));
    let client = tenant(&environment);
    for result in many(&client, 20).await {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Tenant(_)), "{error:?}");
    }
    environment.received();
    assert!(environment.is_untouched());

    // A failure is not kept.
    ping().send(&client).await.unwrap_err();
    environment.received();
}

#[tokio::test]
async fn the_endpoint_stands_in_for_the_address_of_the_api() {
    let api = Server::start(ServerResponse::nothing());
    let endpoint = api.base_url();
    for address in [
        format!(r#""Api":null,"Endpoint":"{endpoint}""#),
        format!(r#""Api":"","Endpoint":"{endpoint}/""#),
        format!(r#""Api":"{endpoint}/api/","Endpoint":null"#),
        format!(r#""Api":"{endpoint}/api/v1""#),
    ] {
        let environment = Server::start(ServerResponse::json(&format!(
            r#"{{"State":"Running",{address}}}"#
        )));
        ping()
            .send(&tenant(&environment))
            .await
            .expect("a response");
        assert_eq!(api.received().target(), "/Cust12345/api/v1/Test/Ping");
    }
}

#[tokio::test]
async fn a_state_that_does_not_come_is_a_timeout() {
    let short = Duration::from_millis(50);
    let environment = Server::start(ServerResponse::json(r#"{"State":"Running"}"#).stuck(5));
    let client = builder(&environment).read_timeout(short);
    let client = client.build().expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(error.to_string().contains("TenantState"), "{error}");

    let environment = Server::start(ServerResponse::json(r#"{"State":"Running"}"#).stuck(5));
    let error = ping().timeout(short).send(&tenant(&environment)).await;
    assert!(error.unwrap_err().is_timeout());

    let environment = Server::start(ServerResponse::json(r#"{"State":"Running"}"#).stuck(5));
    let client = builder(&environment).timeout(short);
    let client = client.build().expect("a client");
    let error = client.tenant_status(&of(&environment, "Cust1")).await;
    assert!(error.unwrap_err().is_timeout());
}

#[tokio::test]
async fn credentials_of_one_tenant_are_never_sent_for_another() {
    let apis = [(), ()].map(|()| Server::start(ServerResponse::nothing()));
    let urls = apis.each_ref().map(Server::base_url);
    let environment = Server::respond(move |request| {
        let tenant = usize::from(request.target() == "/api/state/Cust2");
        ServerResponse::json(&format!(
            r#"{{"State":"Running","Api":"{}"}}"#,
            urls[tenant]
        ))
    });
    let first = Client::builder_for(of(&environment, "Cust1"))
        .no_proxy()
        .authorization(Credentials::bearer("token of the first"))
        .build()
        .expect("a client");
    let second = Client::builder_for(of(&environment, "Cust2"))
        .no_proxy()
        .build()
        .expect("a client");
    for _ in 0..2 {
        ping().send(&first).await.expect("a response");
        ping().send(&second).await.expect("a response");
        let expected = Some("Bearer token of the first");
        assert_eq!(apis[0].received().header("Authorization"), expected);
        assert_eq!(apis[1].received().header("Authorization"), None);
    }
    let client = first.tenant_status(&of(&environment, "Cust2")).await;
    client.expect("a status");
    for _ in 0..3 {
        assert_eq!(environment.received().header("Authorization"), None);
    }
    assert!(environment.is_untouched());
}

#[test]
fn customer_ids_and_environments_are_checked() {
    let online = || Environment::Online;
    let custom = |url: &str| Environment::Custom(url.to_owned());
    let cases = [
        (online(), "", "is empty"),
        (online(), "Cust/12345", "no letter or digit"),
        (online(), "Cust 12345", "no letter or digit"),
        (online(), "Cust12345?x", "no letter or digit"),
        (online(), "Cust%2F", "no letter or digit"),
        (online(), "Kundeø", "no letter or digit"),
        (online(), ".", "another path"),
        (online(), "..", "another path"),
        (
            custom("localhost"),
            "Cust12345",
            "address of the environment",
        ),
        (
            custom("ftp://localhost"),
            "Cust12345",
            "address of the environment",
        ),
        (
            custom("https://user:hunter22@localhost"),
            "Cust12345",
            "address of the environment",
        ),
    ];
    for (environment, customer_id, expected) in cases {
        let error = Tenant::new(environment, customer_id).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(expected), "{customer_id}: {message}");
        let all = format!("{:?}", Error::from(error));
        assert!(!all.contains("hunter22"), "{all}");
    }
    for customer_id in ["Cust12345", "cust-1.2_3~4", "17"] {
        let tenant = Tenant::new(Environment::Sod, customer_id).expect(customer_id);
        assert_eq!(tenant.customer_id(), customer_id);
        assert_eq!(tenant.environment(), &Environment::Sod);
    }
}

#[test]
fn environments_have_their_hosts() {
    let custom = |url: &str| Environment::Custom(url.to_owned());
    let cases = [
        (Environment::Sod, "https://sod.superoffice.com"),
        (Environment::Stage, "https://qaonline.superoffice.com"),
        (Environment::Online, "https://online.superoffice.com"),
        (custom("http://localhost:8080/"), "http://localhost:8080"),
    ];
    for (environment, expected) in cases {
        assert_eq!(environment.url(), expected);
        let tenant = Tenant::new(environment, "Cust1").expect(expected);
        let text = format!("Cust1 at {expected}");
        assert_eq!(tenant.to_string(), text);
        let client = Client::builder_for(tenant).build().expect("a client");
        assert!(format!("{client:?}").contains(&text), "{client:?}");
    }
}

/// The response that a tenant runs at `api`.
fn running(api: &Server) -> ServerResponse {
    response(r#""State":"Running","IsRunning":true"#, api)
}

fn response(state: &str, api: &Server) -> ServerResponse {
    let endpoint = api.base_url();
    ServerResponse::json(&format!(
        r#"{{"ContextIdentifier":"Cust12345",{state},"Endpoint":"{endpoint}","Api":"{endpoint}/api"}}"#
    ))
}

fn of(environment: &Server, customer_id: &str) -> Tenant {
    let environment = Environment::Custom(origin(environment));
    Tenant::new(environment, customer_id).expect("a tenant")
}

fn builder(environment: &Server) -> ClientBuilder {
    Client::builder_for(of(environment, "Cust12345"))
        .no_proxy()
        .rate_limit(RateLimit::unlimited())
}

fn tenant(environment: &Server) -> Client {
    builder(environment).build().expect("a client")
}

fn origin(server: &Server) -> String {
    server.base_url().replace("/Cust12345", "")
}
