//! The stand-in takes what the reference shows, and responds with what the bindings read.

use std::collections::HashMap;

use mock::MockServer;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, Method};
use xtask::model::{Body, Operation, Parameter, Type};

use crate::messages::{Message, messages};
use crate::table::operations;
use crate::{Failures, REFERENCE, round_trip};

/// A list that the stand-in has.
const LIST: &str = "Category";

/// Nothing is made for this test: the bodies are the samples of the pages.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stand_in_takes_the_samples_and_responds_with_the_types() {
    let client = Client::builder()
        .no_proxy()
        .build()
        .expect("no TLS is needed");
    let operations = operations();
    let samples: HashMap<_, _> = messages(&REFERENCE, Message::Request)
        .map(|(page, json)| (page.page.front.uid.as_str(), json))
        .collect();
    let mut failures = Failures::default();
    let mut read = 0;
    for operation in REFERENCE.api.areas.iter().flat_map(|area| &area.operations) {
        let sample = samples.get(operation.uid.as_str()).copied();
        let result = async {
            // What one call changes is not there for the next one.
            let server = MockServer::start().await.expect("a port is free");
            let body = call(&client, &server.base_url(), operation, sample).await?;
            let Some(check) = operations[operation.uid.as_str()].response else {
                return Ok(());
            };
            read += 1;
            let json = std::str::from_utf8(&body).map_err(|error| error.to_string())?;
            round_trip(check, json)
        };
        failures.note(&operation.uid, result.await);
    }
    failures.assert_none();
    assert!(read > 2500);
}

async fn call(
    client: &Client,
    base_url: &str,
    operation: &Operation,
    sample: Option<&str>,
) -> Result<Vec<u8>, String> {
    let method: Method = operation.method.parse().expect("a method");
    let mut path = operation.path.clone();
    for parameter in &operation.path_parameters {
        path = path.replace(&format!("{{{}}}", parameter.name), &argument(parameter));
    }
    let required = operation
        .query_parameters
        .iter()
        .filter(|parameter| parameter.required);
    let query: Vec<_> = required
        .map(|parameter| format!("{}={}", parameter.name, argument(parameter)))
        .collect();
    let mut request = client
        .request(method, format!("{base_url}{path}?{}", query.join("&")))
        .header(ACCEPT, "application/json");
    // A name or number has to be one of something that is there.
    let named = |list: &str| format!("\"UdListDefinitionName\": \"{list}\"");
    let sample = sample.map(|json| {
        json.replace(&named("text"), &named(LIST)).replace(
            "\"DocumentEntity\": null",
            "\"DocumentEntity\": { \"DocumentId\": 1 }",
        )
    });
    if let Some((fields, _)) = operation.path.split_once("/{progidOrLabel}") {
        add_field(
            client,
            &format!("{base_url}{}", fields.trim_end_matches("/Published")),
        )
        .await?;
    }
    match (&operation.request, sample.as_deref()) {
        (Some(Body::Arguments(_) | Body::Json(..)), sample) => {
            request = client_body(request, "application/json", sample.unwrap_or("{}"));
        }
        (Some(Body::Content), _) => {
            let media_type = operation.media_types.first();
            let media_type = media_type.map_or("image/png", String::as_str);
            request = client_body(request, media_type, "content");
        }
        (Some(Body::File(field)), _) => {
            let form = format!(
                "--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\na\r\n--b--\r\n"
            );
            request = client_body(request, "multipart/form-data; boundary=b", &form);
        }
        (None, _) => request = request.header("Content-Length", "0"),
    }
    let response = request.send().await.map_err(|error| error.to_string())?;
    let status = response.status();
    let body = response.bytes().await.map_err(|error| error.to_string())?;
    match status.is_success() {
        true => Ok(body.to_vec()),
        false => Err(format!("{status}: {}", String::from_utf8_lossy(&body))),
    }
}

/// Adds a field of numbers, `SuperOffice:1`, and publishes it.
async fn add_field(client: &Client, fields: &str) -> Result<(), String> {
    for url in [
        format!("{fields}?udefFieldType=Number"),
        format!("{fields}/Publish"),
    ] {
        let request = client.post(url).header("Content-Length", "0");
        let response = request.send().await.map_err(|error| error.to_string())?;
        assert!(response.status().is_success(), "{response:?}");
    }
    Ok(())
}

fn client_body(
    request: reqwest::RequestBuilder,
    media_type: &str,
    body: &str,
) -> reqwest::RequestBuilder {
    request
        .header("Content-Length", body.len())
        .header(CONTENT_TYPE, media_type)
        .body(body.to_owned())
}

/// Anything that an argument of the type can be.
fn argument(parameter: &Parameter) -> String {
    match parameter.ty.leaf() {
        _ if parameter.name == "udListDefinitionName" => LIST.into(),
        _ if parameter.name == "progidOrLabel" => "SuperOffice:1".into(),
        Type::Bool => "true".into(),
        Type::DateTime => "2026-05-13T09:30:00".into(),
        Type::Enum(name) => REFERENCE.api.enums[name].members[0].name.clone(),
        Type::Int32 => "1".into(),
        _ => "seven".into(),
    }
}
