//! Makes a contact with a person, an appointment, a sale and a project, five of the largest
//! types: what a program has to be compiled for when its own code changes.
//!
//! ```console
//! $ cargo build -p acceptance --example five_entities
//! $ touch crates/acceptance/examples/five_entities.rs
//! $ time cargo build -p acceptance --example five_entities
//! ```
//!
//! The CPU time is `user` and `sys` of the last command.

use bindings::agents::{appointment, contact, person, project, sale};
use bindings::types::{
    Associate, Contact, ContactEntity, EntityElement, Person, PersonEntity, ProjectEntity,
    SaleEntity,
};
use client::{Client, Credentials, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(token)) = (arguments.next(), arguments.next()) else {
        println!("usage: five_entities <URL of the tenant> <access token>");
        return Ok(());
    };
    let client = Client::builder(url)
        .authorization(Credentials::bearer(token))
        .build()?;
    let contact = new_contact(&client).await?;
    let person = new_person(&client, &contact).await?;
    new_appointment(&client, &contact, &person).await?;
    let sale = new_sale(&client, &contact).await?;
    let project = new_project(&client, sale.heading.as_deref()).await?;
    println!("{contact:#?}\n{person:#?}\n{sale:#?}\n{project:#?}");
    Ok(())
}

async fn new_contact(client: &Client) -> Result<ContactEntity, Error> {
    let mut contact = contact::create_default_contact_entity()
        .send(client)
        .await?;
    contact.name = Some("Example".to_owned());
    contact.emails = Some(vec![EntityElement {
        value: Some("post@example.com".to_owned()),
        ..EntityElement::default()
    }]);
    contact::save_contact_entity(&contact).send(client).await
}

async fn new_person(client: &Client, contact: &ContactEntity) -> Result<PersonEntity, Error> {
    let mut person = person::create_default_person_entity().send(client).await?;
    person.firstname = Some("First".to_owned());
    person.lastname = Some("Last".to_owned());
    person.contact = Some(reference(contact));
    person::save_person_entity(&person).send(client).await
}

async fn new_appointment(
    client: &Client,
    contact: &ContactEntity,
    person: &PersonEntity,
) -> Result<(), Error> {
    let mut appointment = appointment::create_default_appointment_entity()
        .send(client)
        .await?;
    appointment.contact = Some(reference(contact));
    appointment.person = Some(Person {
        person_id: person.person_id,
        ..Person::default()
    });
    let saved = appointment::save_appointment_entity(&appointment)
        .language("en")
        .send(client)
        .await?;
    let participants = saved.participants.unwrap_or_default();
    println!("{} participants", participants.len());
    Ok(())
}

async fn new_sale(client: &Client, contact: &ContactEntity) -> Result<SaleEntity, Error> {
    let mut sale = sale::create_default_sale_entity().send(client).await?;
    sale.heading = Some("Example".to_owned());
    sale.contact = Some(reference(contact));
    sale.associate = contact.associate.as_ref().map(|associate| Associate {
        associate_id: associate.associate_id,
        ..Associate::default()
    });
    sale::save_sale_entity(&sale).send(client).await
}

async fn new_project(client: &Client, name: Option<&str>) -> Result<ProjectEntity, Error> {
    let mut project = project::create_default_project_entity()
        .send(client)
        .await?;
    project.name = name.map(str::to_owned);
    project::save_project_entity(&project).send(client).await
}

/// How other entities refer to a contact.
fn reference(contact: &ContactEntity) -> Contact {
    Contact {
        contact_id: contact.contact_id,
        ..Contact::default()
    }
}
