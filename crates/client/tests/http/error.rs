//! What servers respond with when something is wrong.

use std::error::Error as _;

use client::error::ServerError;
use client::http::StatusCode;
use client::testing::{FakeResponse, FakeTransport};
use client::{Error, Request};

use crate::server::{Server, ServerResponse};
use crate::{Contact, client, ping};

const JSON: &str = "application/json; charset=utf-8";

/// A status, a media type, a body, and what to find in it: type, message, detail.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    [Option<&'static str>; 3],
);

#[tokio::test]
async fn every_shape_of_body_is_understood() {
    let cases: [Case; 19] = [
        (
            "400 Bad Request",
            JSON,
            r#"{"Error":true,"ErrorType":"ArgumentException","Message":"Bad id","ErrorSource":"Services"}"#,
            [Some("ArgumentException"), Some("Bad id"), None],
        ),
        (
            "404 Not Found",
            JSON,
            r#"{"Error":true,"ErrorType":"SoNotFoundException","ErrorMessage":"No such contact"}"#,
            [Some("SoNotFoundException"), Some("No such contact"), None],
        ),
        (
            "400 Bad Request",
            JSON,
            r#"{"Message":"The request is invalid.","MessageDetail":"No id."}"#,
            [None, Some("The request is invalid."), Some("No id.")],
        ),
        (
            "500 Internal Server Error",
            JSON,
            r#"{"Message":"An error has occurred.","ExceptionMessage":"Boom","ExceptionType":"System.Exception","StackTrace":"at X"}"#,
            [
                Some("System.Exception"),
                Some("An error has occurred."),
                Some("Boom"),
            ],
        ),
        (
            "400 Bad Request",
            JSON,
            r#"{"Message":"The request is invalid.","ModelState":{"id":["x"]}}"#,
            [None, Some("The request is invalid."), None],
        ),
        (
            "400 Bad Request",
            JSON,
            r#"{"error":true,"message":"lower case"}"#,
            [None, Some("lower case"), None],
        ),
        (
            "400 Bad Request",
            JSON,
            r#"{"Error":true,"ErrorType":"X","Message":null}"#,
            [Some("X"), None, None],
        ),
        (
            "400 Bad Request",
            JSON,
            r#""only a string""#,
            [None, Some("only a string"), None],
        ),
        (
            "400 Bad Request",
            JSON,
            r#"{"Message":"cut of"#,
            [None, None, None],
        ),
        ("412 Precondition Failed", JSON, "", [None, None, None]),
        (
            "421 Misdirected Request",
            "text/plain",
            "Wrong subdomain used to access tenant",
            [None, Some("Wrong subdomain used to access tenant"), None],
        ),
        (
            "503 Service Unavailable",
            "text/html",
            "<!DOCTYPE html><html><h1>Service Unavailable</h1></html>",
            [None, None, None],
        ),
        // Pages of IIS begin with a byte order mark.
        (
            "413 Request Entity Too Large",
            "text/html",
            "\u{feff}<html>Too large</html>",
            [None, None, None],
        ),
        (
            "400 Bad Request",
            JSON,
            "\u{feff}{\"Message\":\"marked\"}",
            [None, Some("marked"), None],
        ),
        // The media type is not to be trusted.
        (
            "404 Not Found",
            JSON,
            "<html>Not found</html>",
            [None, None, None],
        ),
        (
            "500 Internal Server Error",
            "text/html",
            r#"{"ExceptionMessage":"Boom","ExceptionType":"System.Exception"}"#,
            [Some("System.Exception"), Some("Boom"), Some("Boom")],
        ),
        (
            "500 Internal Server Error",
            JSON,
            r#"{"Message":{"text":"x"},"ErrorType":5,"MessageDetail":["y"]}"#,
            [None, None, None],
        ),
        (
            "500 Internal Server Error",
            JSON,
            "[1, 2]",
            [None, None, None],
        ),
        ("500 Internal Server Error", JSON, "  ", [None, None, None]),
    ];
    for (status, media_type, body, expected) in cases {
        let response = ServerResponse::new(status).with_body(media_type, body);
        let error = server_error(response.with_header("SO-Test: 1")).await;
        assert_eq!(error.status().as_str(), &status[..3]);
        let found = [error.error_type(), error.message(), error.message_detail()];
        assert_eq!(found, expected, "{body}");
        assert_eq!(error.body(), body);
        assert_eq!(error.headers()["so-test"], "1");
        assert_eq!(error.operation(), "v1Test");
        let message = error.to_string();
        assert!(
            message.starts_with(&format!("v1Test responded with {}", &status[..3])),
            "{message}"
        );
        for text in expected.into_iter().flatten() {
            assert!(message.contains(text), "{message}");
        }
        assert!(!message.contains('<'), "{message}");
    }
}

#[tokio::test]
async fn errors_under_a_status_of_success_are_found() {
    let cases = [
        r#"{"Message":"The request is invalid.","MessageDetail":"No id."}"#,
        r#" { "Error" : true, "ErrorType":"X", "ErrorMessage":"Y"}"#,
    ];
    for body in cases {
        let error = server_error(ServerResponse::json(body)).await;
        assert_eq!(error.status(), StatusCode::OK);
        assert!(error.message().is_some());

        let server = Server::start(ServerResponse::json(body));
        let request: Request<()> = Request::post("v1Test", "v1/Test");
        assert!(matches!(
            request.send(&client(&server)).await,
            Err(Error::Server(_))
        ));
    }
}

#[tokio::test]
async fn values_that_resemble_errors_are_values() {
    let cases = [
        r#"{"Message":"Hello","MessageDetail":"Bob","ContactId":5}"#,
        r#"{"Error":false,"Message":"Fine"}"#,
        r#"{"ErrorMessage":"","IsSuccessful":true}"#,
        r#"{"Name":"Ada","Error":true}"#,
        r#"{"name":"Ada","Message":"Hello"}"#,
        "{}",
    ];
    for body in cases {
        let server = Server::start(ServerResponse::json(body));
        let request: Request<Contact> = Request::get("v1Test", "v1/Test");
        request.send(&client(&server)).await.expect(body);
    }
}

/// What is not understood stays where it can be asked for.
#[tokio::test]
async fn long_and_foreign_texts_are_no_messages() {
    for body in [vec![b'x'; 501], vec![0xff, 0xfe], Vec::new()] {
        let response =
            ServerResponse::new("500 Internal Server Error").with_body("text/plain", body.clone());
        let error = server_error(response).await;
        assert_eq!(error.message(), None);
        assert_eq!(error.body(), &body);
        assert_eq!(
            error.to_string(),
            "v1Test responded with 500 Internal Server Error"
        );
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_still_an_error_of_the_server() {
    let response =
        ServerResponse::new("500 Internal Server Error").with_body(JSON, r#"{"Message":"x"}"#);
    let error = server_error(response.broken_off(5)).await;
    assert_eq!(error.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(error.body().is_empty());
}

#[tokio::test]
async fn each_status_has_its_variant() {
    let name = |error: &Error| match error {
        Error::Unauthorized(_) => "Unauthorized",
        Error::Forbidden(_) => "Forbidden",
        Error::NotFound(_) => "NotFound",
        Error::Conflict(_) => "Conflict",
        Error::PreconditionFailed(_) => "PreconditionFailed",
        Error::Server(_) => "Server",
        _ => "another",
    };
    let cases = [
        ("400 Bad Request", "Server"),
        ("401 Unauthorized", "Unauthorized"),
        ("403 Forbidden", "Forbidden"),
        ("404 Not Found", "NotFound"),
        ("409 Conflict", "Conflict"),
        ("412 Precondition Failed", "PreconditionFailed"),
        ("421 Misdirected Request", "Server"),
        ("500 Internal Server Error", "Server"),
        ("304 Not Modified", "Server"),
    ];
    for (status, expected) in cases {
        let error = send(ServerResponse::new(status)).await;
        assert_eq!(name(&error), expected, "{status}");
        assert_eq!(error.status().expect("a status").as_str(), &status[..3]);
    }
}

#[tokio::test]
async fn requests_have_identifiers_under_usual_names() {
    let cases: [(&[&str], Option<&str>); 8] = [
        (&[], None),
        (&["X-Other: 1"], None),
        (&["X-Request-Id: 1"], Some("1")),
        (&["request-id: 1"], Some("1")),
        (&["X-Correlation-ID: 1"], Some("1")),
        (&["x-ms-request-id: 1"], Some("1")),
        (&["X-Correlation-Id: 2", "Request-Id: 1"], Some("1")),
        // Empty, or no string.
        (
            &["Request-Id:", "X-Request-Id: \u{e6}", "Correlation-Id: 3"],
            Some("3"),
        ),
    ];
    for (headers, expected) in cases {
        let mut response = ServerResponse::new("500 Internal Server Error");
        for header in headers {
            response = response.with_header(header);
        }
        assert_eq!(
            server_error(response).await.request_id(),
            expected,
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn statuses_can_be_asked_for() {
    let error = send(ServerResponse::new("404 Not Found")).await;
    assert!(error.is_not_found());
    assert!(!error.is_timeout());
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));

    let error = send(ServerResponse::new("401 Unauthorized")).await;
    assert!(!error.is_not_found());
    assert!(
        error.to_string().contains("check the authorization"),
        "{error}"
    );
    assert!(error.source().is_none());
}

#[tokio::test]
async fn a_wrong_value_is_located_and_not_quoted() {
    let body = r#"{"Parent":{"ContactId":"hunter22, expected by nobody"}}"#;
    let error = send(ServerResponse::json(body)).await;
    let Error::Decode(unexpected) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(unexpected.operation(), "v1Test");
    assert_eq!(unexpected.path(), "Parent.ContactId");
    let message = error.to_string();
    assert!(
        message.contains("v1Test") && message.contains("`Parent.ContactId`"),
        "{message}"
    );
    assert!(message.contains("expected i32"), "{message}");
    assert!(
        !format!("{error} {error:?}").contains("hunter22"),
        "{error:?}"
    );
    assert!(error.source().is_none());
}

#[tokio::test]
async fn a_page_instead_of_json_points_to_the_base_url() {
    let error =
        send(ServerResponse::new("200 OK").with_body("text/html", "<html>Log in</html>")).await;
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(
        error.to_string().contains("text/html instead of JSON"),
        "{error}"
    );

    let error = send(ServerResponse::json("{\"Name\":")).await;
    assert!(error.to_string().contains("cannot be read at"), "{error}");
}

#[tokio::test]
async fn what_servers_say_is_shown_on_one_line() {
    let long = "\u{e9}".repeat(301);
    for (text, expected) in [
        ("Bad id", "Bad id"),
        ("  a\r\n\tb\u{85}c \u{2028}d\0", "a b c d"),
        ("\u{1b}[31mred\u{1b}[0m", "[31mred [0m"),
        ("\u{9b}31mred", "31mred"),
        ("gpj.\u{202e}exe\u{200b}\u{feff}", "gpj.exe"),
        ("\u{2066}a\u{2069}\u{e0041}", "a"),
        (
            "bl\u{e5}b\u{e6}r \u{65e5}\u{672c}",
            "bl\u{e5}b\u{e6}r \u{65e5}\u{672c}",
        ),
        (&long[2..], &long[2..]),
        (&long, &format!("{}\u{2026}", &long[2..])),
    ] {
        let service = FakeTransport::new();
        service.respond(
            "v1Test_Ping",
            FakeResponse::error(StatusCode::BAD_REQUEST, text),
        );
        let error = ping().send(&service.client()).await.expect_err(text);
        let shown = format!("v1Test_Ping responded with 400 Bad Request: {expected}");
        assert_eq!(error.to_string(), shown, "{text:?}");
    }
}

#[test]
fn errors_are_small() {
    assert!(size_of::<Error>() <= 48, "{}", size_of::<Error>());
}

async fn server_error(response: ServerResponse) -> ServerError {
    match send(response).await {
        Error::Unauthorized(error)
        | Error::Forbidden(error)
        | Error::NotFound(error)
        | Error::Conflict(error)
        | Error::PreconditionFailed(error)
        | Error::Server(error) => *error,
        error => panic!("{error:?}"),
    }
}

async fn send(response: ServerResponse) -> Error {
    let server = Server::start(response);
    let request: Request<Contact> = Request::get("v1Test", "v1/Test");
    let result = request.send(&client(&server)).await;
    result.expect_err("an error")
}
