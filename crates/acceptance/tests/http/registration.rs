//! Registering webhooks with the functions of the bindings, and how they get on.

use bindings::agents::webhook;
use bindings::client::webhooks::{
    EventName, RegistrationOutcome, WebhookRegistration, WebhookStatistics,
};
use bindings::rest::archive;
use bindings::types::{Webhook, WebhookState};
use client::testing::{FakeResponse, FakeRow, FakeTransport};
use serde_json::{Value, json};

const SECRET: &str = "Blåbærsyltetøy";

fn registration() -> WebhookRegistration {
    let events = [EventName::CONTACT_CHANGED, EventName::SALE_SOLD];
    let url = "https://shop.example.com/superoffice";
    WebhookRegistration::new("Shop", url, SECRET, events).expect("a registration")
}

/// What the service has after `registration` was made of `existing`, and how that came.
async fn register(existing: Vec<Webhook>) -> (RegistrationOutcome<Webhook>, Option<Value>) {
    let service = FakeTransport::new();
    let default = Webhook {
        type_: Some("webhook".to_owned()),
        ..Default::default()
    };
    service
        .respond(
            "v1WebhookAgent_GetAllWebhooks",
            FakeResponse::value(&existing),
        )
        .respond(
            "v1WebhookAgent_CreateDefaultWebhook",
            FakeResponse::value(&default),
        )
        .respond("v1WebhookAgent_SaveWebhook", FakeResponse::value(&default));
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
        matches!(registered, RegistrationOutcome::Created(_)),
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
        matches!(registered, RegistrationOutcome::Unchanged(_)),
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
            matches!(registered, RegistrationOutcome::Updated(_)),
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
        matches!(registered, RegistrationOutcome::Reactivated(_)),
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
        matches!(registered, RegistrationOutcome::Unchanged(_)),
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
    service.respond("v1WebhookAgent_GetAllWebhooks", FakeResponse::value(&two));
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
    service.respond("v1Archive_GetArchive_GET", FakeResponse::rows([row]));
    let request = archive::get_archive_get("dynamic")
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
