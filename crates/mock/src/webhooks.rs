//! Webhooks that are kept and called.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use client::reqwest;
use serde_json::{Value as Json, json};

use crate::state::{Change, Webhook};

/// How long the service waits before it tries again, for each attempt of a cycle but the first.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];

/// What calls the addresses of webhooks.
#[derive(Debug, Default)]
pub(crate) struct Caller {
    http: std::sync::OnceLock<Option<reqwest::Client>>,
    /// How many events there were.
    events: AtomicU64,
}

impl Caller {
    /// Tells each webhook of each change that it is for. The calls go on in tasks of their own.
    pub(crate) fn tell(&self, webhooks: &[Webhook], changes: &[Change]) {
        for change in changes {
            let event = format!("{}.{}", change.entity, change.what);
            let is_for = |webhook: &&Webhook| webhook.is_for(&event);
            for webhook in webhooks.iter().filter(is_for) {
                let number = self.events.fetch_add(1, Ordering::Relaxed) + 1;
                if let Some(http) = self.http() {
                    let call = Delivery::new(number, &event, change, webhook);
                    tokio::spawn(call.deliver(http));
                }
            }
        }
    }

    /// Calls a webhook once, and says how that went.
    pub(crate) async fn try_out(&self, webhook: &Webhook) -> Json {
        let call = Delivery::new(0, "test", &Change::test(), webhook);
        let response = match self.http() {
            Some(http) => {
                call.attempt(&http, 0)
                    .header("X-Hook-Test", "true")
                    .send()
                    .await
            }
            None => return json!({ "Success": false, "Message": "Nothing can be called." }),
        };
        let (is_success, message) = match response {
            Ok(response) => (
                response.status().is_success(),
                response.status().to_string(),
            ),
            Err(error) => (false, error.without_url().to_string()),
        };
        json!({ "Success": is_success, "Message": message })
    }

    fn http(&self) -> Option<reqwest::Client> {
        let build = || reqwest::Client::builder().no_proxy().build().ok();
        self.http.get_or_init(build).clone()
    }
}

/// One event for one webhook.
struct Delivery {
    target: String,
    event: String,
    event_id: String,
    body: String,
    signature: Option<String>,
}

impl Delivery {
    fn new(number: u64, event: &str, change: &Change, webhook: &Webhook) -> Self {
        let event_id = format!("00000000-0000-4000-8000-{number:012}");
        let body = body(&event_id, event, change, &webhook.name).to_string();
        let signature = webhook.secret.as_ref().map(|secret| {
            let key = hmac::Key::new(HMAC_SHA256, secret.as_bytes());
            BASE64_STANDARD.encode(hmac::sign(&key, body.as_bytes()))
        });
        Self {
            target: webhook.target.clone(),
            event: event.to_owned(),
            event_id,
            body,
            signature,
        }
    }

    fn attempt(&self, http: &reqwest::Client, attempt: usize) -> reqwest::RequestBuilder {
        let request = http
            .post(&self.target)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "NetServer-Webhook/12.2")
            .header("X-SuperOffice-Event", &self.event)
            .header("X-SuperOffice-EventId", &self.event_id)
            .header("X-SuperOffice-Retry", attempt)
            .body(self.body.clone());
        match &self.signature {
            Some(signature) => request.header("X-SuperOffice-Signature", signature),
            None => request,
        }
    }

    /// Calls until there is a response of success, or nothing left to try.
    async fn deliver(self, http: reqwest::Client) {
        for attempt in 0..=WAITS.len() {
            let response = self.attempt(&http, attempt).send().await;
            if response.is_ok_and(|response| response.status().is_success()) {
                return;
            }
            if let Some(wait) = WAITS.get(attempt) {
                tokio::time::sleep(*wait).await;
            }
        }
    }
}

fn body(event_id: &str, event: &str, change: &Change, webhook: &str) -> Json {
    json!({
        "EventId": event_id,
        "Timestamp": format!("{}.0000000Z", change.time),
        "Event": event,
        "Entity": &change.entity,
        "PrimaryKey": change.id,
        "Changes": [],
        "ContextIdentifier": "Cust12345",
        "ChangedByAssociateId": 5,
        "WebhookName": webhook,
    })
}
