//! Webhooks that a program outside registers, and that are called.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bindings::client::{Json, Patch, Request};
use bindings::rest::contact;

use super::served::Served;

const SECRET: &str = "Shh";

/// The headers and the body of the next call.
fn called(listener: &TcpListener) -> (Vec<String>, Vec<u8>) {
    let (stream, _) = listener.accept().expect("a call");
    let mut reader = BufReader::new(stream);
    let lines = reader.by_ref().lines().map_while(Result::ok);
    let headers: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
    let length = header(&headers, "content-length").expect("a length");
    let mut body = vec![0; length.parse().expect("a number")];
    reader.read_exact(&mut body).expect("a body");
    let response = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    reader.get_mut().write_all(response).expect("it listens");
    (headers, body)
}

fn header<'a>(headers: &'a [String], name: &str) -> Option<&'a str> {
    let mut pairs = headers.iter().filter_map(|line| line.split_once(": "));
    let found = pairs.find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

#[tokio::test]
async fn a_webhook_that_is_registered_is_called_and_signed() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let target = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let served = Served::start(&[]);
    let client = served.client();
    let webhook = serde_json::json!({
        "Name": "Mine", "Events": ["contact.changed", "sale.sold"], "TargetUrl": target,
        "Secret": SECRET, "State": "Active",
    });
    let made: Request<Json> = Request::post("v1Webhook_PostWebhook", "v1/Webhook");
    let made = made.json(&webhook).send(&client).await;
    let made = made.expect("it is registered");

    let patch = Patch::merge().set("Name", "Ada Ltd");
    let changed = contact::patch_contact_entity(1, &patch).send(&client).await;
    changed.expect("changed");
    let (headers, body) = called(&listener);
    let key = hmac::Key::new(HMAC_SHA256, SECRET.as_bytes());
    let signature = header(&headers, "X-SuperOffice-Signature").expect("it is signed");
    let signature = BASE64_STANDARD.decode(signature).expect("Base64");
    hmac::verify(&key, &body, &signature).expect("with the secret");
    let event: Json = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(
        (&event["Event"], &event["PrimaryKey"]),
        (&"contact.changed".into(), &1.into())
    );
    assert_eq!(event["WebhookName"], "Mine");

    // What nothing that is kept leads to can be signalled.
    let signal: Request<()> = Request::post("v1Webhook_SignalEvent", "v1/Webhook/{eventName}/{id}");
    let signal = signal.path("eventName", &"sale.sold").path("id", &7);
    let sent = signal.json(&serde_json::json!({})).send(&client).await;
    sent.expect("signalled");
    let (headers, _) = called(&listener);
    assert_eq!(header(&headers, "X-SuperOffice-Event"), Some("sale.sold"));

    // Nobody calls one that was removed: the next call is that of the one after it.
    let remove: Request<()> = Request::delete("v1Webhook_DeleteWebhook", "v1/Webhook/{id}");
    let id = made["WebhookId"].as_i64().expect("a number");
    remove.path("id", &id).send(&client).await.expect("removed");
    let changed = contact::patch_contact_entity(2, &patch).send(&client).await;
    changed.expect("changed");
    let other: Request<Json> = Request::post("v1Webhook_PostWebhook", "v1/Webhook");
    let mut another = webhook;
    another["Name"] = "Other".into();
    other
        .json(&another)
        .send(&client)
        .await
        .expect("registered");
    let changed = contact::patch_contact_entity(3, &patch).send(&client).await;
    changed.expect("changed");
    let (_, body) = called(&listener);
    let event: Json = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(
        (&event["WebhookName"], &event["PrimaryKey"]),
        (&"Other".into(), &3.into())
    );
}

#[tokio::test]
async fn a_webhook_is_tried_out() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("an address");
    let served = Served::start(&[]);
    let client = served.client();
    let try_out = async |target: String| {
        let request: Request<Json> = Request::post("v1Webhook_TestWebhook", "v1/Webhook/Test");
        let webhook = serde_json::json!({ "Name": "Mine", "TargetUrl": target });
        request.json(&webhook).send(&client).await.expect("tried")
    };
    let hook = std::thread::spawn(move || called(&listener));
    let result = try_out(format!("http://{address}/hook")).await;
    assert_eq!(result["Success"], true, "{result}");
    let (headers, body) = hook.join().expect("it was called");
    assert_eq!(header(&headers, "X-Hook-Test"), Some("true"));
    assert_eq!(header(&headers, "X-SuperOffice-Signature"), None);
    let event: Json = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(
        (&event["Event"], &event["PrimaryKey"]),
        (&"test".into(), &0.into())
    );
    // Nobody listens any more.
    let result = try_out(format!("http://{address}/hook")).await;
    assert_eq!(result["Success"], false, "{result}");
}
