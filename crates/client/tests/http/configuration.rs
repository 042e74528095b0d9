//! The base URL and the limits of a client.

use std::time::Duration;

use client::error::TransportErrorKind;
use client::{Client, Error};

use crate::server::{Server, ServerResponse, nowhere};
use crate::{builder, client, ping};

#[tokio::test]
async fn all_forms_of_the_base_url_lead_to_the_same_place() {
    let server = Server::start(ServerResponse::nothing());
    let tenant = server.base_url();
    let forms = [
        "", "/", "/api", "/api/", "/api/v1", "/api/v1/", "/API/V1", "//",
    ];
    for form in forms {
        let client = Client::builder(format!("{tenant}{form}"))
            .no_proxy()
            .build()
            .expect(form);
        ping().send(&client).await.expect(form);
        assert_eq!(
            server.received().target(),
            "/Cust12345/api/v1/Test/Ping",
            "{form}"
        );
    }
}

#[tokio::test]
async fn a_base_url_can_have_any_path() {
    let server = Server::start(ServerResponse::nothing());
    let origin = server.base_url().replace("/Cust12345", "");
    let cases = [
        ("", "/api/v1/Test/Ping"),
        ("/", "/api/v1/Test/Ping"),
        ("/api", "/api/v1/Test/Ping"),
        (
            "/crm/web%20api/Super",
            "/crm/web%20api/Super/api/v1/Test/Ping",
        ),
        ("/MyApi", "/MyApi/api/v1/Test/Ping"),
        // Gateways put something before the tenant.
        (
            "/api/superoffice/Cust12345",
            "/api/superoffice/Cust12345/api/v1/Test/Ping",
        ),
        (
            "/apim/superoffice/Cust12345/api/v1",
            "/apim/superoffice/Cust12345/api/v1/Test/Ping",
        ),
        (
            "/api/v1/crm/Cust1/api",
            "/api/v1/crm/Cust1/api/v1/Test/Ping",
        ),
        ("//Cust12345//api", "/Cust12345/api/v1/Test/Ping"),
        ("/Cust12345//api//v1//", "/Cust12345/api/v1/Test/Ping"),
        ("/Services", "/Services/api/v1/Test/Ping"),
    ];
    for (path, expected) in cases {
        let client = Client::builder(format!("{origin}{path}"))
            .no_proxy()
            .build()
            .expect(path);
        ping().send(&client).await.expect(path);
        assert_eq!(server.received().target(), expected);
    }
}

#[test]
fn other_base_urls_are_refused_with_a_reason() {
    let cases = [
        ("", "https://host/tenant"),
        ("Cust12345", "https://host/tenant"),
        ("/Cust12345/api", "https://host/tenant"),
        ("https://", "https://host/tenant"),
        ("sod.superoffice.com/Cust12345", "https://host/tenant"),
        ("ftp://localhost/Cust1", "scheme `ftp`"),
        ("localhost:8080/Cust1", "scheme `localhost`"),
        ("https://localhost/Cust1?x=1", "query or a fragment"),
        ("https://localhost/Cust1#x", "query or a fragment"),
        ("https://user@localhost/Cust1", "user name"),
        ("https://user:hunter22@localhost/Cust1", "user name"),
        (
            "https://localhost/Cust1/api/v1/Contact/5",
            "address of an operation",
        ),
        ("https://localhost/Cust1/api/v2", "address of an operation"),
        (
            "https://localhost/Cust1/API/V1/Agents/Contact",
            "address of an operation",
        ),
        ("https://localhost/Remote/Services88/", "SOAP services"),
        ("https://localhost/Cust1/remote/services75", "SOAP services"),
        ("https://localhost/Cust1/default.aspx", "address of a page"),
    ];
    for (base_url, expected) in cases {
        let error = Client::builder(base_url).build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
        let message = error.to_string();
        assert!(message.contains(expected), "{base_url}: {message}");
        assert!(!message.contains("hunter22"), "{message}");
    }
}

#[tokio::test]
async fn a_slow_response_is_a_timeout() {
    let server = Server::start(ServerResponse::nothing().delayed(Duration::from_millis(400)));
    let short = Duration::from_millis(50);

    let hasty = builder(&server).timeout(short).build().expect("a client");
    let error = ping().send(&hasty).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");

    let error = ping()
        .timeout(short)
        .send(&client(&server))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(error.to_string().contains("v1Test_Ping"), "{error}");

    ping()
        .timeout(Duration::from_secs(20))
        .send(&hasty)
        .await
        .expect("patience to help");
}

#[tokio::test]
async fn a_server_that_does_not_listen_is_a_connect_error() {
    let address = nowhere();
    let client = Client::builder(format!("http://{address}/Cust1"))
        .no_proxy()
        .build()
        .expect("a client");
    let request = ping().query("q", &"hunter22");
    let error = request.send(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect),
        "{error:?}"
    );
    assert!(!error.is_timeout());
    assert!(std::error::Error::source(&error).is_some());
    // The cause that says something, not those that wrap it.
    assert!(error.to_string().contains("onnection refused"), "{error}");
    assert!(
        !format!("{error} {error:?}").contains("hunter22"),
        "{error:?}"
    );
}
