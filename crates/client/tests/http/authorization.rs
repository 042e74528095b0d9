//! Credentials, and where they go.

use client::{Client, Credentials, Error};

use crate::server::{Server, ServerResponse};
use crate::{builder, client, ping};

#[tokio::test]
async fn each_kind_has_its_headers() {
    const NAMES: [&str; 4] = ["Authorization", "SO-AppToken", "X-XSRF-TOKEN", "Cookie"];

    let cases = [
        (Credentials::anonymous(), [None, None, None, None]),
        (
            // "jørgen:pass:wörd" in UTF-8
            Credentials::basic("jørgen", "pass:wörd"),
            [Some("Basic asO4cmdlbjpwYXNzOnfDtnJk"), None, None, None],
        ),
        (
            Credentials::ticket("7T:abc=", "secret"),
            [Some("SOTicket 7T:abc="), Some("secret"), None, None],
        ),
        (
            Credentials::bearer("8A:Cust12345.abc"),
            [Some("Bearer 8A:Cust12345.abc"), None, None, None],
        ),
        (
            Credentials::other("Negotiate YII="),
            [Some("Negotiate YII="), None, None, None],
        ),
        (
            Credentials::session("xsrf"),
            [None, None, Some("xsrf"), None],
        ),
        // Spaces come with copying.
        (
            Credentials::bearer(" 8A:abc\t"),
            [Some("Bearer 8A:abc"), None, None, None],
        ),
        (
            Credentials::ticket(" 7T:abc= ", "secret "),
            [Some("SOTicket 7T:abc="), Some("secret"), None, None],
        ),
        (
            Credentials::session(" xsrf"),
            [None, None, Some("xsrf"), None],
        ),
        (
            Credentials::other(" Negotiate YII= "),
            [Some("Negotiate YII="), None, None, None],
        ),
        (
            Credentials::session_with_cookies("xsrf", "a=b; c=d"),
            [None, None, Some("xsrf"), Some("a=b; c=d")],
        ),
    ];
    let server = Server::start(ServerResponse::nothing());
    for (authorization, expected) in cases {
        let client = builder(&server)
            .authorization(authorization)
            .build()
            .expect("a client");
        ping().send(&client).await.expect("a response");
        let received = server.received();
        assert_eq!(NAMES.map(|name| received.header(name)), expected);
    }
}

#[tokio::test]
async fn clients_do_not_share_credentials() {
    let server = Server::start(ServerResponse::nothing());
    let authorized = builder(&server)
        .authorization(Credentials::bearer("token"))
        .build()
        .expect("a client");
    ping().send(&authorized).await.expect("a response");
    server.received();

    ping().send(&client(&server)).await.expect("a response");
    assert_eq!(server.received().header("Authorization"), None);
}

#[tokio::test]
async fn a_redirect_is_an_error_and_takes_no_credentials_along() {
    let other = Server::start(ServerResponse::nothing());
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
    ] {
        let location = format!("Location: {}/api/v1/Test/Ping", other.base_url());
        let server = Server::start(ServerResponse::new(status).with_header(&location));
        let client = builder(&server)
            .authorization(Credentials::ticket("7T:abc", "secret"))
            .build()
            .expect("a client");
        let error = ping().send(&client).await.unwrap_err();
        assert_eq!(error.status().expect("a status").as_str(), &status[..3]);
        assert!(error.to_string().contains("check the base URL"), "{error}");
    }
    assert!(other.is_untouched());
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    let cases = [
        Credentials::basic("user:name", "password"),
        Credentials::ticket("7T:abc", ""),
        Credentials::ticket(" ", "secret"),
        Credentials::bearer(""),
        Credentials::bearer("line\nbreak"),
        Credentials::session("blåbær"),
        Credentials::session_with_cookies("xsrf", "line\r\nbreak"),
    ];
    for authorization in cases {
        let builder = Client::builder("https://localhost/Cust1").authorization(authorization);
        let error = builder.build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    }
}
