//! Calls over real HTTP on the loopback interface.

mod address;
mod authorization;
mod body;
mod cache;
mod causes;
mod collection;
mod columns;
mod compression;
mod conditional;
mod configuration;
mod conversions;
mod download;
mod error;
mod fake;
#[cfg(any(feature = "oauth", feature = "system-user"))]
mod fake_login;
mod filters;
mod form_file;
mod forms;
mod header_leak;
mod kept;
mod limits;
mod locale;
#[cfg(feature = "tokens")]
mod login;
mod middleware;
#[cfg(feature = "names")]
mod names;
#[cfg(feature = "oauth")]
mod oauth;
mod paging;
mod patch;
mod proof;
mod proxy;
mod query;
mod rate_limit;
mod renewal;
mod responses;
mod retry;
mod rows_of;
mod run_time;
mod scripted;
mod secrets;
mod server;
mod standstill;
#[cfg(feature = "system-user")]
mod system_user;
mod tenant;
mod timeouts;
#[cfg(feature = "tokens")]
mod tokens;
#[cfg(feature = "tracing")]
mod traces;
mod upload;
mod user_agent;
#[cfg(feature = "webhooks")]
mod webhooks;
mod words;

use client::{Client, ClientBuilder, Error, Request};
use tokio::task::JoinSet;

use crate::server::Server;

struct Contact {
    contact_id: Option<i32>,
    name: Option<String>,
    parent: Option<Box<Contact>>,
    additional_properties: client::carrier::AdditionalProperties,
}

client::carrier!(Contact {
    contact_id: "ContactId",
    name: "Name",
    parent: "Parent",
});

/// A builder that reaches `server` whatever proxy the environment names.
fn builder(server: &Server) -> ClientBuilder {
    Client::builder(server.base_url()).no_proxy()
}

fn client(server: &Server) -> Client {
    builder(server).build().expect("valid settings")
}

/// A request whose response does not matter.
fn ping() -> Request<()> {
    Request::get("v1Test_Ping", "v1/Test/Ping")
}

/// Makes so many calls at once.
async fn many(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        set.spawn(async move { ping().send(&client).await });
    }
    set.join_all().await
}
