//! Patches that are lists of operations.

use super::{Patch, private::Form, value::Encoded};
use crate::body::JsonBody;

/// The form of a [`Patch`] that is a list of steps, as in RFC 6902.
#[derive(Clone, Default)]
pub struct JsonPatch(Vec<Operation>);

#[derive(Clone)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) path: String,
    pub(super) value: Option<Encoded>,
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
        self.with("add", path.into(), Some(Encoded::of(&value)))
    }

    /// Gives the property at `path` another value.
    pub fn replace(self, path: impl Into<String>, value: impl JsonBody) -> Self {
        self.with("replace", path.into(), Some(Encoded::of(&value)))
    }

    /// Removes what is at `path`: an element of a list, or the value of a property.
    pub fn remove(self, path: impl Into<String>) -> Self {
        self.with("remove", path.into(), None)
    }

    /// Goes on only if the value at `path` is `value`. Otherwise nothing is changed and the call
    /// ends with [`Error::Conflict`](crate::Error::Conflict).
    pub fn test(self, path: impl Into<String>, value: impl JsonBody) -> Self {
        self.with("test", path.into(), Some(Encoded::of(&value)))
    }

    /// Whether there are no steps.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }

    fn with(mut self, name: &'static str, path: String, value: Option<Encoded>) -> Self {
        self.0.0.push(Operation { name, path, value });
        self
    }
}

impl From<Vec<Operation>> for JsonPatch {
    fn from(operations: Vec<Operation>) -> Self {
        Self(operations)
    }
}

impl Form for JsonPatch {
    fn json(&self) -> Encoded {
        let mut json = Encoded::default();
        json.text("[");
        for (index, operation) in self.0.iter().enumerate() {
            if index > 0 {
                json.text(",");
            }
            json.text(r#"{"op":"#);
            json.string(operation.name);
            json.text(r#","path":"#);
            json.string(&operation.path);
            if let Some(value) = &operation.value {
                json.text(r#","value":"#);
                json.append(value);
            }
            json.text("}");
        }
        json.text("]");
        json
    }
}
