//! A nightly synchronisation with a shop: what has changed in SuperOffice since the last run goes
//! to the shop, what the shop knows better comes back as a patch of those properties alone, and the
//! log of the run is uploaded as a document.
//!
//! `cargo run -p examples --example nightly_sync`

use std::collections::BTreeMap;

use bindings::client::body::Content;
use bindings::client::collection::column;
use bindings::client::time::DateTime;
use bindings::client::{Client, Error, Patch};
use bindings::rest::{contact, document};
use bindings::types::DocumentEntity;
use mock::MockServer;
use serde::Deserialize;

/// A company as both systems know it.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Company {
    contact_id: i32,
    name: String,
    org_nr: Option<String>,
}

/// What the shop has, by the number of the company in SuperOffice.
type Shop = BTreeMap<i32, Company>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await?;
    let client = server.client();
    let mut shop = Shop::new();

    // The first run takes all. A program that runs each night keeps the time of its last start.
    let log = pull(&client, "1970-01-01T00:00:00".parse()?, &mut shop).await?;
    println!("First night: {} companies to the shop", log.lines().count());

    // By day, somebody renames a company, and the shop learns the number of another one.
    let patch = Patch::merge().set("Name", "Nordlys Brygge Hotell");
    contact::patch_contact_entity(1, &patch)
        .send(&client)
        .await?;
    let company = shop.get_mut(&2).ok_or("no company 2")?;
    company.org_nr = Some("911000099".to_owned());
    let learned = company.clone();

    let mut log = pull(&client, "2026-05-14T02:00:00".parse()?, &mut shop).await?;
    log += &push(&client, &learned).await?;
    let document_id = upload(&client, &log).await?;
    println!("Second night, document {document_id}:\n{log}");

    let expected = "to the shop: Nordlys Brygge Hotell\nto SuperOffice: Fjellheim Kaffe\n";
    let kept = document::get_document_stream(document_id);
    let is_kept = kept.send(&client).await? == expected;
    let saved = contact::get_contact_entity(2);
    let is_saved = saved.send(&client).await?.org_nr == learned.org_nr;
    if !is_kept || !is_saved || shop[&1].name != "Nordlys Brygge Hotell" {
        return Err("the two systems differ".into());
    }
    Ok(())
}

/// Takes over what has changed since a time, page by page.
async fn pull(client: &Client, since: DateTime, shop: &mut Shop) -> Result<String, Error> {
    let mut log = String::new();
    let request = contact::get_all()
        .filter(column("updatedDate").after_time(since))
        .order_by(["contactId"]);
    let mut changed = request.page_size(100).rows_of::<Company>(client);
    while let Some(company) = changed.next().await {
        let company = company?;
        log += &format!("to the shop: {}\n", company.name);
        shop.insert(company.contact_id, company);
    }
    Ok(log)
}

/// Sends what the shop knows better; if somebody changes the same property meanwhile, it is an
/// `Error::Conflict`.
async fn push(client: &Client, company: &Company) -> Result<String, Error> {
    let id = company.contact_id;
    let before = contact::get_contact_entity(id);
    let before = before.send(client).await?;
    let mut after = before.clone();
    after.org_nr = company.org_nr.clone();
    let patch = Patch::between_guarded(&before, &after);
    if patch.is_empty() {
        return Ok(String::new());
    }
    contact::patch_contact_entity(id, &patch)
        .send(client)
        .await?;
    Ok(format!("to SuperOffice: {}\n", company.name))
}

/// Keeps a string as a document.
async fn upload(client: &Client, text: &str) -> Result<i32, Box<dyn std::error::Error>> {
    let document = DocumentEntity {
        header: Some("Synchronisation with the shop".to_owned()),
        name: Some("sync.txt".to_owned()),
        ..Default::default()
    };
    let document = document::post_document_entity(&document);
    let made = document.send(client).await?;
    let id = made.document_id.ok_or("no number")?;
    let content = Content::new("application/octet-stream", text.to_owned());
    document::set_document_stream_from_id(id, content)
        .send(client)
        .await?;
    Ok(id)
}
