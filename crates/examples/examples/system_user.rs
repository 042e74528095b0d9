//! A program that works without a person: as a system user it signs a token with its private key,
//! exchanges it for a ticket, and calls the service with that. When the ticket has expired, the next
//! call gets a new one by itself; a program with another key gets none.
//!
//! `cargo run -p examples --example system_user`

use bindings::client::auth::{PrivateKey, SystemUser};
use bindings::client::{Client, Error, Patch};
use bindings::rest::contact;
use mock::MockServer;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await?;
    // Without a login it refuses every call, as SuperOffice does.
    server.require_login();
    let name = contact::get_contact_entity(1).select(["Name"]);
    let refused = name.clone().send(&server.client()).await;
    println!("Without a ticket: {}\n", told(refused.err())?);

    // SuperOffice issues the key with the application, and the token when a tenant approves of it.
    // Those of the stand-in are thrown away when it ends.
    let key = PrivateKey::from_pem(&server.application().private_key().to_pem()?)?;
    let user = system_user(&server, key);

    // A ticket has claims, such as the address of the tenant. A program that knows the address does
    // without this step.
    let ticket = user.authenticate(server.client().transport()).await?;
    let address = ticket.claims().webapi_url().ok_or("no address")?;
    println!("The tenant is at {address}");

    // The client gets tickets for itself. Keep it, and clone it where it is needed.
    let client = Client::builder(address).no_proxy().authorization(user);
    let client = client.build()?;
    let company = name.clone().send(&client).await?;
    println!("Company 1 is {}", company.name.as_deref().unwrap_or("?"));
    println!("Tickets so far: {}\n", tickets(&server));

    server.expire_logins();
    let patch = Patch::merge().set("Department", "Kitchen");
    contact::patch_contact_entity(1, &patch)
        .send(&client)
        .await?;
    println!("The ticket has expired, and the change was made all the same");
    println!("Tickets so far: {}\n", tickets(&server));

    // A key that belongs to another application.
    let stranger = system_user(&server, PrivateKey::generate()?);
    let client = server.client_builder().authorization(stranger).build()?;
    let refused = name.send(&client).await;
    println!("With another key: {}", told(refused.err())?);

    match tickets(&server) {
        4 => Ok(()),
        other => Err(format!("{other} tickets were asked for").into()),
    }
}

fn system_user(server: &MockServer, key: PrivateKey) -> SystemUser {
    let application = server.application();
    let (token, secret) = (application.system_user_token(), application.client_secret());
    SystemUser::new(server.environment(), "Cust12345", token, secret, key)
}

/// How often a ticket was asked for.
fn tickets(server: &MockServer) -> usize {
    let requests = server.received();
    let paths = requests.iter().map(|request| request.uri().path());
    paths.filter(|path| path.ends_with("/Authenticate")).count()
}

/// What an error says, and what has led to it.
fn told(error: Option<Error>) -> Result<String, &'static str> {
    let error = error.ok_or("the call was not refused")?;
    Ok(error.to_string())
}
