//! Patches that are lists of operations.

use super::{private::Form, value::Encoded};

/// The form of a [`Patch`](crate::Patch) that is a list of steps, as in RFC 6902.
#[derive(Clone, Default)]
pub struct JsonPatch(pub(super) Vec<Operation>);

#[derive(Clone)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) path: String,
    pub(super) value: Option<Encoded>,
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
