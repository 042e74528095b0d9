//! What the generated functions send, to the byte, and how they take a response.

mod registration;
// The tests of the client need more of it.
#[allow(dead_code)]
#[path = "../../../client/tests/http/server.rs"]
mod server;
mod values;
mod webhooks;

use bindings::types::{
    ContactEntity, EntityElement, IfBlank, RecurrenceUpdateMode, SelectableMDOListItem,
    TicketEntity, UDefFieldType,
};
use bindings::{agents, rest};
use client::body::Content;
use client::carrier::Dictionary;
use client::collection::{Mode, Output};
use client::response::FromResponse;
use client::testing::{FakeResponse, FakeTransport};
use client::{Client, Credentials, Patch, Request};
use serde_json::json;

use crate::server::{Server, ServerResponse};

#[tokio::test]
async fn an_agent_takes_its_arguments_in_the_body() {
    let arguments = agents::appointment::AcceptRejectedRequest {
        appointment_id: Some(17),
        update_mode: Some(RecurrenceUpdateMode::OnlyThis),
        ..Default::default()
    };
    let appointment = exchange(
        agents::appointment::accept_rejected(&arguments).select(["AppointmentId", "Description"]),
        ServerResponse::json(r#"{"AppointmentId": 17, "Description": null}"#),
        Sent::json(
            "POST /v1/Agents/Appointment/AcceptRejected?$select=AppointmentId,Description",
            r#"{"AppointmentId":17,"UpdateMode":"OnlyThis"}"#,
        ),
    )
    .await;
    assert_eq!(appointment.appointment_id, Some(17));
    assert_eq!(appointment.description, None);
}

#[tokio::test]
async fn an_agent_without_arguments_gets_an_empty_body() {
    let contact = exchange(
        agents::contact::create_default_contact_entity(),
        ServerResponse::json(r#"{"ContactId": 0}"#),
        Sent::nothing("POST /v1/Agents/Contact/CreateDefaultContactEntity"),
    )
    .await;
    assert_eq!(contact.contact_id, Some(0));
}

#[tokio::test]
async fn numbers_and_texts_become_path_segments() {
    let contact = exchange(
        rest::contact::get_contact_entity(5),
        ServerResponse::json(r#"{"ContactId": 5, "Name": "Blåbær"}"#),
        Sent::nothing("GET /v1/Contact/5"),
    )
    .await;
    assert_eq!(contact.name.as_deref(), Some("Blåbær"));

    for (name, segment) in [
        ("SuperOffice:1", "SuperOffice%3A1"),
        ("a/b c", "a%2Fb%20c"),
        ("50%+æ?#", "50%25%2B%C3%A6%3F%23"),
        ("{id}", "%7Bid%7D"),
    ] {
        exchange(
            rest::contact::delete_udef_field_info(name),
            ServerResponse::nothing(),
            Sent::nothing(&format!("DELETE /v1/Contact/UdefLayout/{segment}")),
        )
        .await;
    }
}

#[tokio::test]
async fn required_parameters_are_in_the_query() {
    exchange(
        rest::contact::add_udef_field(&UDefFieldType::ShortText),
        ServerResponse::json("{}"),
        Sent::nothing("POST /v1/Contact/UdefLayout?udefFieldType=ShortText"),
    )
    .await;
    exchange(
        rest::contact::add_udef_field(&UDefFieldType::Other("Not listed".to_owned())),
        ServerResponse::json("{}"),
        Sent::nothing("POST /v1/Contact/UdefLayout?udefFieldType=Not%20listed"),
    )
    .await;
}

#[tokio::test]
async fn tickets_are_merged_by_a_body() {
    exchange(
        rest::ticket::merge_tickets(&rest::ticket::MergeTicketsRequest {
            secondary_ticket_ids: Some(vec![7, 8]),
            merged_ticket_entity: Some(TicketEntity {
                ticket_id: Some(6),
                title: Some("All of it".to_owned()),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ServerResponse::json("{}"),
        Sent::json(
            "POST /v1/Ticket/Merge",
            r#"{"mergedTicketEntity":{"TicketId":6,"Title":"All of it"},"secondaryTicketIds":[7,8]}"#,
        ),
    )
    .await;
}

#[tokio::test]
async fn optional_parameters_are_in_the_query_if_set() {
    for (requested_properties, query) in [
        (
            Some(vec!["a&b", "c"]),
            "?requestedProperties=a%26b&requestedProperties=c",
        ),
        (Some(Vec::new()), ""),
        (None, ""),
    ] {
        let request = rest::document::get_document_properties(3);
        let properties = exchange(
            match requested_properties {
                Some(names) => request.with(|query| query.requested_properties(&names)),
                None => request,
            },
            ServerResponse::json(r#"{"c": "d", "e": null}"#),
            Sent::nothing(&format!("GET /v1/Document/3/Property{query}")),
        )
        .await;
        assert_eq!(properties["c"].as_deref(), Some("d"));
        assert_eq!(properties["e"], None);
    }
}

#[tokio::test]
async fn an_entity_is_put_as_it_was_read() {
    let text = r#"{"ContactId":5,"Name":"Blåbær","Emails":[{"Value":"a@b.c"}],"Newer":{"a":null}}"#;
    let contact: ContactEntity = exchange(
        agents::contact::create_default_contact_entity(),
        ServerResponse::json(text),
        Sent::nothing("POST /v1/Agents/Contact/CreateDefaultContactEntity"),
    )
    .await;
    let made_here = ContactEntity {
        contact_id: Some(5),
        name: Some("Blåbær".to_owned()),
        emails: Some(vec![EntityElement {
            value: Some("a@b.c".to_owned()),
            ..Default::default()
        }]),
        additional_properties: [("Newer", json!({"a": null}))].into_iter().collect(),
        ..Default::default()
    };
    assert_eq!(contact, made_here);
    exchange(
        rest::contact::put_contact_entity(5, &contact).select(["Name"]),
        ServerResponse::json("{}"),
        Sent::json("PUT /v1/Contact/5?$select=Name", text),
    )
    .await;
}

#[tokio::test]
async fn patches_are_bodies() {
    exchange(
        rest::contact::patch_contact_entity(5, &Patch::operations().replace("/Name", "New")),
        ServerResponse::json("{}"),
        Sent::json(
            "PATCH /v1/Contact/5",
            r#"[{"op":"replace","path":"/Name","value":"New"}]"#,
        ),
    )
    .await;
    exchange(
        rest::contact::patch_contact_entity(5, &Patch::merge().clear("Name")),
        ServerResponse::json("{}"),
        Sent::json("PATCH /v1/Contact/5", r#"{"Name":null}"#),
    )
    .await;
}

#[tokio::test]
async fn lists_and_dictionaries_are_bodies() {
    let added = exchange(
        rest::selection::add_selection_members(9, &[1, 2]),
        ServerResponse::json("2"),
        Sent::json("POST /v1/Selection/9/Members/Add", "[1,2]"),
    )
    .await;
    assert_eq!(added, 2);
    let no_headings: [SelectableMDOListItem; 0] = [];
    exchange(
        rest::competitor_list::put_competitor_headings_for_list_item(4, &no_headings),
        ServerResponse::json("[]"),
        Sent::json("PUT /v1/List/Competitor/Items/4/Headings", "[]"),
    )
    .await;
    let row = Dictionary::from([
        ("name".to_owned(), Some("x".to_owned())),
        ("other".to_owned(), None),
    ]);
    exchange(
        rest::table_record::insert_row("contact", &row),
        ServerResponse::json("1"),
        Sent::json("POST /v1/Table/contact", r#"{"name":"x","other":null}"#),
    )
    .await;
}

#[tokio::test]
async fn bytes_are_received_as_they_are() {
    let image = b"\x89PNG\r\n\0\xff".as_slice();
    let received = exchange(
        rest::contact::get_image(5).with(|query| query.w(32).if_blank(&IfBlank::SrNoPhoto)),
        ServerResponse::new("200 OK").with_body("image/png", image),
        Sent {
            accept: "application/octet-stream",
            ..Sent::nothing("GET /v1/Contact/5/Image?w=32&ifBlank=SrNoPhoto")
        },
    )
    .await;
    assert_eq!(received, image);
}

#[tokio::test]
async fn bytes_are_sent_as_they_are() {
    let text = b"%PDF\r\n\0\xff".as_slice();
    let document = exchange(
        rest::document::set_document_stream_from_id(5, Content::new("application/pdf", text)),
        ServerResponse::json(r#"{"DocumentId": 5}"#),
        Sent {
            media_type: Some("application/pdf"),
            body: text,
            ..Sent::nothing("PUT /v1/Document/5/Content")
        },
    )
    .await;
    assert_eq!(document.document_id, Some(5));
}

#[tokio::test]
async fn an_image_is_the_one_file_of_a_form() {
    let image = b"\x89PNG\r\n\0\xff".as_slice();
    let service = FakeTransport::new();
    service.respond("v1ContactEntity_SaveImage", FakeResponse::json("12"));
    let id = rest::contact::save_image(5, Content::new("image/png", image))
        .send(&service.client())
        .await;
    assert_eq!(id.expect("an identifier"), 12);
    let requests = service.requests();
    let file = requests[0].file().expect("a form with a file");
    assert_eq!((file.name(), file.media_type()), ("image", "image/png"));
    assert_eq!(file.content(), image);
}

#[tokio::test]
async fn a_collection_has_options() {
    let rows = exchange(
        rest::contact::activities(5)
            .select(["date", "text"])
            .filter("text begins 'a&b'")
            .order_by(["date desc"])
            .entities(["appointment"])
            .top(10)
            .skip(20)
            .mode(Mode::Full)
            .options("GrandTotal=true")
            .context("x")
            .json_safe(true)
            .output(Output::Logical),
        ServerResponse::json(
            r#"{"odata.nextLink": "next", "value": [{"date": "x", "text": null}]}"#,
        ),
        Sent::nothing(
            "GET /v1/Contact/5/Activities?$select=date,text&$filter=text%20begins%20%27a%26b%27\
             &$orderBy=date%20desc&$entities=appointment&$top=10&$skip=20&$mode=Full\
             &$options=GrandTotal%3Dtrue&$context=x&$jsonSafe=true&$output=Logical",
        ),
    )
    .await;
    assert_eq!(rows.odata_next_link.as_deref(), Some("next"));
    let rows = rows.value.expect("rows");
    assert_eq!(rows[0]["date"], Some(json!("x")));
    assert_eq!(rows[0]["text"], None);
}

/// What has to arrive at the server.
struct Sent<'a> {
    /// Method, path below `/api` and query.
    line: &'a str,
    accept: &'a str,
    media_type: Option<&'a str>,
    body: &'a [u8],
}

impl<'a> Sent<'a> {
    /// A request without a body.
    fn nothing(line: &'a str) -> Self {
        Self {
            line,
            accept: "application/json",
            media_type: None,
            body: b"",
        }
    }

    fn json(line: &'a str, body: &'a str) -> Self {
        Self {
            media_type: Some("application/json"),
            body: body.as_bytes(),
            ..Self::nothing(line)
        }
    }
}

/// Sends `request` to a server that gives `response`, and compares what arrives there.
async fn exchange<T: FromResponse, Options, Query>(
    request: Request<T, Options, Query>,
    response: ServerResponse,
    expected: Sent<'_>,
) -> T {
    let server = Server::start(response);
    let client = Client::builder(server.base_url())
        .authorization(Credentials::bearer("TOKEN"))
        .language("en")
        .no_proxy()
        .build()
        .expect("valid settings");
    let value = request.send(&client).await;
    let received = server.received();
    let (method, target) = expected.line.split_once(' ').expect("method and path");
    let line = format!("{method} /Cust12345/api{target} HTTP/1.1");
    assert_eq!(received.line, line);
    // The service refuses a request without a length, except where nobody expects a body.
    let length = match method {
        "GET" | "DELETE" => None,
        _ => Some(expected.body.len().to_string()),
    };
    for (name, value) in [
        ("Authorization", Some("Bearer TOKEN")),
        ("SO-Language", Some("en")),
        ("Accept", Some(expected.accept)),
        ("Content-Type", expected.media_type),
        ("Content-Length", length.as_deref()),
        ("Transfer-Encoding", None),
    ] {
        assert_eq!(received.header(name), value, "{name} of {line}");
    }
    assert_eq!(
        received.body.escape_ascii().to_string(),
        expected.body.escape_ascii().to_string(),
        "body of {line}"
    );
    value.expect("a response that can be read")
}
