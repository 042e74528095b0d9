//! What a program of a user looks like: it names the packages superoffice-bindings and
//! superoffice-mock in its manifest, and `bindings` and `mock` here. `scripts/release` runs it.

use bindings::client::{Client, Credentials};
use bindings::rest::contact;
use mock::MockServer;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await?;
    let client = Client::builder(server.base_url())
        .authorization(Credentials::bearer("8A:Cust12345.secret"))
        .build()?;
    let contact = contact::get_contact_entity(17).send(&client).await?;
    println!("The contact 17 is {}.", contact.name.as_deref().ok_or("it has no name")?);
    Ok(())
}
