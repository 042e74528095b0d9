//! Bodies that say what to change in an entity.

use std::fmt;

use super::{JsonPatch, MergePatch, operations::Operation, private};
use crate::body::JsonBody;
use crate::carrier::JsonText;
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

/// The steps are taken in the order in which they were added, or none of them.
///
/// A path is the name of a property after a `/`, such as `/Name`. The service does not insist on
/// the slash, nor on upper case. In a name `~` is written as `~0` and `/` as `~1`. A value is any
/// [`JsonBody`]; `None` is `null`.
///
/// Properties that belong together, like those of an address, can only be changed together: replace
/// `/Address` with a complete one. A `replace` of `/CustomFields` changes only the entries that the
/// value has.
impl Patch<JsonPatch> {
    /// Adds a value: to the list at `path` if that ends with an index or `-`, and otherwise it
    /// becomes the value of the property.
    pub fn add(self, path: impl Into<String>, value: impl JsonBody) -> Self {
        self.with("add", path.into(), Some(value.json()))
    }

    /// Gives the property at `path` another value.
    pub fn replace(self, path: impl Into<String>, value: impl JsonBody) -> Self {
        self.with("replace", path.into(), Some(value.json()))
    }

    /// Removes what is at `path`: an element of a list, or the value of a property.
    pub fn remove(self, path: impl Into<String>) -> Self {
        self.with("remove", path.into(), None)
    }

    /// Goes on only if the value at `path` is `value`. Otherwise nothing is changed and the call
    /// ends with [`Error::Conflict`](crate::Error::Conflict).
    pub fn test(self, path: impl Into<String>, value: impl JsonBody) -> Self {
        self.with("test", path.into(), Some(value.json()))
    }

    /// Whether there are no steps.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }

    fn with(mut self, name: &'static str, path: String, value: Option<JsonText>) -> Self {
        self.0.0.push(Operation { name, path, value });
        self
    }
}

/// The properties are written in the order in which they were named first. One that is not named is
/// left as it is; one that is named again gets the later value.
impl Patch<MergePatch> {
    /// Gives the property called `name` a value: any [`JsonBody`]. `None` clears it.
    ///
    /// An object changes only those properties of the object there that it has itself; it can be
    /// another patch of this form. A list replaces the list that is there. Where the service
    /// expects a list and gets an object, it adds the object to the list.
    pub fn set(mut self, name: impl Into<String>, value: impl JsonBody) -> Self {
        self.0.put(name.into(), value.json());
        self
    }

    /// Clears the property called `name`.
    pub fn clear(self, name: impl Into<String>) -> Self {
        self.set(name, None::<&str>)
    }

    /// Whether there is nothing to change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }
}

impl<Form: private::Form> JsonBody for Patch<Form> {
    fn to_json(&self) -> Vec<u8> {
        self.0.json().into_text()
    }

    fn json(&self) -> JsonText {
        self.0.json()
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
