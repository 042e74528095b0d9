//! Webhooks among what is kept.

use serde_json::Value as Json;

use super::Store;
use super::column::property;
use super::kind::kinds;

/// A webhook that is to be called.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) name: String,
    pub(crate) target: String,
    pub(crate) secret: Option<String>,
    events: Vec<String>,
}

impl Webhook {
    /// Whether the webhook is to be called for an event.
    pub(crate) fn is_for(&self, event: &str) -> bool {
        self.events
            .iter()
            .any(|known| known.eq_ignore_ascii_case(event))
    }
}

impl Store {
    /// The webhooks that nobody has stopped.
    pub(crate) fn webhooks(&self) -> Vec<Webhook> {
        let all = kinds().by_name("Webhook").into_iter();
        let all = all.flat_map(|kind| self.entities(kind));
        let webhooks = all.filter_map(|entity| {
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
