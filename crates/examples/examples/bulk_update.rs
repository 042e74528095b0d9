//! A bulk update: all prospects become customers, four at a time. Each change is guarded, so that
//! what somebody else has changed meanwhile is told and left alone, and if the service asks for a
//! pause, nothing is lost.
//!
//! `cargo run -p examples --example bulk_update`
//!
//! The agents `BulkUpdate` and `DatabaseTable` change thousands of rows by a single call, without
//! guards.

use std::time::Duration;

use bindings::client::collection::column;
use bindings::client::settings::Retry;
use bindings::client::{Client, Error, Patch};
use bindings::rest::contact;
use bindings::types::{Category, ContactEntity, ContactEntityWithLinks};
use futures_util::{StreamExt, TryStreamExt, stream};
use mock::{Fault, MockServer};

const AT_A_TIME: usize = 4;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await?;
    let client = &server.client_builder().retry(Retry::default()).build()?;
    for number in 1..=20 {
        let ship = ContactEntity {
            name: Some(format!("Ship {number}")),
            category: Some(category(2, "Prospect")),
            ..Default::default()
        };
        contact::post_contact_entity(&ship).send(client).await?;
    }

    let prospects = read_prospects(client).await?;
    println!("{} prospects", prospects.len());

    // Meanwhile a colleague deals with one of them, and the service has too much to do.
    let partner = Patch::operations().replace("/Category", category(3, "Partner"));
    let id = prospects[5].contact_id.unwrap_or_default();
    contact::patch_contact_entity(id, &partner)
        .send(client)
        .await?;
    server.fail_next(Fault::RateLimited {
        retry_after: Duration::ZERO,
    });

    let mut outcomes = stream::iter(&prospects)
        .map(|prospect| async move { (prospect, promote(client, prospect).await) })
        .buffer_unordered(AT_A_TIME);
    let (mut changed, mut conflicts) = (0, Vec::new());
    while let Some((prospect, outcome)) = outcomes.next().await {
        match outcome {
            Ok(()) => changed += 1,
            Err(Error::Conflict(_)) => conflicts.push(prospect.name.as_deref()),
            Err(error) => return Err(error.into()),
        }
    }
    println!("{changed} are customers now");
    for name in conflicts.iter().flatten() {
        println!("{name} was changed by somebody else");
    }

    let left = read_prospects(client).await?;
    if (changed, left.len(), conflicts.as_slice()) != (21, 0, &[prospects[5].name.as_deref()]) {
        return Err("not all prospects were dealt with".into());
    }
    Ok(())
}

/// All prospects as they are: the rows have the numbers, and each is read by its own.
async fn read_prospects(client: &Client) -> Result<Vec<ContactEntityWithLinks>, Error> {
    let request = contact::get_all().filter(column("category/id").eq(2));
    let rows = request.select(["contactId"]).page_size(100).rows(client);
    let read = rows.map(|row| async move {
        let id = row?.required("contactId")?;
        let request = contact::get_contact_entity(id);
        request.send(client).await
    });
    read.buffered(AT_A_TIME).try_collect().await
}

/// Makes one a customer, unless its category is no longer the one that was read.
async fn promote(client: &Client, before: &ContactEntityWithLinks) -> Result<(), Error> {
    let mut after = before.clone();
    after.category = Some(category(1, "Customer"));
    let patch = Patch::between_guarded(before, &after);
    let id = before.contact_id.unwrap_or_default();
    contact::patch_contact_entity(id, &patch)
        .send(client)
        .await?;
    Ok(())
}

fn category(id: i32, name: &str) -> Category {
    Category {
        id: Some(id),
        value: Some(name.to_owned()),
        ..Default::default()
    }
}
