//! What is made, changed and removed, asked by the bindings.

use bindings::agents::contact as agent;
use bindings::client::body::Content;
use bindings::client::collection::column;
use bindings::client::custom_fields::CustomFields;
use bindings::client::http::StatusCode;
use bindings::client::response::IfModified;
use bindings::client::{Client, Error, Patch};
use bindings::rest::{contact, document, person, sale};
use bindings::types::{Contact, ContactEntity, DocumentEntity, PersonEntity};
use mock::MockServer;

async fn server() -> (MockServer, Client) {
    let server = MockServer::start().await.expect("a port is free");
    let client = server.client();
    (server, client)
}

fn named(name: &str) -> ContactEntity {
    ContactEntity {
        name: Some(name.into()),
        ..Default::default()
    }
}

#[tokio::test]
async fn an_entity_is_made_read_changed_and_removed() {
    let (_server, client) = server().await;
    let made = contact::post_contact_entity(&named("Ida Ltd"))
        .send(&client)
        .await
        .expect("made");
    let id = made.contact_id.expect("it has a number");
    let get = || contact::get_contact_entity(id);
    let read = get().send(&client).await.expect("it is there");
    assert_eq!(read, made);
    assert!(read.created_date.is_some() && read.additional_properties.is_empty());

    let mut entity = named("Ada Ltd");
    entity.contact_id = Some(id);
    let put = contact::put_contact_entity(id, &entity)
        .send(&client)
        .await
        .expect("saved");
    assert_eq!(put.name.as_deref(), Some("Ada Ltd"));
    let selected = get().select(["Name"]).send(&client).await.expect("read");
    assert_eq!(
        (selected.name.as_deref(), selected.contact_id),
        (Some("Ada Ltd"), None)
    );

    let all = contact::get_all()
        .select(["name"])
        .rows(&client)
        .all()
        .await
        .expect("rows");
    let names: Vec<_> = all
        .iter()
        .filter_map(|row| row.value::<String>("name").ok()?)
        .collect();
    assert!(names.contains(&"Ada Ltd".to_owned()), "{names:?}");

    contact::delete_contact_entity(id)
        .send(&client)
        .await
        .expect("deleted");
    assert!(matches!(get().send(&client).await, Err(Error::NotFound(_))));
    assert!(
        get()
            .optional()
            .send(&client)
            .await
            .expect("no error")
            .is_none()
    );
    let found = agent::get_contact_entity(id)
        .send(&client)
        .await
        .expect("agents say null");
    assert!(found.is_none());
}

#[tokio::test]
async fn agents_and_resources_have_the_same_entities() {
    let (_server, client) = server().await;
    let default = agent::create_default_contact_entity()
        .send(&client)
        .await
        .expect("a default");
    assert_eq!(default.contact_id, None);
    let saved = agent::save_contact_entity(&named("Ida Ltd"))
        .send(&client)
        .await
        .expect("saved");
    let id = saved.contact_id.expect("it has a number");
    let mut again = saved.clone();
    again.name = Some("Ada Ltd".into());
    let saved = agent::save_contact_entity(&again)
        .send(&client)
        .await
        .expect("saved");
    assert_eq!(saved.contact_id, Some(id));
    let read = contact::get_contact_entity(id)
        .send(&client)
        .await
        .expect("read");
    assert_eq!(read.name.as_deref(), Some("Ada Ltd"));
    let short = agent::get_contact(id)
        .send(&client)
        .await
        .expect("read")
        .expect("it is there");
    assert_eq!(short.name.as_deref(), Some("Ada Ltd"));
    agent::delete_contact_entity(id)
        .send(&client)
        .await
        .expect("deleted");
    assert!(
        agent::get_contact_entity(id)
            .send(&client)
            .await
            .expect("read")
            .is_none()
    );
}

#[tokio::test]
async fn rows_are_filtered_sorted_and_paged() {
    let (server, client) = server().await;
    let names =
        async |request: bindings::client::Request<_, bindings::client::request::Collection>| {
            let rows = request
                .select(["name"])
                .rows(&client)
                .all()
                .await
                .expect("rows");
            let names = rows
                .iter()
                .map(|row| row.value::<String>("name").expect("a string"));
            names.map(Option::unwrap_or_default).collect::<Vec<_>>()
        };
    let sorted = names(contact::get_all().order_by(["name"]).page_size(2)).await;
    assert_eq!(
        sorted,
        [
            "Fjellheim Kaffe",
            "Havblikk Seil",
            "Kvist Møbler",
            "Nordlys Brygge",
            "Skogen & Datter",
            "Tindefjell Teknikk"
        ]
    );
    // The last page is full, so the client asks whether there is one more.
    assert_eq!(server.received().len(), 4);
    let last = names(contact::get_all().order_by(["name desc"]).top(1)).await;
    assert_eq!(last, ["Tindefjell Teknikk"]);
    let skipped = names(contact::get_all().order_by(["name"]).skip(4)).await;
    assert_eq!(skipped, ["Skogen & Datter", "Tindefjell Teknikk"]);
    let customers = column("category/value")
        .eq("Customer")
        .and(column("name").begins("n"));
    assert_eq!(
        names(contact::get_all().filter(customers)).await,
        ["Nordlys Brygge"]
    );

    let wrong = contact::get_all()
        .filter("name like 'x'")
        .rows(&client)
        .all()
        .await;
    let error = wrong.expect_err("there is no such operator").to_string();
    assert!(error.contains("`like` is no operator"), "{error}");
}

#[tokio::test]
async fn what_belongs_to_an_entity_is_found() {
    let (_server, client) = server().await;
    let rows = contact::persons(1).select(["fullName", "mobilePhone", "contact/name"]);
    let people = rows.rows(&client).all().await.expect("rows");
    assert_eq!(people.len(), 3);
    let text = |name| people[0].value::<String>(name).expect("a string");
    assert_eq!(text("fullName").as_deref(), Some("Ida Berg"));
    assert_eq!(text("mobilePhone").as_deref(), Some("+47 900 10 001"));
    assert_eq!(text("contact/name").as_deref(), Some("Nordlys Brygge"));
    let nobody = contact::persons(999).rows(&client).all().await;
    assert!(matches!(nobody, Err(Error::NotFound(_))));
    let sales = sale::get_all()
        .filter("amount gt 90000")
        .rows(&client)
        .all()
        .await
        .expect("rows");
    assert_eq!(sales.len(), 2);

    let new = PersonEntity {
        firstname: Some("Nils".into()),
        lastname: Some("Vik".into()),
        contact: Some(Contact {
            contact_id: Some(2),
            ..Default::default()
        }),
        ..Default::default()
    };
    let made = person::post_person_entity(&new)
        .send(&client)
        .await
        .expect("made");
    assert_eq!(made.full_name.as_deref(), Some("Nils Vik"));
    let employer = made.contact.expect("it was given");
    assert_eq!(employer.name.as_deref(), Some("Fjellheim Kaffe"));
}

#[tokio::test]
async fn changes_of_others_are_seen() {
    let (_server, client) = server().await;
    let get = || contact::get_contact_entity(1);
    let read = get()
        .send_with_response(&client)
        .await
        .expect("it is there");
    let time = read.last_modified().expect("the service says when");
    let again = get()
        .if_modified_since(time.clone())
        .send(&client)
        .await
        .expect("asked");
    assert!(matches!(again, IfModified::NotModified));

    let rename = Patch::merge().set("Name", "Ada Ltd");
    contact::patch_contact_entity(1, &rename)
        .send(&client)
        .await
        .expect("changed");
    let again = get()
        .if_modified_since(time.clone())
        .send(&client)
        .await
        .expect("asked");
    assert!(
        matches!(again, IfModified::Modified(contact) if contact.name.as_deref() == Some("Ada Ltd"))
    );
    let late = contact::patch_contact_entity(1, &rename).if_unmodified_since(time.clone());
    assert!(matches!(
        late.send(&client).await,
        Err(Error::PreconditionFailed(_))
    ));
    let late = contact::delete_contact_entity(1).if_unmodified_since(time);
    assert!(matches!(
        late.send(&client).await,
        Err(Error::PreconditionFailed(_))
    ));

    let wrong = Patch::operations()
        .test("/Name", "Ida Ltd")
        .replace("/Name", "Eva Ltd");
    let error = contact::patch_contact_entity(1, &wrong)
        .send(&client)
        .await
        .expect_err("a conflict");
    assert!(matches!(error, Error::Conflict(_)), "{error}");
    assert_eq!(
        get().send(&client).await.expect("read").name.as_deref(),
        Some("Ada Ltd")
    );
}

#[tokio::test]
async fn user_defined_fields_are_kept() {
    let (_server, client) = server().await;
    let before = contact::get_contact_entity(1)
        .send(&client)
        .await
        .expect("read");
    let mut after = before.clone();
    after
        .custom_fields
        .write("SuperOffice:1", 42)
        .expect("a number can be written");
    let patch = Patch::between(&before, &after);
    let changed = contact::patch_contact_entity(1, &patch)
        .send(&client)
        .await
        .expect("changed");
    assert_eq!(
        changed
            .custom_fields
            .read::<i32>("SuperOffice:1")
            .expect("a number"),
        Some(42)
    );
    let rows = contact::get_all()
        .select(["contactUdef/SuperOffice:1"])
        .filter("contactId eq 1");
    let rows = rows.rows(&client).all().await.expect("rows");
    let cell = rows[0]
        .value::<String>("contactUdef/SuperOffice:1")
        .expect("a string");
    assert_eq!(cell.as_deref(), Some("[I:42]"));
}

#[tokio::test]
async fn a_patch_has_to_keep_the_types() {
    let (_server, client) = server().await;
    let wrong = Patch::operations().replace("/Phones", 7);
    let error = contact::patch_contact_entity(1, &wrong)
        .send(&client)
        .await
        .expect_err("refused");
    let Error::Server(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.status(), StatusCode::BAD_REQUEST);
    assert_eq!(error.invalid_fields()[0].name(), "entity.Phones");
}

#[tokio::test]
async fn documents_have_content() {
    let (_server, client) = server().await;
    let offer = DocumentEntity {
        name: Some("offer.txt".into()),
        ..Default::default()
    };
    let made = document::post_document_entity(&offer)
        .send(&client)
        .await
        .expect("made");
    let id = made.document_id.expect("it has a number");
    let read = document::get_document_stream(id).send(&client).await;
    assert!(matches!(read, Err(Error::NotFound(_))));
    let content = Content::new("application/octet-stream", "two boats");
    document::set_document_stream_from_id(id, content)
        .send(&client)
        .await
        .expect("uploaded");
    let read = document::get_document_stream(id)
        .send(&client)
        .await
        .expect("it is there");
    assert_eq!(read, "two boats");
}

#[tokio::test]
async fn servers_share_nothing() {
    let (_one, client) = server().await;
    contact::delete_contact_entity(1)
        .send(&client)
        .await
        .expect("deleted");
    let (_other, client) = server().await;
    let read = contact::get_contact_entity(1).send(&client).await;
    read.expect("it is there");
}
