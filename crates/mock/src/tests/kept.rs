//! What is kept: by REST and by agents the same.

use serde_json::{Value as Json, json};

use super::call;
use crate::service::Service;

/// Calls an operation that has to succeed.
pub(super) async fn get(service: &Service, line: &str, body: Json) -> Json {
    let (status, json) = call(service, line, body).await;
    assert!((200..300).contains(&status), "{line}: {status} {json}");
    json
}

pub(super) const NONE: Json = Json::Null;

/// The same for each kind that integrations touch daily.
#[tokio::test]
async fn resources_and_agents_have_the_same_entities() {
    let kinds = [
        ("Contact", "Contact", "ContactEntity", "ContactId", "Name"),
        ("Person", "Person", "PersonEntity", "PersonId", "Lastname"),
        (
            "Appointment",
            "Appointment",
            "AppointmentEntity",
            "AppointmentId",
            "Title",
        ),
        ("Sale", "Sale", "SaleEntity", "SaleId", "Heading"),
        ("Project", "Project", "ProjectEntity", "ProjectId", "Name"),
        (
            "Document",
            "Document",
            "DocumentEntity",
            "DocumentId",
            "Header",
        ),
        ("Ticket", "Ticket", "TicketEntity", "TicketId", "Title"),
        (
            "TicketMessage",
            "Ticket",
            "TicketMessageEntity",
            "EjMessageId",
            "Body",
        ),
        (
            "Selection",
            "Selection",
            "SelectionEntity",
            "SelectionId",
            "Name",
        ),
        ("Webhook", "Webhook", "Webhook", "WebhookId", "Name"),
        ("List", "List", "ListEntity", "Id", "Name"),
    ];
    let service = Service::default();
    for (area, agent, carrier, key, field) in kinds {
        let small = carrier[..1].to_lowercase() + &carrier[1..];
        let find = format!("POST v1/Agents/{agent}/Get{carrier}?{small}Id=");
        let made = get(
            &service,
            &format!("POST v1/{area}"),
            json!({ field: "first" }),
        )
        .await;
        let id = made[key].clone();
        assert_eq!(made[field], "first", "{area}");
        let mut found = get(&service, &format!("{find}{id}"), NONE).await;
        assert_eq!(found[field], "first", "{area}");

        found[field] = json!("second");
        let save = format!("POST v1/Agents/{agent}/Save{carrier}");
        assert_eq!(get(&service, &save, found.clone()).await[key], id, "{area}");
        let one = format!("{area}/{id}");
        let read = get(&service, &format!("GET v1/{one}"), NONE).await;
        assert_eq!(read[field], "second", "{area}");

        found[field] = json!("third");
        get(&service, &format!("PUT v1/{one}"), found).await;
        let steps = json!([{ "op": "test", "path": field, "value": "third" },
                           { "op": "replace", "path": field, "value": "fourth" }]);
        let patched = get(&service, &format!("PATCH v1/{one}"), steps.clone()).await;
        assert_eq!(patched[field], "fourth", "{area}");
        let (conflict, _) = call(&service, &format!("PATCH v1/{one}"), steps).await;
        assert_eq!(conflict, 409, "{area}");

        // By the agent that takes the number as a parameter or as an argument.
        let delete = format!("v1/Agents/{agent}/Delete{carrier}");
        let argument = json!({ format!("{carrier}Id"): id });
        let line = format!("POST {delete}?{small}Id={id}");
        if call(&service, &line, NONE).await.0 != 204 {
            get(&service, &format!("POST {delete}"), argument).await;
        }
        assert_eq!(
            call(&service, &format!("GET v1/{one}"), NONE).await.0,
            404,
            "{area}"
        );
        assert_eq!(
            get(&service, &format!("{find}{id}"), NONE).await,
            NONE,
            "{area}"
        );
    }
}

#[tokio::test]
async fn selections_have_members() {
    let service = Service::default();
    let target = json!({ "Name": "North", "TargetTableName": "contact" });
    let made = get(&service, "POST v1/Selection", target).await;
    let id = &made["SelectionId"];
    let path = format!("v1/Selection/{id}/Members");
    let added = get(&service, &format!("POST {path}/Add"), json!([1, 2, 17])).await;
    assert_eq!(added, 3);
    let rows = get(&service, &format!("GET {path}?$select=name"), NONE).await;
    assert_eq!(rows["value"][2]["name"], "Tindefjell Teknikk");
    let read = get(&service, &format!("GET v1/Selection/{id}"), NONE).await;
    assert_eq!(read["MemberCount"], 3);

    let agents = "POST v1/Agents/Selection";
    let more = json!({ "SelectionId": id, "Ids": [2, 3] });
    assert_eq!(
        get(&service, &format!("{agents}/AddSelectionMembers"), more).await,
        4
    );
    get(&service, &format!("POST {path}/Remove"), json!([1])).await;
    let fewer = json!({ "SelectionId": id, "Ids": [17] });
    get(
        &service,
        &format!("{agents}/RemoveSelectionMembersById"),
        fewer,
    )
    .await;
    let filter = format!("$filter=selectionId eq {id}");
    let archive = format!("GET v1/Archive/ContactSelection?$select=name&{filter}");
    let rows = get(&service, &archive, NONE).await;
    let rows = rows["value"].as_array().expect("an array").iter();
    let ids: Vec<_> = rows.map(|row| row["PrimaryKey"].as_str()).collect();
    assert_eq!(ids, [Some("2"), Some("3")]);
    let asked = json!({ "SelectionId": id, "Select": "name" });
    let line = format!("{agents}/GetSelectionMembersArchiveRows");
    let items = get(&service, &line, asked).await;
    assert_eq!(
        items[0]["ColumnData"]["name"]["DisplayValue"],
        "Fjellheim Kaffe"
    );

    let (missing, _) = call(&service, "POST v1/Selection/404/Members/Add", json!([1])).await;
    assert_eq!(missing, 404);
}

#[tokio::test]
async fn agents_read_and_write_the_content_of_documents() {
    let service = Service::default();
    let agents = "POST v1/Agents/Document";
    let made = get(&service, "POST v1/Document", json!({ "Name": "a.txt" })).await;
    let id = &made["DocumentId"];
    let content = json!({ "DocumentId": id, "Stream": "YSBmaWxl" });
    get(
        &service,
        &format!("{agents}/SetDocumentStreamFromId"),
        content,
    )
    .await;
    let asked = json!({ "DocumentId": id });
    let request = super::build_call(&format!("{agents}/GetDocumentStream"), asked);
    let response = service.respond(request).await;
    assert_eq!(super::body(response).await, b"a file");
    let entity = json!({ "DocumentEntity": { "DocumentId": id }, "Stream": "YmV0dGVy" });
    get(
        &service,
        &format!("{agents}/SetDocumentStream"),
        entity.clone(),
    )
    .await;
    let request = super::build_call(&format!("{agents}/GetDocumentStreamFromEntity"), entity);
    let response = service.respond(request).await;
    assert_eq!(super::body(response).await, b"better");
    let listed = get(
        &service,
        &format!("{agents}/GetDocumentList"),
        json!([id, 404]),
    )
    .await;
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn tickets_have_messages() {
    let service = Service::default();
    let ticket = get(&service, "POST v1/Ticket", json!({ "Title": "A leak" })).await;
    let id = &ticket["TicketId"];
    let message = json!({ "Ticket": { "TicketId": id }, "Body": "It drips." });
    let made = get(&service, "POST v1/TicketMessage", message).await;
    assert_eq!(made["Ticket"]["Title"], "A leak");
    let line = format!("GET v1/Ticket/{id}/Messages?$select=body");
    let rows = get(&service, &line, NONE).await;
    assert_eq!(rows["value"][0]["body"], "It drips.");
    assert_eq!(rows["value"].as_array().map(Vec::len), Some(1));
    let asked =
        json!({ "NewEntity": { "Ticket": { "TicketId": id }, "Body": "Still." }, "Notify": true });
    let line = "POST v1/Agents/Ticket/SaveTicketMessageEntityWithNotify";
    let saved = get(&service, line, asked).await;
    let asked = json!({ "TicketId": id, "MessageIds": [saved["EjMessageId"]] });
    let found = get(
        &service,
        "POST v1/Agents/Ticket/GetTicketMessageEntities",
        asked,
    )
    .await;
    assert_eq!(found[0]["Body"], "Still.");
}

#[tokio::test]
async fn agents_read_archives() {
    let service = Service::default();
    let asked = json!({
        "ProviderName": "FindContact",
        "Columns": ["name", "category/value"],
        "SortOrder": [{ "Name": "name", "Direction": "DESC" }],
        "Restriction": [{ "Name": "category", "Operator": "equals", "Values": ["Customer"] },
                        { "Name": "contactId", "Operator": "<", "Values": ["17"] }],
        "Page": 0,
        "PageSize": 1,
    });
    let line = "POST v1/Agents/Archive/GetArchiveListByColumns";
    let items = get(&service, line, asked.clone()).await;
    assert_eq!(items.as_array().map(Vec::len), Some(1), "{items}");
    assert_eq!(items[0]["PrimaryKey"], 1);
    assert_eq!(
        items[0]["ColumnData"]["name"]["DisplayValue"],
        "Nordlys Brygge"
    );
    let mut second = asked;
    second["Page"] = json!(1);
    let items = get(&service, line, second).await;
    assert_eq!(
        items[0]["ColumnData"]["name"]["DisplayValue"],
        "Fjellheim Kaffe"
    );
    let strings = json!({
        "ProviderName": "FindContact", "Columns": "name", "SortOrder": "name",
        "Restrictions": "name begins 'Hav'", "Entities": "", "Page": 0, "PageSize": 10,
    });
    let line = "POST v1/Agents/Archive/GetArchiveListByColumnsWithHeader2";
    let whole = get(&service, line, strings).await;
    assert_eq!(whole["RowCount"], 1, "{whole}");
}

#[tokio::test]
async fn webhooks_are_found_by_their_names_and_events() {
    let service = Service::default();
    let webhook = json!({ "Name": "Mine", "Events": ["sale.sold"], "State": "Active" });
    get(&service, "POST v1/Webhook", webhook).await;
    for (query, count) in [
        ("nameFilter=mine", 1),
        ("eventFilter=sale", 1),
        ("eventFilter=ticket", 0),
        ("nameFilter=mine&statusFilter=Active", 1),
        ("statusFilter=Stopped", 0),
    ] {
        let found = get(&service, &format!("GET v1/Webhook?{query}"), NONE).await;
        assert_eq!(
            found.as_array().map(Vec::len),
            Some(count),
            "{query}: {found}"
        );
    }
}
