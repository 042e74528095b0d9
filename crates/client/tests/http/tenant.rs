//! Tenants: where they are found, and what happens when they move or cannot be used.

use std::time::Duration;

use client::{
    Client, ClientBuilder, Credentials, Environment, Error, RateLimit, Request, Retry, Tenant,
    TenantErrorKind, TenantState,
};
use tokio::task::JoinSet;

use crate::server::{Answer, Server};
use crate::{client, ping};

mod transport;

const MISDIRECTED: &str = "421 Misdirected Request";

#[tokio::test]
async fn the_state_is_asked_for_without_credentials_and_settings() {
    let api = Server::start(Answer::nothing());
    let environment = Server::start(running(&api));
    let client = builder(&environment)
        .authorization(Credentials::ticket("7T:abc", "application"))
        .language("en")
        .time_zone("UTC")
        .build()
        .expect("a client");
    assert!(environment.is_untouched());

    ping().send(&client).await.expect("an answer");
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
    let api = Server::start(Answer::nothing());
    let environment = Server::start(running(&api));
    let client = tenant(&environment);
    for client in [&client, &client.clone(), &client] {
        ping().send(client).await.expect("an answer");
        api.received();
    }
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn many_calls_ask_once() {
    let api = Server::start(Answer::nothing());
    let environment = Server::start(running(&api).delayed(Duration::from_millis(20)));
    let client = tenant(&environment);
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let client = client.clone();
        calls.spawn(async move { ping().send(&client).await });
    }
    for result in calls.join_all().await {
        result.expect("an answer");
        api.received();
    }
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn many_calls_fail_once() {
    let answer = Answer::json(r#"{"State":"Suspended"}"#);
    let environment = Server::start(answer.delayed(Duration::from_millis(50)));
    let client = tenant(&environment);
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { ping().send(&client).await });
    }
    for result in calls.join_all().await {
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
async fn a_call_follows_a_tenant_that_has_moved() {
    let old = Server::start(Answer::new(MISDIRECTED));
    let new = Server::start(Answer::nothing());
    let environment = Server::script([running(&old), running(&new)]);
    let client = builder(&environment)
        .authorization(Credentials::bearer("token"))
        .build()
        .expect("a client");
    let request: Request<()> = Request::post("v1Test_Save", "v1/Test/Save");
    let request = request.json(&"body");

    request.clone().send(&client).await.expect("an answer");
    for server in [&old, &new] {
        let call = server.received();
        assert_eq!(call.line, "POST /Cust12345/api/v1/Test/Save HTTP/1.1");
        assert_eq!(call.header("Authorization"), Some("Bearer token"));
        assert_eq!(call.body, b"\"body\"");
    }
    environment.received();
    let again = environment.received();
    assert_eq!(again.header("Authorization"), None);

    request.send(&client).await.expect("an answer");
    new.received();
    assert!(old.is_untouched());
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn many_calls_follow_with_one_question() {
    let old = Server::start(Answer::new(MISDIRECTED));
    let new = Server::start(Answer::nothing());
    let environment = Server::script([running(&old), running(&new)]);
    let client = tenant(&environment);
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { ping().send(&client).await });
    }
    for result in calls.join_all().await {
        result.expect("an answer");
        new.received();
    }
    environment.received();
    environment.received();
    assert!(environment.is_untouched());
}

#[tokio::test]
async fn a_second_misdirection_is_an_error() {
    let first = Server::start(Answer::new(MISDIRECTED));
    let second = Server::start(Answer::new(MISDIRECTED));
    let environment = Server::script([running(&first), running(&second)]);
    let error = ping().send(&tenant(&environment)).await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "v1Test_Ping answered 421 Misdirected Request (the tenant has moved, but the service does \
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
    let api = Server::start(Answer::new(MISDIRECTED));
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
    let api = Server::start(Answer::new(MISDIRECTED));
    let stopped = Answer::json(r#"{"State":"MigrationPending"}"#);
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
        Answer::new(MISDIRECTED).with_body("text/plain", "Wrong subdomain used to access tenant"),
    );
    let error = ping().send(&client(&server)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "v1Test_Ping answered 421 Misdirected Request: Wrong subdomain used to access tenant (the \
         tenant has moved: make the client with `Client::tenant`, which follows it)"
    );
    server.received();
    assert!(server.is_untouched());
}

#[tokio::test]
async fn states_decide_whether_calls_are_sent() {
    let api = Server::start(Answer::nothing());
    let usable = [
        r#""State":"Running""#,
        r#""State":"Running","IsRunning":false"#,
        r#""State":"OnlineMaintenance","IsRunning":false"#,
        r#""State":2"#,
        r#""State":"5""#,
        r#""State":"Brandnew","IsRunning":true"#,
        r#""State":"Unknown","IsRunning":true"#,
    ];
    for state in usable {
        let environment = Server::start(answer(state, &api));
        ping().send(&tenant(&environment)).await.expect(state);
        api.received();
    }

    let unusable = [
        (r#""State":"Unknown""#, TenantState::Unknown),
        (r#""State":1"#, TenantState::Provisioning),
        (
            r#""State":"Deleted","IsRunning":false"#,
            TenantState::Deleted,
        ),
        (r#""State":"Suspended""#, TenantState::Suspended),
        (
            r#""State":"OfflineMaintenance""#,
            TenantState::OfflineMaintenance,
        ),
        (
            r#""State":"ProvisioningFailed""#,
            TenantState::ProvisioningFailed,
        ),
        (r#""State":"10""#, TenantState::Deleting),
        (r#""State":"DeleteFailed""#, TenantState::DeleteFailed),
        (r#""State":12"#, TenantState::MigrationPending),
        (
            r#""State":"Brandnew""#,
            TenantState::Other("Brandnew".to_owned()),
        ),
        (r#""State":7"#, TenantState::Other("7".to_owned())),
    ];
    for (state, expected) in unusable {
        let environment = Server::start(answer(state, &api));
        let error = ping().send(&tenant(&environment)).await.unwrap_err();
        let Error::Tenant(error) = error else {
            panic!("{state}: {error:?}")
        };
        assert_eq!(error.state(), Some(&expected));
        assert_eq!(error.customer_id(), "Cust12345");
        let message = error.to_string();
        let start = format!(
            "the tenant Cust12345 at {} cannot be used, its state is {expected}: ",
            origin(&environment)
        );
        assert!(message.starts_with(&start), "{message}");
    }
    assert!(api.is_untouched());
}

#[tokio::test]
async fn answers_that_are_no_state_are_errors() {
    use TenantErrorKind as Kind;

    let status = |code: u16| Kind::Status(code.try_into().expect("a status"));
    let html = Answer::new("200 OK").with_body("text/html", "<html>Log in</html>");
    let state = Answer::json;
    let cases = [
        (
            Answer::new("404 Not Found"),
            Kind::UnknownCustomer,
            "check the customer id",
        ),
        (
            Answer::new("503 Service Unavailable"),
            status(503),
            "try again later",
        ),
        (
            Answer::new("302 Found").with_header("Location: /"),
            status(302),
            "check the environment",
        ),
        (Answer::nothing(), status(204), "check the environment"),
        (html, Kind::Unreadable, "check the environment"),
        (state(""), Kind::Unreadable, "not the state"),
        (state("null"), Kind::Unreadable, "not the state"),
        (state("[]"), Kind::Unreadable, "not the state"),
        (
            state(r#"{"State":"Running""#),
            Kind::Unreadable,
            "not the state",
        ),
        (
            state(r#"{"Message":"Running"}"#),
            Kind::Unreadable,
            "not the state",
        ),
        (
            state(r#"{"State":null}"#),
            Kind::Unreadable,
            "not the state",
        ),
        (
            state(r#"{"State":"Running"}"#),
            Kind::NoAddress,
            "no address",
        ),
        (
            state(r#"{"State":"Running","Api":"","Endpoint":null}"#),
            Kind::NoAddress,
            "no address",
        ),
        (
            state(r#"{"State":"Running","Api":"ftp://localhost/Cust12345"}"#),
            Kind::UnusableAddress(
                "the base URL has the scheme `ftp`: only https and http are supported".to_owned(),
            ),
            "scheme `ftp`",
        ),
    ];
    for (answer, expected, advice) in cases {
        let environment = Server::start(answer);
        let client = builder(&environment).retry(Retry::none());
        let client = client.build().expect("a client");
        let error = ping().send(&client).await.unwrap_err();
        let Error::Tenant(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.kind(), &expected);
        assert_eq!(error.state(), None);
        let message = error.to_string();
        assert!(message.contains(advice), "{message}");
        assert!(message.contains("Cust12345"), "{message}");
    }
}

#[tokio::test]
async fn the_endpoint_stands_in_for_the_address_of_the_api() {
    let api = Server::start(Answer::nothing());
    let endpoint = api.base_url();
    for address in [
        format!(r#""Api":null,"Endpoint":"{endpoint}""#),
        format!(r#""Api":"","Endpoint":"{endpoint}/""#),
        format!(r#""Api":"{endpoint}/api/","Endpoint":null"#),
        format!(r#""Api":"{endpoint}/api/v1""#),
    ] {
        let environment =
            Server::start(Answer::json(&format!(r#"{{"State":"Running",{address}}}"#)));
        ping().send(&tenant(&environment)).await.expect("an answer");
        assert_eq!(api.received().target(), "/Cust12345/api/v1/Test/Ping");
    }
}

#[tokio::test]
async fn a_state_that_does_not_come_is_a_timeout() {
    let short = Duration::from_millis(50);
    let environment = Server::start(Answer::json(r#"{"State":"Running"}"#).stuck(5));
    let client = builder(&environment).read_timeout(short);
    let client = client.build().expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(error.to_string().contains("TenantState"), "{error}");

    let environment = Server::start(Answer::json(r#"{"State":"Running"}"#).stuck(5));
    let error = ping().timeout(short).send(&tenant(&environment)).await;
    assert!(error.unwrap_err().is_timeout());

    let environment = Server::start(Answer::json(r#"{"State":"Running"}"#).stuck(5));
    let client = builder(&environment).timeout(short);
    let client = client.build().expect("a client");
    let error = client.tenant_status(&of(&environment, "Cust1")).await;
    assert!(error.unwrap_err().is_timeout());
}

#[tokio::test]
async fn credentials_of_one_tenant_are_never_sent_for_another() {
    let apis = [(), ()].map(|()| Server::start(Answer::nothing()));
    let urls = apis.each_ref().map(Server::base_url);
    let environment = Server::respond(move |request| {
        let tenant = usize::from(request.target() == "/api/state/Cust2");
        Answer::json(&format!(
            r#"{{"State":"Running","Api":"{}"}}"#,
            urls[tenant]
        ))
    });
    let first = Client::tenant(of(&environment, "Cust1"))
        .no_proxy()
        .authorization(Credentials::bearer("token of the first"))
        .build()
        .expect("a client");
    let second = Client::tenant(of(&environment, "Cust2"))
        .no_proxy()
        .build()
        .expect("a client");
    for _ in 0..2 {
        ping().send(&first).await.expect("an answer");
        ping().send(&second).await.expect("an answer");
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

#[tokio::test]
async fn the_status_can_be_asked_for() {
    let full = Answer::json(
        r#"{"ContextIdentifier":"Cust12345","Endpoint":"https://sod2.superoffice.com/Cust12345",
            "State":"Suspended","IsRunning":false,"ValidUntil":"2020-05-13T17:49:37.2652758Z",
            "Api":"https://sod2.superoffice.com/Cust12345/api","Version":"10.3.4"}"#,
    );
    let environment = Server::script([full, Answer::json(r#"{"State":"Running"}"#)]);
    let tenant = of(&environment, "Cust12345");
    let client = client(&environment);

    let status = client.tenant_status(&tenant).await.expect("a status");
    let endpoint = "https://sod2.superoffice.com/Cust12345";
    assert_eq!(status.customer_id, "Cust12345");
    assert_eq!(status.endpoint.as_deref(), Some(endpoint));
    assert_eq!(status.api, Some(format!("{endpoint}/api")));
    assert_eq!(status.state, TenantState::Suspended);
    assert!(!status.is_running && !status.is_usable());
    let valid_until = status.valid_until.expect("a time");
    assert_eq!(valid_until.as_str(), "2020-05-13T17:49:37.2652758Z");
    assert_eq!(status.version.as_deref(), Some("10.3.4"));

    let status = client.tenant_status(&tenant).await.expect("a status");
    assert_eq!(status.customer_id, "Cust12345");
    assert_eq!(status.endpoint, None);
    assert_eq!(status.valid_until, None);
    assert!(!status.is_running && status.is_usable());
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
        let client = Client::tenant(tenant).build().expect("a client");
        assert!(format!("{client:?}").contains(&text), "{client:?}");
    }
}

/// The answer that a tenant runs at `api`.
fn running(api: &Server) -> Answer {
    answer(r#""State":"Running","IsRunning":true"#, api)
}

fn answer(state: &str, api: &Server) -> Answer {
    let endpoint = api.base_url();
    Answer::json(&format!(
        r#"{{"ContextIdentifier":"Cust12345",{state},"Endpoint":"{endpoint}","Api":"{endpoint}/api"}}"#
    ))
}

fn of(environment: &Server, customer_id: &str) -> Tenant {
    let environment = Environment::Custom(origin(environment));
    Tenant::new(environment, customer_id).expect("a tenant")
}

fn builder(environment: &Server) -> ClientBuilder {
    Client::tenant(of(environment, "Cust12345"))
        .no_proxy()
        .rate_limit(RateLimit::none())
}

fn tenant(environment: &Server) -> Client {
    builder(environment).build().expect("a client")
}

fn origin(server: &Server) -> String {
    server.base_url().replace("/Cust12345", "")
}
