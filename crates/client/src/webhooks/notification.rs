//! What a webhook sends.

use std::fmt;

use http::{HeaderMap, HeaderName};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value as Json};

use super::{EventName, FieldValues};
use crate::carrier::{AdditionalProperties, FromJson, Value, decode_from, without_mark};
use crate::collection::take;
use crate::error::DecodeError;
use crate::time::DateTime;

const RETRY: HeaderName = HeaderName::from_static("x-superoffice-retry");

/// What a webhook sends when one of its events has happened.
///
/// All of it was signed, except for [`retry`](Self::retry). Servers differ in what they leave out.
///
/// A notification can be kept, in a queue for example, by serde: it is written as a body, without
/// [`retry`](Self::retry). Reading it again verifies nothing. Debug output leaves out the values of
/// [`additional_properties`](Self::additional_properties), which can come from the settings of the
/// webhook.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Notification {
    /// `EventId`, a GUID. The three attempts of a cycle have the same one. If they all fail, the
    /// next cycle has another.
    pub event_id: Option<String>,
    /// `Timestamp`: when it has happened, in UTC.
    pub timestamp: Option<DateTime>,
    /// `Event`: what has happened.
    pub event: EventName,
    /// `Entity`, such as `contact`, or that of the event if the server leaves it out.
    pub entity: String,
    /// `PrimaryKey`: which one it has happened to.
    pub primary_key: Option<i32>,
    /// `Changes`: the names of the fields in the database that were changed. It can be empty.
    pub changes: Vec<String>,
    /// `FieldValues`: values of fields. It can be empty.
    pub field_values: FieldValues,
    /// `ContextIdentifier`: the tenant, such as `Cust12345`. Servers on site have none, and a test
    /// can say `Default`.
    pub context_identifier: Option<String>,
    /// `ChangedByAssociateId`: who has done it.
    pub changed_by_associate_id: Option<i32>,
    /// `WebhookName`: the name of the webhook.
    pub webhook_name: Option<String>,
    /// How often it was sent before, from the header `X-SuperOffice-Retry`, which is not signed.
    pub retry: Option<u32>,
    /// Properties that are not documented, such as those that the webhook was registered with.
    pub additional_properties: AdditionalProperties,
}

impl Notification {
    /// Whether it is the test that SuperOffice sends when the webhook is registered. Respond with
    /// 200 and do nothing else.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.event == EventName::TEST
    }

    /// Reads a body, which was verified.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, DecodeError> {
        let retry = headers.get(RETRY).and_then(|retry| retry.to_str().ok());
        Ok(Self {
            retry: retry.and_then(|retry| retry.trim().parse().ok()),
            ..Self::from_properties(object(body)?)?
        })
    }

    fn from_properties(mut properties: Map<String, Json>) -> Result<Self, DecodeError> {
        let properties = &mut properties;
        let event: String = property(properties, "Event")?.unwrap_or_default();
        if event.is_empty() {
            return Err(DecodeError::mismatch("Event", "the name of an event"));
        }
        let event = EventName::from(event);
        let entity = property(properties, "Entity")?;
        let values: Option<Json> = property(properties, "FieldValues")?;
        let field_values = match values {
            None => FieldValues::default(),
            Some(Json::Object(values)) => FieldValues::new(values),
            Some(_) => return Err(DecodeError::mismatch("FieldValues", "an object")),
        };
        Ok(Self {
            event_id: property(properties, "EventId")?,
            timestamp: property(properties, "Timestamp")?,
            entity: entity.unwrap_or_else(|| event.entity().to_owned()),
            event,
            primary_key: property(properties, "PrimaryKey")?,
            changes: property(properties, "Changes")?.unwrap_or_default(),
            field_values,
            context_identifier: property(properties, "ContextIdentifier")?,
            changed_by_associate_id: property(properties, "ChangedByAssociateId")?,
            webhook_name: property(properties, "WebhookName")?,
            retry: None,
            additional_properties: std::mem::take(properties).into_iter().collect(),
        })
    }

    /// In the order in which the server writes them.
    fn properties(&self) -> Map<String, Json> {
        let mut properties = Map::new();
        let mut add = |name: &str, value: Option<Json>| {
            if let Some(value) = value {
                properties.insert(name.to_owned(), value);
            }
        };
        let text = |text: &Option<String>| text.as_deref().map(Json::from);
        add("EventId", text(&self.event_id));
        let timestamp = self.timestamp.as_ref();
        add("Timestamp", timestamp.map(|time| time.as_str().into()));
        add("Changes", Some(self.changes.clone().into()));
        add("Event", Some(self.event.as_str().into()));
        add("PrimaryKey", self.primary_key.map(Json::from));
        add("Entity", Some(self.entity.as_str().into()));
        add("ContextIdentifier", text(&self.context_identifier));
        let associate = self.changed_by_associate_id;
        add("ChangedByAssociateId", associate.map(Json::from));
        add("WebhookName", text(&self.webhook_name));
        let values = Some(&self.field_values).filter(|values| !values.is_empty());
        add("FieldValues", values.map(FieldValues::as_json));
        for (name, value) in self.additional_properties.iter() {
            add(name, Some(value.clone()));
        }
        properties
    }
}

impl fmt::Debug for Notification {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let additional: Vec<&str> = self.additional_properties.iter().map(|it| it.0).collect();
        formatter
            .debug_struct("Notification")
            .field("event_id", &self.event_id)
            .field("timestamp", &self.timestamp)
            .field("event", &self.event)
            .field("entity", &self.entity)
            .field("primary_key", &self.primary_key)
            .field("changes", &self.changes)
            .field("field_values", &self.field_values)
            .field("context_identifier", &self.context_identifier)
            .field("changed_by_associate_id", &self.changed_by_associate_id)
            .field("webhook_name", &self.webhook_name)
            .field("retry", &self.retry)
            .field("additional_properties", &additional)
            .finish()
    }
}

/// As a body.
impl Serialize for Notification {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.properties().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Notification {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let properties = Map::deserialize(deserializer)?;
        Self::from_properties(properties).map_err(|error| {
            let reason = error.reason();
            D::Error::custom(format_args!("at `{}`: {reason}", error.path()))
        })
    }
}

/// The properties of a body.
pub(super) fn object(body: &[u8]) -> Result<Map<String, Json>, DecodeError> {
    match serde_json::from_slice(without_mark(body)) {
        Ok(Json::Object(properties)) => Ok(properties),
        Ok(_) => Err(DecodeError::mismatch(".", "an object")),
        Err(error) => Err(DecodeError::malformed(".", error)),
    }
}

/// Takes a property, which is not there if it is null.
pub(super) fn property<T: Value>(
    properties: &mut Map<String, Json>,
    name: &str,
) -> Result<Option<T>, DecodeError> {
    let value = take(properties, &[name]).filter(|value| !value.is_null());
    value
        .map(|value| decode_from(name, FromJson(&value)))
        .transpose()
}
