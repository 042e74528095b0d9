//! Webhooks among what is kept.

use serde_json::Value as Json;

#[cfg(feature = "webhooks")]
use super::Store;
use super::column::property;
use super::kind::kinds;
use super::{Entity, Special};
#[cfg(feature = "webhooks")]
use crate::catalog::MatchedOperation;
#[cfg(feature = "webhooks")]
use crate::check::{CheckedRequest, RequestContent};

pub(super) fn special(operation: &str) -> Option<Special> {
    Some(match operation {
        "v1Webhook_GetAllWebhooks" | "v1WebhookAgent_GetAllWebhooks" => |call, store| {
            let contains = |value: Option<&Json>, part: &str| {
                let text = value.and_then(Json::as_str).unwrap_or_default();
                text.to_lowercase().contains(&part.to_lowercase())
            };
            let (name, event) = (call.text("nameFilter"), call.text("eventFilter"));
            let state = call.text("statusFilter");
            let is_meant = |entity: &&Entity| {
                let events = property(entity, "Events").and_then(Json::as_array);
                let mut events = events.into_iter().flatten();
                contains(property(entity, "Name"), &name)
                    && (event.is_empty() || events.any(|known| contains(Some(known), &event)))
                    && contains(property(entity, "State"), &state)
            };
            let webhooks = store.entities(kind()).filter(is_meant);
            call.array(webhooks).map(Some)
        },
        "v1Webhook_SignalEvent" | "v1WebhookAgent_SignalEvent" => |call, store| {
            let (event, id) = (call.text("eventName"), call.number("primaryKey"));
            let (entity, what) = event.split_once('.').unwrap_or((&event, ""));
            store.signal(entity, what, id.unwrap_or_default(), call.now);
            Ok(Some(call.value(Json::Null)))
        },
        _ => return None,
    })
}

/// The webhook that a request asks to be tried out.
#[cfg(feature = "webhooks")]
pub(crate) fn tried(found: &MatchedOperation, checked: &CheckedRequest) -> Option<Webhook> {
    let is_test = matches!(
        found.operation.id,
        "v1Webhook_TestWebhook" | "v1WebhookAgent_TestWebhook"
    );
    let RequestContent::Json(Json::Object(body)) = &checked.body else {
        return None;
    };
    // The agent takes it as an argument.
    let argument = property(body, "Webhook").and_then(Json::as_object);
    Webhook::from_entity(argument.unwrap_or(body)).filter(|_| is_test)
}

fn kind() -> usize {
    kinds().resource("Webhook")
}

/// A webhook that is to be called.
#[cfg(feature = "webhooks")]
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) name: String,
    pub(crate) target: String,
    pub(crate) secret: Option<String>,
    events: Vec<String>,
}

#[cfg(feature = "webhooks")]
impl Webhook {
    /// None if it does not say which address is to be called.
    fn from_entity(entity: &Entity) -> Option<Self> {
        let text = |name| property(entity, name).and_then(Json::as_str);
        let events = property(entity, "Events").and_then(Json::as_array);
        let events = events.into_iter().flatten().filter_map(Json::as_str);
        let secret = text("Secret").filter(|secret| !secret.is_empty());
        Some(Self {
            name: text("Name").unwrap_or_default().to_owned(),
            target: text("TargetUrl")?.to_owned(),
            secret: secret.map(str::to_owned),
            events: events.map(str::to_owned).collect(),
        })
    }

    /// Whether the webhook is to be called for an event.
    pub(crate) fn is_for(&self, event: &str) -> bool {
        self.events
            .iter()
            .any(|known| known.eq_ignore_ascii_case(event))
    }
}

#[cfg(feature = "webhooks")]
impl Store {
    /// The webhooks that nobody has stopped.
    pub(crate) fn webhooks(&self) -> Vec<Webhook> {
        let is_stopped = |entity: &&Entity| {
            let state = property(entity, "State").and_then(Json::as_str);
            matches!(state, Some("Stopped" | "TooManyErrors"))
        };
        let going = self.entities(kind()).filter(|it| !is_stopped(it));
        going.filter_map(Webhook::from_entity).collect()
    }
}
