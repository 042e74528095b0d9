//! What is sent to change an entity.

use client::body::{JsonBody, Upload};
use client::carrier::Base64;
use client::{Client, Error, Patch, Request};

use crate::server::{Server, ServerResponse};
use crate::{Contact, client};

fn request(body: &dyn JsonBody) -> Request<Contact> {
    Request::patch("v1ContactEntity_PatchContactEntity", "v1/Contact/{id}")
        .path("id", &5)
        .json(body)
}

async fn check(client: &Client, server: &Server, body: &dyn JsonBody, expected: &str) {
    let contact = request(body).send(client).await.expect("a contact");
    assert_eq!(contact.contact_id, Some(5));
    let received = server.received();
    assert_eq!(received.line, "PATCH /Cust12345/api/v1/Contact/5 HTTP/1.1");
    assert_eq!(str::from_utf8(&received.body), Ok(expected));
    assert_eq!(received.header("Content-Type"), Some("application/json"));
    let length = expected.len().to_string();
    assert_eq!(received.header("Content-Length"), Some(length.as_str()));
}

#[tokio::test]
async fn patches_are_sent_as_json() {
    let server = Server::start(ServerResponse::json(r#"{"ContactId":5}"#));
    let client = client(&server);

    let patch = Patch::operations()
        .test("/Name", "Blåbær")
        .replace("/Name", "Bringebær")
        .remove("/Parent");
    let expected = r#"[{"op":"test","path":"/Name","value":"Blåbær"},{"op":"replace","path":"/Name","value":"Bringebær"},{"op":"remove","path":"/Parent"}]"#;
    check(&client, &server, &patch, expected).await;

    let parent = Patch::merge().set("Name", "Skog");
    let patch = Patch::merge().clear("Name").set("Parent", parent);
    let expected = r#"{"Name":null,"Parent":{"Name":"Skog"}}"#;
    check(&client, &server, &patch, expected).await;

    let before = Contact {
        name: Some("Blåbær".to_owned()),
        ..Contact::default()
    };
    let after = Contact {
        name: Some("Bringebær".to_owned()),
        parent: Some(Box::default()),
        ..Contact::default()
    };
    let expected = r#"[{"op":"replace","path":"/Name","value":"Bringebær"},{"op":"add","path":"/Parent","value":{}}]"#;
    check(&client, &server, &Patch::between(&before, &after), expected).await;

    check(&client, &server, &Patch::operations(), "[]").await;
}

#[tokio::test]
async fn uploads_are_sent_inside_patches() {
    let server = Server::start(ServerResponse::json(r#"{"ContactId":5}"#));
    let client = client(&server);
    let image = || Base64::from_upload(Upload::from(vec![0xff]));
    let patch = Patch::operations()
        .replace("/Name", "Blåbær")
        .replace("/Image", image())
        .remove("/Parent");
    let expected = r#"[{"op":"replace","path":"/Name","value":"Blåbær"},{"op":"replace","path":"/Image","value":"/w=="},{"op":"remove","path":"/Parent"}]"#;
    check(&client, &server, &patch, expected).await;

    let inner = Patch::merge().set("Bytes", image()).set("Type", "png");
    let patch = Patch::merge()
        .set("Image", inner)
        .set("Other", Some(image()));
    let expected = r#"{"Image":{"Bytes":"/w==","Type":"png"},"Other":"/w=="}"#;
    check(&client, &server, &patch, expected).await;
}

#[tokio::test]
async fn a_test_that_fails_is_a_conflict() {
    let conflict = r#"{"Error":true,"ErrorType":"ArgumentException","Message":"Test failed"}"#;
    let server = Server::script([
        ServerResponse::new("409 Conflict").with_body("application/json", conflict),
        ServerResponse::json(r#"{"ContactId":5}"#),
    ]);
    let client = client(&server);
    let patch = Patch::operations().test("/Name", "a").remove("/Name");
    let result = request(&patch).send(&client).await;
    assert!(
        matches!(result, Err(Error::Conflict(_))),
        "{:?}",
        result.err()
    );
    // It is not sent again by itself.
    assert_eq!(server.received().body, patch.to_json());
    assert!(server.is_untouched());

    // The patch is still there to be sent again.
    let contact = request(&patch).send(&client).await.expect("a contact");
    assert_eq!(contact.contact_id, Some(5));
    assert_eq!(server.received().body, patch.to_json());
}
