//! Webhooks among what is kept.

use serde_json::Value as Json;

#[cfg(feature = "webhooks")]
use super::Store;
use super::column::property;
use super::kind::kinds;
use super::{Entity, Special};

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

fn kind() -> usize {
    kinds().by_name("Webhook").expect("it is a resource")
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
        let webhooks = self.entities(kind()).filter_map(|entity| {
            let text = |name| property(entity, name).and_then(Json::as_str);
            let is_stopped = matches!(text("State"), Some("Stopped" | "TooManyErrors"));
            let events = property(entity, "Events")?.as_array()?;
            let events = events.iter().filter_map(Json::as_str);
            (!is_stopped).then_some(Webhook {
                name: text("Name").unwrap_or_default().to_owned(),
                target: text("TargetUrl")?.to_owned(),
                secret: text("Secret")
                    .filter(|secret| !secret.is_empty())
                    .map(str::to_owned),
                events: events.map(str::to_owned).collect(),
            })
        });
        webhooks.collect()
    }
}
