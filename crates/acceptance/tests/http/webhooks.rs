//! The example that receives webhooks, and a script that plays SuperOffice.

// Its `main` is not called here.
#[allow(dead_code)]
#[path = "../../examples/webhooks.rs"]
mod example;

use std::sync::{Arc, Mutex};

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bindings::agents::webhook;
use bindings::client::webhooks::{
    EventName, Notification, Registered, WebhookRegistration, WebhookStatistics, WebhookVerifier,
};
use bindings::rest::archive;
use bindings::types::{Webhook, WebhookState};
use client::{FakeAnswer, FakeRow, FakeTransport};
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
    /// Sends an event as SuperOffice does, and says what the receiver answers.
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
    let (router, notifications) =
        example::receiver(WebhookVerifier::new(SECRET).expect("a secret"));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let serving = tokio::spawn(async { axum::serve(listener, router).await });
    let done: Arc<Mutex<Vec<Notification>>> = Arc::default();
    let doing = done.clone();
    let working = tokio::spawn(example::work(notifications, move |notification| {
        doing.lock().expect("no panic").push(notification);
    }));
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

fn registration() -> WebhookRegistration {
    let events = [EventName::CONTACT_CHANGED, EventName::SALE_SOLD];
    let url = "https://shop.example.com/superoffice";
    WebhookRegistration::new("Shop", url, SECRET, events).expect("a registration")
}

/// What the service has after `registration` was made of `existing`, and how that came.
async fn register(existing: Vec<Webhook>) -> (Registered<Webhook>, Option<Value>) {
    let service = FakeTransport::new();
    let default = Webhook {
        type_: Some("webhook".to_owned()),
        ..Default::default()
    };
    service
        .answer(
            "v1WebhookAgent_GetAllWebhooks",
            FakeAnswer::value(&existing),
        )
        .answer(
            "v1WebhookAgent_CreateDefaultWebhook",
            FakeAnswer::value(&default),
        )
        .answer("v1WebhookAgent_SaveWebhook", FakeAnswer::value(&default));
    let client = service.client();
    let all = webhook::get_all_webhooks(&Default::default());
    let default = webhook::create_default_webhook();
    let registered = registration()
        .ensure(&client, all, default, webhook::save_webhook)
        .await;
    let last = service.requests().pop().expect("a request");
    let is_saved = last.operation().map(|it| it.id) == Some("v1WebhookAgent_SaveWebhook");
    let saved = is_saved.then(|| last.json().expect("JSON"));
    (registered.expect("a webhook"), saved)
}

fn existing() -> Webhook {
    Webhook {
        webhook_id: Some(17),
        name: Some("Shop".to_owned()),
        events: Some(vec!["sale.sold".to_owned(), "contact.changed".to_owned()]),
        target_url: Some("https://shop.example.com/superoffice".to_owned()),
        secret: Some(SECRET.to_owned()),
        state: Some(WebhookState::Active),
        description: Some("mine".to_owned()),
        ..Default::default()
    }
}

#[tokio::test]
async fn a_webhook_is_registered_on_the_typed_functions() {
    let other = Webhook {
        name: Some("Shop 2".to_owned()),
        ..existing()
    };
    let (registered, saved) = register(vec![other.clone()]).await;
    assert!(
        matches!(registered, Registered::Created(_)),
        "{registered:?}"
    );
    let saved = saved.expect("a webhook");
    let mut expected = json!({
        "Name": "Shop",
        "Events": ["contact.changed", "sale.sold"],
        "TargetUrl": "https://shop.example.com/superoffice",
        "Secret": SECRET,
        "State": "Active",
        "Type": "webhook",
    });
    assert_eq!(saved, expected);

    let (registered, saved) = register(vec![other, existing()]).await;
    assert!(
        matches!(registered, Registered::Unchanged(_)),
        "{registered:?}"
    );
    assert_eq!(registered.webhook().webhook_id, Some(17));
    assert_eq!(saved, None);

    expected["WebhookId"] = json!(17);
    expected["Description"] = json!("mine");
    expected.as_object_mut().expect("an object").remove("Type");
    let none = None::<String>;
    for changed in [
        Webhook {
            events: Some(vec!["sale.sold".to_owned()]),
            ..existing()
        },
        Webhook {
            events: None,
            ..existing()
        },
        Webhook {
            target_url: Some("https://old.example.com".to_owned()),
            ..existing()
        },
        Webhook {
            secret: Some("old".to_owned()),
            ..existing()
        },
        Webhook {
            secret: none,
            ..existing()
        },
    ] {
        let (registered, saved) = register(vec![changed]).await;
        assert!(
            matches!(registered, Registered::Updated(_)),
            "{registered:?}"
        );
        assert_eq!(saved, Some(expected.clone()));
    }

    let disabled = Webhook {
        state: Some(WebhookState::TooManyErrors),
        ..existing()
    };
    let (registered, saved) = register(vec![disabled]).await;
    assert!(
        matches!(registered, Registered::Reactivated(_)),
        "{registered:?}"
    );
    assert_eq!(saved, Some(expected.clone()));

    // Whoever has stopped it had a reason.
    let stopped = Webhook {
        state: Some(WebhookState::Stopped),
        ..existing()
    };
    let (registered, saved) = register(vec![stopped.clone()]).await;
    assert!(
        matches!(registered, Registered::Unchanged(_)),
        "{registered:?}"
    );
    assert_eq!(saved, None);
    let (_, saved) = register(vec![Webhook {
        secret: None,
        ..stopped
    }])
    .await;
    assert_eq!(saved.expect("a webhook")["State"], "Stopped");
}

#[tokio::test]
async fn webhooks_of_one_name_are_an_error() {
    let service = FakeTransport::new();
    let two = vec![existing(), existing()];
    service.answer("v1WebhookAgent_GetAllWebhooks", FakeAnswer::value(&two));
    let client = service.client();
    let all = webhook::get_all_webhooks(&Default::default());
    let default = webhook::create_default_webhook();
    let registered = registration()
        .ensure(&client, all, default, webhook::save_webhook)
        .await;
    assert_eq!(
        registered.unwrap_err().to_string(),
        "there are 2 webhooks of the name of the one to register: delete all but one"
    );
}

#[tokio::test]
async fn statistics_are_rows() {
    let service = FakeTransport::new();
    let row = FakeRow::new("webhook_usage", 17)
        .column("webhook_usage.webhook_usage_id", 17)
        .column("webhook_usage.total_calls", 120)
        .column("webhook_usage.total_errors", 3)
        .column("webhook_usage.consecutive_errors", 1)
        .column("webhook_usage.last_error", "410 Gone");
    service.answer("v1Archive_GetArchive_GET", FakeAnswer::rows([row]));
    let request = archive::get_archive_get("dynamic", &Default::default())
        .select(WebhookStatistics::COLUMNS)
        .filter(WebhookStatistics::of_webhook(17));
    let rows = request.rows(&service.client()).all().await.expect("rows");
    let statistics = WebhookStatistics::from_row(&rows[0]).expect("statistics");
    assert_eq!(statistics.webhook_id, Some(17));
    assert_eq!(statistics.total_calls, Some(120));
    assert_eq!(statistics.total_errors, Some(3));
    assert_eq!(statistics.consecutive_errors, Some(1));
    assert_eq!(statistics.last_error.as_deref(), Some("410 Gone"));
    let sent = service.requests().remove(0);
    assert_eq!(sent.uri().path(), "/Cust12345/api/v1/Archive/dynamic");
    let query = sent.uri().query().expect("a query");
    assert!(
        query.contains("webhook_usage.webhook_usage_id%20eq%2017"),
        "{query}"
    );
    assert!(query.contains("webhook_usage.last_error"), "{query}");
}
