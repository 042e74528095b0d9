//! The states of tenants, and responses that are none.

use client::Error;
use client::error::TenantErrorKind;
use client::settings::Retry;
use client::tenant::TenantState;

use super::{builder, of, origin, response, tenant};
use crate::server::{Server, ServerResponse};
use crate::{client, ping};

#[tokio::test]
async fn states_decide_whether_calls_are_sent() {
    let api = Server::start(ServerResponse::nothing());
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
        let environment = Server::start(response(state, &api));
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
        let environment = Server::start(response(state, &api));
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
async fn responses_that_are_no_state_are_errors() {
    use TenantErrorKind as Kind;

    let status = |code: u16| Kind::Status(code.try_into().expect("a status"));
    let html = ServerResponse::new("200 OK").with_body("text/html", "<html>Log in</html>");
    let state = ServerResponse::json;
    let cases = [
        (
            ServerResponse::new("404 Not Found"),
            Kind::UnknownCustomer,
            "check the customer id",
        ),
        (
            ServerResponse::new("503 Service Unavailable"),
            status(503),
            "try again later",
        ),
        (
            ServerResponse::new("302 Found").with_header("Location: /"),
            status(302),
            "check the environment",
        ),
        (
            ServerResponse::nothing(),
            status(204),
            "check the environment",
        ),
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
    for (response, expected, advice) in cases {
        let environment = Server::start(response);
        let client = builder(&environment).retry(Retry::never());
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
async fn the_status_can_be_asked_for() {
    let full = ServerResponse::json(
        r#"{"ContextIdentifier":"Cust12345","Endpoint":"https://sod2.superoffice.com/Cust12345",
            "State":"Suspended","IsRunning":false,"ValidUntil":"2020-05-13T17:49:37.2652758Z",
            "Api":"https://sod2.superoffice.com/Cust12345/api","Version":"10.3.4"}"#,
    );
    let environment = Server::script([full, ServerResponse::json(r#"{"State":"Running"}"#)]);
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

#[tokio::test]
async fn the_state_is_read_in_any_case_and_after_a_byte_order_mark() {
    let api = Server::start(ServerResponse::nothing());
    let body = format!(
        "\u{feff}{{\"contextIdentifier\":\"cust12345\",\"state\":\"running\",\"api\":\"{}\",\"isRunning\":true}}",
        api.base_url()
    );
    let environment = Server::start(ServerResponse::json(&body));
    ping()
        .send(&tenant(&environment))
        .await
        .expect("a response");
    api.received();
}

#[tokio::test]
async fn the_state_of_another_tenant_is_refused() {
    let api = Server::start(ServerResponse::nothing());
    let body = format!(
        r#"{{"ContextIdentifier":"Cust99\n999","State":"Running","IsRunning":true,"Api":"{}"}}"#,
        api.base_url()
    );
    let environment = Server::start(ServerResponse::json(&body));
    let error = ping().send(&tenant(&environment)).await.unwrap_err();
    let Error::Tenant(found) = &error else {
        panic!("{error:?}")
    };
    let expected = TenantErrorKind::OtherTenant("Cust99\n999".to_owned());
    assert_eq!(found.kind(), &expected);
    let message = error.to_string();
    assert!(
        message.contains("that of Cust99 999: nothing is sent"),
        "{message}"
    );
    assert!(api.is_untouched());
    let asking = client(&environment);
    let status = asking.tenant_status(&of(&environment, "Cust12345")).await;
    assert!(matches!(status, Err(Error::Tenant(_))), "{status:?}");
}

#[tokio::test]
async fn a_state_without_an_end_is_not_read_to_it() {
    let body = format!(
        r#"{{"State":"Running","Filler":"{}"}}"#,
        "a".repeat(2_000_000)
    );
    let environment = Server::start(ServerResponse::json(&body));
    let error = ping().send(&tenant(&environment)).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(
        error.to_string().contains("more than 1048576 bytes"),
        "{error}"
    );
}
