//! Patches that are lists of operations.

use super::private::Form;
use crate::body::JsonBody;
use crate::carrier::JsonText;

/// The form of a [`Patch`](crate::Patch) that is a list of steps, as in RFC 6902.
#[derive(Clone, Default)]
pub struct JsonPatch(pub(super) Vec<Operation>);

#[derive(Clone)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) path: String,
    pub(super) value: Option<JsonText>,
}

impl Form for JsonPatch {
    fn json(&self) -> JsonText {
        JsonText::array(self.0.iter().map(Operation::json))
    }
}

impl Operation {
    fn json(&self) -> JsonText {
        let [name, path] = [self.name, &self.path].map(|text| text.json());
        let value = self.value.as_ref().map(|value| ("value", value));
        JsonText::object([("op", &name), ("path", &path)].into_iter().chain(value))
    }
}
