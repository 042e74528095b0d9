//! The client calls the service that Prism, a program of others, makes of the OpenAPI document. Prism
//! refuses requests that are not as the document says, and makes up the responses.

use bindings::types;
use client::carrier::Value;
use client::response::FromResponse;
use client::settings::{RateLimit, Retry};
use client::transport::BoxFuture;
use client::{Client, Credentials, Error, Request};

use crate::Failures;

/// Calls the function of an operation.
type Call = fn(&Client) -> BoxFuture<'_, Result<(), Error>>;

static CALLS: &[(&str, Call)] = &include!(concat!(env!("OUT_DIR"), "/calls.rs"));

#[tokio::test]
#[ignore = "needs prism: `.ci/witnesses/run`"]
async fn the_client_calls_what_prism_makes_of_the_document() {
    let url = std::env::var("PRISM_URL").expect("PRISM_URL says where Prism is");
    let client = Client::builder(url)
        .no_proxy()
        .authorization(Credentials::bearer("8A:Cust12345.witness"))
        .retry(Retry::never())
        .rate_limit(RateLimit::unlimited())
        .build()
        .expect("the settings are valid");
    let mut failures = Failures::default();
    for (uid, call) in CALLS {
        let result = call(&client).await;
        // With all that has led to it.
        let result = result.map_err(|error| format!("{:#}", anyhow::Error::from(error)));
        failures.note(uid, result);
    }
    failures.assert_none();
    println!("{} operations were called by their functions", CALLS.len());
}

/// Sends a request, and reads the response as the type of the operation.
fn called<'a, T, Options, Query>(
    request: Request<T, Options, Query>,
    client: &'a Client,
) -> BoxFuture<'a, Result<(), Error>>
where
    T: FromResponse + Send + 'a,
    Options: Send + 'a,
    Query: Send + 'a,
{
    Box::pin(async move { request.send(client).await.map(drop) })
}

fn read<T: Value>(json: &str) -> T {
    client::decode(json.as_bytes()).expect("a sample is valid")
}
