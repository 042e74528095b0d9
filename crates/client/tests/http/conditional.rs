//! Calls that depend on when an entity was changed.

use std::time::{Duration, SystemTime};

use client::http::Method;
use client::request::{ConditionalRead, ConditionalWrite, Plain, Selectable};
use client::response::{IfModified, LastModified};
use client::{Error, Request};

use crate::server::{Server, ServerResponse};
use crate::{Contact, client};

/// What the reference documentation shows: no date of HTTP.
const BROKEN: &str = "Sat, 31 Jan 1998 14:19:10 G1T";

const READ: &str = "If-Modified-Since";
const WRITE: &str = "If-Unmodified-Since";

#[tokio::test]
async fn the_text_of_the_server_goes_back_as_it_came() {
    for text in [BROKEN, "Sat, 31 Jan 1998 14:19:10 GMT", "yesterday"] {
        let server = Server::script([
            ServerResponse::json("{}").with_header(&format!("Last-Modified: {text}")),
            ServerResponse::new("304 Not Modified"),
            ServerResponse::json(r#"{"ContactId": 5}"#),
            ServerResponse::json("{}"),
        ]);
        let client = client(&server);
        let response = read().send_with_response(&client).await.expect("an entity");
        let time = response.last_modified().expect("a time");
        assert_eq!(time.as_str(), text);
        assert_eq!(time.time().is_some(), text.ends_with("GMT"));
        assert_eq!(server.received().header(READ), None);

        let response = read().if_modified_since(time.clone()).send(&client).await;
        assert!(matches!(response, Ok(IfModified::NotModified)));
        assert_eq!(server.received().header(READ), Some(text));

        let response = read().if_modified_since(time.clone()).send(&client).await;
        let contact = response.expect("an entity").modified().expect("a change");
        assert_eq!(contact.contact_id, Some(5));
        assert_eq!(server.received().header(READ), Some(text));

        let request = write(Method::PUT).if_unmodified_since(time);
        request.send(&client).await.expect("a response");
        assert_eq!(server.received().header(WRITE), Some(text));
    }
}

#[tokio::test]
async fn a_time_of_ones_own_is_a_date_of_http() {
    let seconds = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let cases = [
        (seconds(886_256_350), "Sat, 31 Jan 1998 14:19:10 GMT"),
        (
            SystemTime::UNIX_EPOCH - Duration::from_secs(1),
            "Thu, 01 Jan 1970 00:00:00 GMT",
        ),
        (seconds(300_000_000_000), "Fri, 31 Dec 9999 23:59:59 GMT"),
    ];
    let server = Server::start(ServerResponse::new("304 Not Modified"));
    for (time, expected) in cases {
        assert_eq!(LastModified::from(time).as_str(), expected);
        let request = read().if_modified_since(time);
        request.send(&client(&server)).await.expect("a response");
        assert_eq!(server.received().header(READ), Some(expected));
    }
}

#[tokio::test]
async fn not_modified_is_a_status() {
    let server = Server::start(ServerResponse::new("304 Not Modified"));
    let request = read().if_modified_since(SystemTime::UNIX_EPOCH);
    let response = request.send_with_response(&client(&server)).await;
    assert_eq!(response.expect("a response").status().as_u16(), 304);

    // Whoever did not ask gets no entity and hears of it.
    let error = read().send(&client(&server)).await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error:?}");
    assert_eq!(error.status().expect("a status").as_u16(), 304);
}

#[tokio::test]
async fn conditions_go_with_the_other_options() {
    let server = Server::start(ServerResponse::new("304 Not Modified"));
    let request: Request<Contact, ConditionalRead<Selectable>> = Request::get("v1Test", "v1/Test");
    let request = request
        .select(["Name"])
        .if_modified_since(SystemTime::UNIX_EPOCH);
    let response = request.send(&client(&server)).await;
    assert!(matches!(response, Ok(IfModified::NotModified)));
    let received = server.received();
    assert_eq!(received.target(), "/Cust12345/api/v1/Test?$select=Name");
    assert!(received.header(READ).is_some());

    let server = Server::script([
        ServerResponse::new("304 Not Modified"),
        ServerResponse::new("404 Not Found"),
    ]);
    let client = client(&server);
    let request = read().if_modified_since(SystemTime::UNIX_EPOCH);
    assert!(matches!(
        request.clone().send(&client).await,
        Ok(IfModified::NotModified)
    ));
    let error = request.send(&client).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
}

#[tokio::test]
async fn a_change_by_somebody_else_is_an_error_of_its_own() {
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        for body in ["", r#"{"Message":"It was changed."}"#] {
            let response = ServerResponse::new("412 Precondition Failed");
            let server = Server::start(response.with_body("application/json", body));
            let request = write(method.clone()).if_unmodified_since(SystemTime::UNIX_EPOCH);
            let error = request.send(&client(&server)).await.unwrap_err();
            assert!(matches!(error, Error::PreconditionFailed(_)), "{error:?}");
            let received = server.received();
            assert!(received.line.starts_with(method.as_str()));
            assert_eq!(
                received.header(WRITE),
                Some("Thu, 01 Jan 1970 00:00:00 GMT")
            );
            assert!(server.is_untouched());
        }
        let server = Server::start(ServerResponse::new("409 Conflict"));
        let error = write(method).send(&client(&server)).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)), "{error:?}");
        assert_eq!(server.received().header(WRITE), None);
    }
}

fn read() -> Request<Contact, ConditionalRead<Plain>> {
    Request::get("v1Test", "v1/Test")
}

fn write(method: Method) -> Request<(), ConditionalWrite<Plain>> {
    match method {
        Method::PUT => Request::put("v1Test", "v1/Test").json(&1),
        Method::PATCH => Request::patch("v1Test", "v1/Test").json(&1),
        Method::DELETE => Request::delete("v1Test", "v1/Test"),
        _ => unreachable!("{method} changes nothing"),
    }
}
