//! What is sent in the body.

use client::body::{Content, JsonBody};
use client::carrier::Dictionary;
use client::error::RequestErrorKind;
use client::{Error, Request};

use crate::server::{Server, ServerResponse};
use crate::{Contact, client, ping};

#[tokio::test]
async fn a_missing_body_has_an_explicit_length() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let cases: [(Request<()>, &str, Option<&str>); 5] = [
        (Request::post("v1Test", "v1/Test"), "POST", Some("0")),
        (Request::put("v1Test", "v1/Test"), "PUT", Some("0")),
        (Request::patch("v1Test", "v1/Test"), "PATCH", Some("0")),
        (Request::get("v1Test", "v1/Test"), "GET", None),
        (Request::delete("v1Test", "v1/Test"), "DELETE", None),
    ];
    for (request, method, length) in cases {
        request.send(&client).await.expect("a response");
        let received = server.received();
        assert_eq!(
            received.line,
            format!("{method} /Cust12345/api/v1/Test HTTP/1.1")
        );
        assert_eq!(received.header("Content-Length"), length, "{method}");
        assert_eq!(received.header("Transfer-Encoding"), None, "{method}");
        assert_eq!(received.header("Content-Type"), None, "{method}");
    }
}

#[tokio::test]
async fn json_is_sent_with_type_and_length() {
    let contact = || Contact {
        contact_id: Some(5),
        name: Some("Blåbær".to_owned()),
        ..Contact::default()
    };
    let contacts = [contact(), Contact::default()];
    let names = Dictionary::from([("a".to_owned(), Some(1)), ("b".to_owned(), None)]);
    let json = serde_json::json!([{"op": "replace", "path": "/Name"}]);
    let cases: [(&dyn JsonBody, &str); 7] = [
        (&contact(), r#"{"ContactId":5,"Name":"Blåbær"}"#),
        (&vec![1, 2], "[1,2]"),
        (
            &contacts.as_slice(),
            r#"[{"ContactId":5,"Name":"Blåbær"},{}]"#,
        ),
        (&[0; 0].as_slice(), "[]"),
        (&"a \"text\"", r#""a \"text\"""#),
        (&names, r#"{"a":1,"b":null}"#),
        (&json, r#"[{"op":"replace","path":"/Name"}]"#),
    ];
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for (body, expected) in cases {
        let request: Request<()> = Request::post("v1Test", "v1/Test");
        request.json(body).send(&client).await.expect("a response");
        let received = server.received();
        assert_eq!(str::from_utf8(&received.body), Ok(expected));
        assert_eq!(received.header("Content-Type"), Some("application/json"));
        let length = expected.len().to_string();
        assert_eq!(received.header("Content-Length"), Some(length.as_str()));
    }
}

#[tokio::test]
async fn a_property_alone_is_an_object() {
    let contact = Contact {
        contact_id: Some(5),
        ..Contact::default()
    };
    let cases: [(&str, &dyn JsonBody, &str); 5] = [
        ("ContactId", &5, r#"{"ContactId":5}"#),
        (
            "Say \"hi\"",
            &"a \"text\"",
            r#"{"Say \"hi\"":"a \"text\""}"#,
        ),
        ("Ids", &[1, 2].as_slice(), r#"{"Ids":[1,2]}"#),
        (
            "Names",
            &client::request::strings(&["Ada"]),
            r#"{"Names":["Ada"]}"#,
        ),
        ("Contact", &contact, r#"{"Contact":{"ContactId":5}}"#),
    ];
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for (name, value, expected) in cases {
        let request: Request<()> = Request::post("v1Test", "v1/Test");
        let request = request.json_property(name, value);
        request.send(&client).await.expect("a response");
        let received = server.received();
        assert_eq!(str::from_utf8(&received.body), Ok(expected));
        assert_eq!(received.header("Content-Type"), Some("application/json"));
    }
}

#[tokio::test]
async fn content_is_sent_as_it_is() {
    let bytes = [0x89, b'P', 0, 0xff];
    let server = Server::start(ServerResponse::nothing());
    let request: Request<()> = Request::put("v1Test", "v1/Test/Image");
    let request = request.content(Content::new("image/png", bytes.to_vec()));
    request.send(&client(&server)).await.expect("a response");
    let received = server.received();
    assert_eq!(received.header("Content-Type"), Some("image/png"));
    assert_eq!(received.header("Content-Length"), Some("4"));
    assert_eq!(received.body, bytes);
}

#[tokio::test]
async fn empty_content_is_sent_as_content() {
    let server = Server::start(ServerResponse::nothing());
    let request: Request<()> = Request::put("v1Test", "v1/Test/Content");
    let request = request.content(Content::new("text/plain", ""));
    request.send(&client(&server)).await.expect("a response");
    let received = server.received();
    assert_eq!(received.header("Content-Type"), Some("text/plain"));
    assert_eq!(received.header("Content-Length"), Some("0"));
}

#[tokio::test]
async fn headers_of_a_call_replace_those_of_the_client() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let request = ping()
        .header("Accept", "application/xml")
        .header("If-Modified-Since", "Sat, 31 Jan 1998 14:19:10 GMT");
    request.send(&client).await.expect("a response");
    let received = server.received();
    assert_eq!(received.header("Accept"), Some("application/xml"));
    assert_eq!(
        received.header("If-Modified-Since"),
        Some("Sat, 31 Jan 1998 14:19:10 GMT")
    );

    ping().send(&client).await.expect("a response");
    let received = server.received();
    assert_eq!(received.header("Accept"), Some("application/json"));
    assert_eq!(received.header("If-Modified-Since"), None);
}

#[tokio::test]
async fn media_types_are_trimmed_or_refused() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for (media_type, expected) in [
        (" image/png ", "image/png"),
        ("text/plain; charset=utf-8", "text/plain; charset=utf-8"),
        ("application/vnd.ms-excel\t", "application/vnd.ms-excel"),
    ] {
        let request = ping().content(Content::new(media_type, ""));
        request.send(&client).await.expect(media_type);
        assert_eq!(server.received().header("Content-Type"), Some(expected));
    }
    for media_type in [
        "",
        " ",
        "image",
        "image/",
        "/png",
        "image/png png",
        "im age/png",
        "a/b/c",
    ] {
        let request = ping().content(Content::new(media_type, ""));
        let error = request.send(&client).await.unwrap_err();
        assert!(
            matches!(&error, Error::Request(fault) if fault.kind() == RequestErrorKind::MediaType),
            "{media_type}: {error:?}"
        );
    }
    assert!(server.is_untouched());
}

#[tokio::test]
async fn unusable_headers_are_not_sent() {
    use RequestErrorKind as Kind;

    let content = Content::new("image/png\n", "");
    let cases = [
        (ping().header("a b", "x"), Kind::Header),
        (ping().header("X-Test", "line\nbreak"), Kind::Header),
        (ping().header("content-length", "5"), Kind::ReservedHeader),
        (
            ping().header("Transfer-Encoding", "chunked"),
            Kind::ReservedHeader,
        ),
        (ping().header("Host", "localhost"), Kind::ReservedHeader),
        (ping().content(content), Kind::MediaType),
    ];
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for (request, expected) in cases {
        let error = request.send(&client).await.unwrap_err();
        assert!(
            matches!(&error, Error::Request(fault) if fault.kind() == expected),
            "{error:?}"
        );
    }
    assert!(server.is_untouched());
}
