//! Success needs proof: what is a response, and what is an error.

use client::bytes::Bytes;
use client::carrier::Dictionary;
use client::http::StatusCode;
use client::request::Selectable;
use client::{Error, Json, Request};

use crate::server::{Server, ServerResponse};
use crate::{Contact, client};

const LOGIN: &str = "<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>";

/// The response of an operation that says how it went.
struct Outcome {
    success: Option<bool>,
    message: Option<String>,
    additional_properties: client::carrier::AdditionalProperties,
}

client::carrier!(Outcome {
    success: "Success",
    message: "Message"
});

async fn send<T: client::response::FromResponse>(response: ServerResponse) -> Result<T, Error> {
    let server = Server::start(response);
    let request: Request<T> = Request::get("v1Test", "v1/Test");
    request.send(&client(&server)).await
}

fn html(body: &str) -> ServerResponse {
    ServerResponse::new("200 OK").with_body("text/html; charset=utf-8", body)
}

#[tokio::test]
async fn an_operation_without_a_result_succeeds_with_nothing_or_json() {
    let successes = [
        ServerResponse::nothing(),
        ServerResponse::new("200 OK"),
        ServerResponse::new("202 Accepted"),
        html(" \r\n"),
        ServerResponse::json("null"),
        ServerResponse::json("\u{feff}true"),
        ServerResponse::json(r#"{"ContactId":5}"#),
        ServerResponse::new("200 OK").with_body("text/plain", "[]"),
    ];
    for response in successes {
        send::<()>(response).await.expect("a success");
    }
    let failures = [
        html(LOGIN),
        ServerResponse::new("200 OK").with_body("text/plain", "OK"),
        ServerResponse::new("200 OK").with_body("application/json", LOGIN),
        ServerResponse::json(r#"{"ContactId":"#),
        ServerResponse::json("{} {}"),
    ];
    for response in failures {
        let error = send::<()>(response).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
    let error = send::<()>(html(LOGIN)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "v1Test responded with text/html; charset=utf-8 instead of JSON: check the base URL"
    );
}

#[tokio::test]
async fn a_page_in_the_place_of_a_file_is_an_error() {
    let json = |body: &str| ServerResponse::new("200 OK").with_body("Application/JSON", body);
    let error = r#"{"Message":"An error has occurred.","ExceptionType":"X"}"#;
    let failures = [
        html(LOGIN),
        html("\u{feff}\n<html><head><TITLE lang=\"nb\">Logg inn hos oss</TITLE>"),
        html("<html><title>503 Service Unavailable</title>"),
        html(r#"<html><form><input type="password"></form>"#),
        json(error),
        json("\u{feff}{\"Error\":true,\"ErrorMessage\":\"No\",\"Code\":5}"),
    ];
    let files = [
        html("<html><title>Offer</title><body>Please sign in the box.</body>"),
        html("<p>login</p>"),
        html("Sign in"),
        html(""),
        json(r#"{"Error":true}"#),
        json(r#"{"Message":"Hello","To":"Ada"}"#),
        json(error).with_header("Content-Disposition: attachment; filename=log.json"),
        html(LOGIN).with_header("Content-Disposition: attachment; filename=page.html"),
        ServerResponse::new("200 OK").with_body("application/octet-stream", LOGIN),
        ServerResponse::new("200 OK").with_body("text/plain", error),
        ServerResponse::new("200 OK").with_body("text/html", vec![b'a'; 300_000]),
        ServerResponse::new("200 OK").with_body("application/json", vec![b'['; 300_000]),
    ];
    let request = || -> Request<Bytes> { Request::get("v1Test", "v1/Test") };
    for response in failures {
        let server = Server::start(response);
        let client = client(&server);
        let error = request().send(&client).await.unwrap_err();
        assert!(
            matches!(error, Error::Decode(_) | Error::Server(_)),
            "{error:?}"
        );
        let error = request().download(&client).await.unwrap_err();
        assert!(
            matches!(error, Error::Decode(_) | Error::Server(_)),
            "{error:?}"
        );
    }
    for response in files {
        let server = Server::start(response);
        let client = client(&server);
        let sent = request().send(&client).await.expect("a file");
        let download = request().download(&client).await.expect("a file");
        assert_eq!(download.bytes().await.expect("a file"), sent);
    }
    let error = send::<Bytes>(html(LOGIN)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "v1Test responded with text/html; charset=utf-8 instead of a file: check the base URL"
    );
}

#[cfg(feature = "fs")]
#[tokio::test]
async fn a_page_is_not_saved_as_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file.pdf");
    let server = Server::start(html(LOGIN));
    let request: Request<Bytes> = Request::get("v1Test", "v1/Test");
    let download = request.download(&client(&server)).await;
    assert!(matches!(download, Err(Error::Decode(_))));
    assert!(!path.exists());
}

#[tokio::test]
async fn error_objects_are_known_by_their_shape() {
    let errors = [
        r#"{"Message":"An error has occurred."}"#,
        r#"{"Message":"An error has occurred.","ExceptionMessage":"No object","ExceptionType":"System.NullReferenceException","StackTrace":"at X"}"#,
        r#"{"ExceptionType":"System.Exception","StackTrace":"at X"}"#,
        r#"{"TraceId":"0HM","Message":"Broken"}"#,
        r#"{"message":"in another case"}"#,
        r#"{"Message":"","ErrorMessage":"Broken"}"#,
        r#"{"Error":true,"Hint":"whatever"}"#,
        r#"{"Message":"The request is invalid.","ModelState":{"id":["x"]}}"#,
        "\u{feff}{\"Message\":\"marked\"}",
    ];
    for body in errors {
        let response = || ServerResponse::json(body);
        let found = [
            send::<Contact>(response()).await.err(),
            send::<Option<Contact>>(response()).await.err(),
            send::<Vec<Contact>>(response()).await.err(),
            send::<String>(response()).await.err(),
            send::<()>(response()).await.err(),
        ];
        for error in found {
            let error = error.expect(body);
            assert!(matches!(error, Error::Server(_)), "{body}: {error:?}");
            assert_eq!(error.status(), Some(StatusCode::OK));
        }
        let server = Server::start(response());
        let request: Request<Contact, Selectable> = Request::get("v1Test", "v1/Test");
        let selected = request.select(["Name"]).send(&client(&server)).await;
        assert!(matches!(selected, Err(Error::Server(_))), "{body}");
    }
}

#[tokio::test]
async fn what_an_operation_responds_with_is_no_error() {
    // The type has a message of its own.
    for body in [
        r#"{"Message":"Saved"}"#,
        r#"{"Success":false,"Message":"No"}"#,
    ] {
        let outcome = send::<Outcome>(ServerResponse::json(body))
            .await
            .expect(body);
        assert!(outcome.message.is_some());
        assert!(outcome.additional_properties.is_empty());
    }
    // But not what else comes with an exception.
    let exception = r#"{"Message":"Broken","ExceptionType":"X","StackTrace":"at X"}"#;
    let error = send::<Outcome>(ServerResponse::json(exception)).await.err();
    assert!(matches!(error, Some(Error::Server(_))), "{error:?}");
    assert!(outcome_of(&error).is_none());

    // Any object can be meant: then a message alone is none.
    let dictionary = r#"{"Message":"Hello"}"#;
    send::<Dictionary<String>>(ServerResponse::json(dictionary))
        .await
        .expect("a dictionary");
    send::<Json>(ServerResponse::json(dictionary))
        .await
        .expect("JSON");
    send::<Json>(ServerResponse::json(
        r#"{"Message":"Hello","StackTrace":"x","Id":5}"#,
    ))
    .await
    .expect("JSON");
    assert!(send::<Json>(ServerResponse::json(exception)).await.is_err());
    assert!(
        send::<Dictionary<String>>(ServerResponse::json(exception))
            .await
            .is_err()
    );
}

fn outcome_of(error: &Option<Error>) -> Option<Outcome> {
    let body = error.as_ref()?.server()?.body();
    client::decode::<Outcome>(body)
        .ok()
        .filter(|outcome| outcome.success.is_some())
}

#[tokio::test]
async fn names_in_another_case_and_a_byte_order_mark_are_read() {
    let contact = send::<Contact>(ServerResponse::json(
        "\u{feff}{\"contactId\":5,\"NAME\":\"X\"}",
    ))
    .await
    .expect("a contact");
    assert_eq!(
        (contact.contact_id, contact.name.as_deref()),
        (Some(5), Some("X"))
    );
    assert_eq!(client::encode(&contact), br#"{"ContactId":5,"Name":"X"}"#);
    let nothing = send::<Option<Contact>>(ServerResponse::json("\u{feff}null"))
        .await
        .expect("nothing");
    assert!(nothing.is_none());
}
