//! How responses become values.

use std::time::Duration;

use client::bytes::Bytes;
use client::carrier::Dictionary;
use client::http::StatusCode;
use client::response::FromResponse;
use client::time::DateTime;
use client::{Client, Error, Request, Response};

use crate::server::{Server, ServerResponse};
use crate::{Contact, client};

const CONTACT: &str = r#" {"ContactId": 5, "Name": "Blåbær", "New": 1}"#;

#[tokio::test]
async fn json_becomes_values() {
    let contact = value::<Contact>(CONTACT).await;
    assert_eq!(contact.contact_id, Some(5));
    assert_eq!(contact.name.as_deref(), Some("Blåbær"));

    assert_eq!(value::<Vec<i32>>("[1, 2]").await, [1, 2]);
    assert_eq!(value::<String>("\"a\"").await, "a");
    assert!(value::<bool>("true").await);
    assert_eq!(
        value::<DateTime>("\"2019-12-19T10:44:12Z\"").await.as_str(),
        "2019-12-19T10:44:12Z"
    );
    let dictionary = value::<Dictionary<i32>>(r#"{"a": 1}"#).await;
    assert_eq!(dictionary["a"], Some(1));
}

#[tokio::test]
async fn the_accept_header_follows_the_type() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    request::<()>().send(&client).await.expect("a response");
    assert_eq!(server.received().header("Accept"), Some("application/json"));
    request::<Bytes>().send(&client).await.expect("a response");
    assert_eq!(
        server.received().header("Accept"),
        Some("application/octet-stream")
    );
}

#[tokio::test]
async fn any_success_will_do_where_nothing_is_expected() {
    for response in [
        ServerResponse::nothing(),
        ServerResponse::new("200 OK"),
        ServerResponse::json(CONTACT),
    ] {
        send::<()>(response).await.expect("a response");
    }
}

#[tokio::test]
async fn downloads_are_left_as_they_are() {
    // Neither a file that looks like an error nor one that looks like nothing is taken for one.
    for body in [b"\x00\xff".as_slice(), b"{\"Error\":true}", b"null", b""] {
        let response = ServerResponse::new("200 OK").with_body("application/json", body);
        assert_eq!(send::<Bytes>(response).await.expect("a response"), body);
    }
}

#[tokio::test]
async fn null_is_an_error_unless_it_is_optional() {
    let error = send::<Contact>(ServerResponse::json(" null\n"))
        .await
        .expect_err("an error");
    assert!(
        matches!(
            error,
            Error::Null {
                operation: "v1Test",
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.is_not_found());
    assert_eq!(error.status(), None);
    assert!(send::<String>(ServerResponse::json("null")).await.is_err());

    assert!(
        send::<Option<Contact>>(ServerResponse::json("null"))
            .await
            .expect("a response")
            .is_none()
    );
    assert!(
        send::<Option<Contact>>(ServerResponse::json(CONTACT))
            .await
            .expect("a response")
            .is_some()
    );
    let list = send::<Vec<i32>>(ServerResponse::json("null")).await;
    assert!(list.expect("a response").is_empty());
}

#[tokio::test]
async fn nothing_is_an_error_unless_it_is_optional() {
    for response in [ServerResponse::nothing(), ServerResponse::json(" \r\n")] {
        let error = send::<Contact>(response.clone())
            .await
            .expect_err("an error");
        assert!(
            matches!(
                error,
                Error::Empty {
                    operation: "v1Test",
                    ..
                }
            ),
            "{error:?}"
        );
        assert!(!error.is_not_found());
        assert!(send::<Vec<i32>>(response.clone()).await.is_err());
        assert!(
            send::<Option<Contact>>(response)
                .await
                .expect("a response")
                .is_none()
        );
    }
}

#[tokio::test]
async fn a_request_can_be_made_optional() {
    let server = Server::start(ServerResponse::json("null"));
    let request = Request::<Contact>::post("v1Test", "v1/Test")
        .query("id", &1)
        .optional();
    assert!(
        request
            .send(&client(&server))
            .await
            .expect("a response")
            .is_none()
    );
    assert_eq!(server.received().target(), "/Cust12345/api/v1/Test?id=1");
}

#[tokio::test]
async fn the_response_has_status_and_headers() {
    let response = ServerResponse::new("201 Created")
        .with_header("SO-TimeZone: NO")
        .with_body("application/json", CONTACT);
    let server = Server::start(response);
    let response: Response<Contact> = request()
        .send_with_response(&client(&server))
        .await
        .expect("a response");
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(response.headers()["so-timezone"], "NO");
    assert_eq!(response.contact_id, Some(5));
    assert_eq!(response.into_value().contact_id, Some(5));
}

/// Requests can be sent from any thread, whatever they respond with.
#[tokio::test]
async fn futures_can_be_sent_to_other_threads() {
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    fn assert_shared<T: Send + Sync + Clone + 'static>() {}
    assert_shared::<Client>();
    assert_shared::<Request<std::rc::Rc<i32>>>();

    let server = Server::start(ServerResponse::json("5").delayed(Duration::from_millis(1)));
    let client = client(&server);
    let future = assert_send(request::<i32>().send(&client));
    assert!(size_of_val(&future) < 512, "{}", size_of_val(&future));
    assert_eq!(future.await.expect("a response"), 5);
}

fn request<T>() -> Request<T> {
    Request::get("v1Test", "v1/Test")
}

async fn send<T: FromResponse>(response: ServerResponse) -> Result<T, Error> {
    let server = Server::start(response);
    request().send(&client(&server)).await
}

async fn value<T: FromResponse>(json: &str) -> T {
    send(ServerResponse::json(json)).await.expect("a response")
}
