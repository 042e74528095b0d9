//! Tenants at whose address nobody is any more.

use std::net::SocketAddr;
use std::time::Duration;

use client::body::Content;
use client::error::TransportErrorKind;
use client::settings::{RateLimit, Retry};
use client::tenant::{Environment, Tenant};
use client::{Client, Error, Request, reqwest};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{builder, of, running, tenant};
use crate::server::{Server, ServerResponse, nowhere};
use crate::upload::pieces;
use crate::{many, ping};

/// The response that a tenant runs where nobody listens.
fn gone() -> ServerResponse {
    let address = nowhere();
    ServerResponse::json(&format!(
        r#"{{"State":"Running","Api":"http://{address}/Cust12345/api"}}"#
    ))
}

fn is_connect(error: &Error) -> bool {
    matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect)
}

#[tokio::test]
async fn a_tenant_whose_address_refuses_connections_is_looked_up_again() {
    let requests: [Request<()>; 3] = [
        ping(),
        Request::post("v1Test", "v1/Test").json(&1),
        Request::patch("v1Test", "v1/Test").json(&1),
    ];
    for request in requests {
        let api = Server::start(ServerResponse::nothing());
        let environment = Server::script([gone(), running(&api)]);
        // It has not been sent, so this is no retry.
        let client = builder(&environment).retry(Retry::never()).build();
        let client = client.expect("a client");
        for _ in 0..3 {
            request.clone().send(&client).await.expect("a response");
            api.received();
        }
        environment.received();
        environment.received();
        assert!(environment.is_untouched());
    }
}

#[tokio::test]
async fn many_calls_that_find_nobody_ask_once() {
    let api = Server::start(ServerResponse::nothing());
    let environment = Server::script([gone(), running(&api)]);
    let client = tenant(&environment);
    for result in many(&client, 30).await {
        result.expect("a response");
        api.received();
    }
    environment.received();
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn a_failure_asks_once_and_not_each_call() {
    let environment = Server::start(gone());
    let client = builder(&environment).retry(Retry::never()).build();
    let client = client.expect("a client");
    for _ in 0..5 {
        let error = ping().send(&client).await.unwrap_err();
        assert!(is_connect(&error), "{error:?}");
    }
    environment.received();
    environment.received();
    assert!(environment.is_untouched());
}

/// The second failure is another one.
#[tokio::test]
async fn an_address_that_has_worked_is_asked_for_again() {
    let first = gone();
    let api = Server::start(ServerResponse::nothing());
    let environment = Server::script([first.clone(), running(&api), first, running(&api)]);
    let client = builder(&environment).retry(Retry::never()).build();
    let client = client.expect("a client");
    ping().send(&client).await.expect("a response");
    assert_eq!(seen(&environment), 2);

    // A response that is no longer valid, and then an address that is gone.
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(601)).await;
    tokio::time::resume();
    ping().send(&client).await.expect("a response");
    assert_eq!(seen(&environment), 2);
}

#[tokio::test]
async fn a_stream_that_found_nobody_leaves_the_question_to_the_next_call() {
    let api = Server::start(ServerResponse::nothing());
    let environment = Server::script([gone(), running(&api)]);
    let client = tenant(&environment);
    let upload = || -> Request<()> {
        let content = Content::new("text/plain", pieces(&["piece"]));
        Request::post("v1Test", "v1/Test").content(content)
    };
    let error = upload().send(&client).await.unwrap_err();
    assert!(is_connect(&error), "{error:?}");
    upload().send(&client).await.expect("a response");
    assert_eq!(api.received().body, b"piece");
    assert_eq!(seen(&environment), 2);
}

/// Knows one name.
struct Names(SocketAddr);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let known = (name.as_str() == "new.example.com").then_some(self.0);
        Box::pin(async move {
            let address = known.ok_or("the name does not resolve")?;
            Ok(Box::new(std::iter::once(address)) as Addrs)
        })
    }
}

#[tokio::test]
async fn a_tenant_whose_name_no_longer_resolves_is_looked_up_again() {
    let api = Server::start(ServerResponse::nothing());
    let origin = api.origin();
    let address: SocketAddr = origin["http://".len()..].parse().expect("an address");
    let [old, new] = ["old", "new"].map(|name| {
        let port = address.port();
        ServerResponse::json(&format!(
            r#"{{"State":"Running","Api":"http://{name}.example.com:{port}/Cust12345/api"}}"#
        ))
    });
    let environment = Server::script([old, new]);
    let http = reqwest::Client::builder()
        .no_proxy()
        .dns_resolver(std::sync::Arc::new(Names(address)))
        .build()
        .expect("an HTTP client");
    let client = Client::builder_for(of(&environment, "Cust12345"))
        .http_client(http)
        .rate_limit(RateLimit::unlimited())
        .build()
        .expect("a client");
    ping().send(&client).await.expect("a response");
    api.received();
    assert_eq!(seen(&environment), 2);
}

/// What was known is as good as before if nobody can be asked.
#[tokio::test]
async fn an_outage_of_everything_is_no_error_of_the_tenant() {
    let environment = Server::script([gone(), ServerResponse::new("503 Service Unavailable")]);
    let client = builder(&environment).retry(Retry::never()).build();
    let client = client.expect("a client");
    for _ in 0..3 {
        let error = ping().send(&client).await.unwrap_err();
        assert!(is_connect(&error), "{error:?}");
    }
    assert_eq!(seen(&environment), 2);

    let closed = Environment::Custom("http://127.0.0.1:1".to_owned());
    let tenant = Tenant::new(closed, "Cust12345").expect("a tenant");
    let client = Client::builder_for(tenant)
        .no_proxy()
        .retry(Retry::never())
        .build();
    let error = ping().send(&client.expect("a client")).await.unwrap_err();
    assert!(error.to_string().contains("TenantState"), "{error}");
}

/// How many requests the server got since the last time.
fn seen(server: &Server) -> usize {
    std::iter::from_fn(|| server.next_received()).count()
}
