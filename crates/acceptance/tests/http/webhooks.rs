//! The example that receives webhooks, and a script that plays SuperOffice.

// Its `main` is not called here.
#[allow(dead_code)]
#[path = "../../../examples/examples/webhooks_in.rs"]
mod example;

use std::sync::{Arc, Mutex};

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bindings::client::Patch;
use bindings::client::webhooks::{EventName, Notification, WebhookVerifier};
use bindings::rest;
use bindings::types::{ContactEntity, Webhook, WebhookState};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const SECRET: &str = "Blåbærsyltetøy";

/// What SuperOffice knows of the receiver.
struct SuperOffice {
    target_url: String,
    http: reqwest::Client,
    events: usize,
}

impl SuperOffice {
    /// Sends an event as SuperOffice does, and says what the receiver responds with.
    async fn send(&mut self, event: &str) -> u16 {
        self.events += 1;
        let id = format!("00000000-0000-4000-8000-{:012}", self.events);
        self.attempt(&payload(event, &id), event, &id, 0, SECRET)
            .await
    }

    async fn attempt(
        &self,
        payload: &Value,
        event: &str,
        id: &str,
        retry: u32,
        secret: &str,
    ) -> u16 {
        let body = serde_json::to_vec_pretty(payload).expect("JSON");
        let signature = sign(&Key::new(HMAC_SHA256, secret.as_bytes()), &body);
        let request = self.http.post(&self.target_url);
        let request = request
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "NetServer-Webhook/12.2.1.100")
            .header("X-Superoffice-Event", event)
            .header("X-Superoffice-Eventid", id)
            .header("X-Superoffice-Retry", retry)
            .header("X-Superoffice-Signature", STANDARD.encode(signature))
            .body(body);
        let response = request.send().await.expect("a response");
        response.status().as_u16()
    }
}

fn payload(event: &str, id: &str) -> Value {
    let entity = EventName::from(event).entity().to_owned();
    let mut payload = json!({
        "EventId": id,
        "Timestamp": "2026-03-14T15:09:26.5358979Z",
        "Changes": ["name", "updated"],
        "Event": event,
        "PrimaryKey": 17,
        "Entity": entity,
        "ContextIdentifier": "Cust12345",
        "ChangedByAssociateId": 3,
        "WebhookName": "Brød & smør",
        "FieldValues": { "updated": "2026-03-14T16:09:26", "x_score": "[I:42]" },
    });
    let properties = payload.as_object_mut().expect("an object");
    match &*entity {
        // Those about webhooks have no entity, and older servers send no values.
        "webhook" => properties.remove("Entity"),
        "chatsession" => properties.remove("FieldValues"),
        "test" => properties.insert("PrimaryKey".to_owned(), 0.into()),
        _ => None,
    };
    payload
}

#[tokio::test]
async fn the_example_receives_each_event_once() {
    let verifier = WebhookVerifier::new(SECRET).expect("a secret");
    let (router, mut events) = example::receiver(verifier);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let serving = tokio::spawn(async { axum::serve(listener, router).await });
    let done: Arc<Mutex<Vec<Notification>>> = Arc::default();
    let doing = done.clone();
    let working = tokio::spawn(async move {
        while let Some(notification) = events.next().await {
            doing.lock().expect("no panic").push(notification);
        }
    });
    let mut super_office = SuperOffice {
        target_url: format!("http://{address}/superoffice"),
        http: reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client"),
        events: 0,
    };

    let others = [
        "list.category.softdeleted",
        "list.110.created",
        "y_car.changed",
    ];
    let names = EventName::members().iter().map(EventName::as_str);
    let names: Vec<&str> = names.chain(others).collect();
    for name in &names {
        assert_eq!(super_office.send(name).await, 200, "{name}");
    }
    // The same event again, and what nobody or somebody else has signed.
    let (event, id) = ("contact.changed", "again");
    let again = payload(event, id);
    for retry in 0..3 {
        let status = super_office.attempt(&again, event, id, retry, SECRET).await;
        assert_eq!(status, 200);
    }
    let forged = payload("contact.deleted", "forged");
    let status = super_office
        .attempt(&forged, "contact.deleted", "forged", 0, "guess")
        .await;
    assert_eq!(status, 401);
    let unsigned = super_office
        .http
        .post(&super_office.target_url)
        .body("{}")
        .send()
        .await;
    assert_eq!(unsigned.expect("a response").status(), 401);
    // Ten MiB are more than axum reads.
    let large = json!({ "Event": "contact.changed", "WebhookName": "a".repeat(10 << 20) });
    let status = super_office
        .attempt(&large, "contact.changed", "large", 0, SECRET)
        .await;
    assert_eq!(status, 413);

    serving.abort();
    let _ = serving.await;
    working.await.expect("no panic");
    let done = done.lock().expect("no panic");
    let received: Vec<&str> = done.iter().map(|it| it.event.as_str()).collect();
    let expected = names.iter().copied().filter(|name| *name != "test");
    assert_eq!(received, expected.chain([event]).collect::<Vec<_>>());
    for notification in done.iter() {
        assert_eq!(notification.entity, notification.event.entity());
        assert_eq!(notification.primary_key, Some(17));
        assert_eq!(notification.webhook_name.as_deref(), Some("Brød & smør"));
        assert_eq!(notification.retry, Some(0));
        let score = notification.field_values.value::<i32>("x_score");
        let has_values = notification.entity != "chatsession";
        assert_eq!(score.expect("a number"), has_values.then_some(42));
    }
}

/// The stand-in signs and spells as the service does, or the receiver would not take it.
#[tokio::test]
async fn the_stand_in_calls_the_webhooks_that_it_keeps() {
    let verifier = WebhookVerifier::new(SECRET).expect("a secret");
    let (router, mut incoming) = example::receiver(verifier);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let serving = tokio::spawn(async { axum::serve(listener, router).await });
    let server = mock::MockServer::start().await.expect("a free port");
    let client = server.client();

    let save = async |secret: &str, events: [&str; 2], state: WebhookState| {
        let webhook = Webhook {
            name: Some("Brød & smør".to_owned()),
            target_url: Some(format!("http://{address}/superoffice")),
            secret: Some(secret.to_owned()),
            events: Some(events.map(str::to_owned).into()),
            state: Some(state),
            ..Default::default()
        };
        let saved = rest::webhook::post_webhook(&webhook).send(&client).await;
        saved.expect("it is kept");
    };
    let events = ["contact.created", "contact.deleted"];
    save(SECRET, events, WebhookState::Active).await;
    // Neither of these is heard of: one is stopped, and one is for other events.
    save(SECRET, events, WebhookState::Stopped).await;
    save(
        SECRET,
        ["sale.created", "sale.changed"],
        WebhookState::Active,
    )
    .await;

    let entity = ContactEntity::default();
    let made = rest::contact::post_contact_entity(&entity)
        .send(&client)
        .await
        .expect("made");
    let id = made.contact_id.expect("it has a number");
    let rename = Patch::merge().set("Name", "Ida Ltd");
    rest::contact::patch_contact_entity(id, &rename)
        .send(&client)
        .await
        .expect("changed");
    rest::contact::delete_contact_entity(id)
        .send(&client)
        .await
        .expect("deleted");

    let mut received = Vec::new();
    for _ in events {
        let notification = incoming.next().await.expect("it is called");
        assert_eq!(notification.entity, "contact");
        assert_eq!(notification.primary_key, Some(id));
        assert_eq!(notification.webhook_name.as_deref(), Some("Brød & smør"));
        received.push(notification.event.as_str().to_owned());
    }
    received.sort();
    assert_eq!(received, events);
    assert!(incoming.notifications.is_empty());
    serving.abort();
}
