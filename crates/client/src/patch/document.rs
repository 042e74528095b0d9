//! Bodies that say what to change in an entity.

use std::fmt;

use super::{JsonPatch, MergePatch, private};
use crate::body::JsonBody;
use crate::carrier::JsonPart;
use serde_json::Value as Json;

/// What to change in an entity: the body of the operations that are called by `PATCH`.
///
/// There are two forms, and the service takes either:
///
/// - [`Patch::operations`]: a list of steps. A step can be a test, and if one fails the call ends
///   with [`Error::Conflict`](crate::Error::Conflict) and nothing is changed.
///   [`Patch::between`] finds the steps that make one entity of another.
/// - [`Patch::merge`]: the properties to change, with their new values.
///
/// ```
/// use client::body::JsonBody;
/// use client::Patch;
///
/// let patch = Patch::operations()
///     .test("/Name", "Old name")
///     .replace("/Name", "New name")
///     .remove("/Department");
/// assert_eq!(
///     patch.to_json(),
///     br#"[{"op":"test","path":"/Name","value":"Old name"},{"op":"replace","path":"/Name","value":"New name"},{"op":"remove","path":"/Department"}]"#
/// );
///
/// let patch = Patch::merge().set("Name", "New name").clear("Department");
/// assert_eq!(patch.to_json(), br#"{"Name":"New name","Department":null}"#);
/// ```
///
/// The body is sent as `application/json`.
#[derive(Clone)]
#[must_use = "a patch does nothing until it is sent"]
pub struct Patch<Form = JsonPatch>(pub(super) Form);

impl Patch {
    /// A list of steps, without any yet.
    pub fn operations() -> Patch<JsonPatch> {
        Patch(JsonPatch::default())
    }

    /// The properties to change, without any yet.
    pub fn merge() -> Patch<MergePatch> {
        Patch(MergePatch::default())
    }
}

impl<Form: private::Form> JsonBody for Patch<Form> {
    fn to_json(&self) -> Vec<u8> {
        self.0.json().into_json()
    }

    fn to_parts(&self) -> Vec<JsonPart> {
        self.0.json().into_parts()
    }
}

/// The body, with the values left out: they can be secret or personal.
impl<Form: private::Form> fmt::Debug for Patch<Form> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut json = serde_json::from_slice(&self.to_json()).unwrap_or_default();
        let values: Vec<&mut Json> = match &mut json {
            Json::Array(steps) => steps
                .iter_mut()
                .filter_map(|step| step.get_mut("value"))
                .collect(),
            Json::Object(properties) => properties.values_mut().collect(),
            _ => Vec::new(),
        };
        for value in values.into_iter().filter(|value| !value.is_null()) {
            *value = "[redacted]".into();
        }
        write!(formatter, "Patch({json})")
    }
}
