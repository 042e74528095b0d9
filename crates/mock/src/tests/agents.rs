//! Agents, whose operations take the number of an entity in the query or in the body.

use http::HeaderValue;
use http::header::ACCEPT;
use serde_json::json;

use super::call;
use crate::service::Service;

const TICKETS: &str = "POST v1/Agents/Ticket";
const DOCUMENTS: &str = "POST v1/Agents/Document";

#[tokio::test]
async fn a_ticket_is_deleted_by_a_number_in_the_body() {
    let service = Service::default();
    let get = format!("{TICKETS}/GetTicketEntity?ticketEntityId=2");
    let (_, ticket) = call(&service, &get, json!(null)).await;
    assert_eq!(ticket["Title"], "New address for deliveries");
    let delete = format!("{TICKETS}/DeleteTicketEntity");
    let (status, _) = call(&service, &delete, json!({ "ticketEntityId": 2 })).await;
    assert_eq!(status, 204);
    assert_eq!(call(&service, &get, json!(null)).await, (200, json!(null)));
    let (status, refused) = call(&service, &delete, json!({})).await;
    assert_eq!(status, 400, "{refused}");
}

#[tokio::test]
async fn bytes_that_an_agent_has_written_are_read_by_it_and_by_rest() {
    let service = Service::default();
    let write = format!("{DOCUMENTS}/SetDocumentStreamFromId");
    let body = json!({ "DocumentId": 1, "Stream": "SGF2Ymxpa2s=" });
    let (status, document) = call(&service, &write, body).await;
    assert_eq!((status, &document["DocumentId"]), (200, &json!(1)));
    let read = format!("{DOCUMENTS}/GetDocumentStream");
    for (line, body) in [
        (&*read, json!({ "DocumentId": 1 })),
        ("GET v1/Document/1/Content", json!(null)),
    ] {
        let mut request = super::build_call(line, body);
        let bytes = HeaderValue::from_static("application/octet-stream");
        request.headers_mut().insert(ACCEPT, bytes);
        let response = service.respond(request).await;
        assert_eq!(super::body(response).await, b"Havblikk", "{line}");
    }
    let (status, _) = call(&service, &read, json!({ "DocumentId": 404 })).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn nothing_is_selected_of_a_dictionary() {
    let service = Service::default();
    let line = "POST v1/Agents/Contact/ValidateContactEntity?$select=name";
    let (status, strings) = call(&service, line, json!({})).await;
    assert_eq!(status, 200);
    let strings = strings.as_object().expect("a dictionary");
    assert!(
        !strings.is_empty() && strings.values().all(|text| text.is_string()),
        "{strings:?}"
    );
}
