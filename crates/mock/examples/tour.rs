//! A first look without an account: starts the stand-in within this program, and does five things
//! that people do with SuperOffice every day.
//!
//! `cargo run --example tour`

use std::error::Error;

use bindings::client::Patch;
use bindings::client::body::Content;
use bindings::client::collection::column;
use bindings::rest::{appointment, contact, document, person};
use bindings::types::{AppointmentEntity, Contact, DocumentEntity, EntityElement};
use mock::MockServer;

const FILE: &str = "Sails for two boats, 132,500 kroner, delivered in July.\n";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await?;
    let client = server.client();
    println!("The stand-in listens at {}\n", server.base_url());

    println!("1. Which companies have a name that begins with `Hav`?");
    let companies = contact::get_all()
        .filter(column("name").begins("Hav"))
        .select(["name", "phone/formattedNumber", "category"]);
    let companies = companies.rows(&client).all().await?;
    let company = companies.first().ok_or("no company")?;
    let company_id: i32 = company.primary_key().unwrap_or_default().parse()?;
    for name in ["name", "phone/formattedNumber", "category"] {
        let value = company.value::<String>(name)?.unwrap_or_default();
        println!("   {name:<22} {value}");
    }

    println!("\n2. Who works there?");
    let people = contact::persons(company_id).select(["fullName", "title", "mobilePhone"]);
    let people = people.rows(&client).all().await?;
    for person in &people {
        let text = |name| person.value::<String>(name).map(Option::unwrap_or_default);
        println!(
            "   {}, {}, {}",
            text("fullName")?,
            text("title")?,
            text("mobilePhone")?
        );
    }
    let person_id: i32 = people
        .first()
        .and_then(|row| row.primary_key())
        .ok_or("nobody")?
        .parse()?;

    println!("\n3. There is a new phone number:");
    let phone = |number: &str| EntityElement {
        value: Some(number.to_owned()),
        ..Default::default()
    };
    let patch = Patch::operations().replace("/MobilePhones", vec![phone("+47 900 20 020")]);
    let changed = person::patch_person_entity(person_id, &patch)
        .send(&client)
        .await?;
    let number = changed
        .mobile_phones
        .iter()
        .flatten()
        .find_map(|phone| phone.value.as_deref());
    println!(
        "   {} has {}",
        changed.full_name.unwrap_or_default(),
        number.unwrap_or_default()
    );

    println!("\n4. An appointment, to talk about it:");
    let meeting = AppointmentEntity {
        title: Some("Sails for next summer".to_owned()),
        start_date: Some("2026-06-02T10:00:00".parse()?),
        end_date: Some("2026-06-02T11:00:00".parse()?),
        contact: Some(Contact {
            contact_id: Some(company_id),
            ..Default::default()
        }),
        ..Default::default()
    };
    let saved = appointment::post_appointment_entity(&meeting)
        .send(&client)
        .await?;
    let with = saved
        .contact
        .and_then(|contact| contact.name)
        .unwrap_or_default();
    let start = saved
        .start_date
        .map(|start| start.to_string())
        .unwrap_or_default();
    println!(
        "   number {} with {with} at {start}",
        saved.appointment_id.unwrap_or_default()
    );

    println!("\n5. The offer, as a file:");
    let offer = DocumentEntity {
        header: Some("Offer".to_owned()),
        name: Some("offer.txt".to_owned()),
        ..Default::default()
    };
    let offer = document::post_document_entity(&offer).send(&client).await?;
    let document_id = offer.document_id.ok_or("no number")?;
    let content = Content::new("application/octet-stream", FILE);
    document::set_document_stream_from_id(document_id, content)
        .send(&client)
        .await?;
    let kept = document::get_document_stream(document_id)
        .send(&client)
        .await?;
    println!(
        "   document {document_id} holds: {}",
        String::from_utf8_lossy(&kept).trim_end()
    );

    println!("\nWhat went over the wire:");
    for call in server.received() {
        println!("   {:<6} {}", call.method(), call.uri());
    }
    Ok(())
}
