//! From values to JSON.

use super::erased::{Value, ValueRef, View};
use super::json_text::JsonText;
use super::write::write;

/// Writes a value as JSON text.
///
/// Properties that are `None` are left out, the others are in the declared
/// order, and the additional properties come last. What a value was read from
/// and cannot hold is written as it was read: see [`decode`](crate::decode). A number that JSON
/// does not have, like infinity, is `null`, and so is an [`Upload`](crate::body::Upload), which can
/// only be sent. With serde's serializers an upload is an error.
#[must_use]
pub fn encode<T: Value>(value: &T) -> Vec<u8> {
    encode_ref(ValueRef::new(value))
}

/// The property of a carrier by its wire name, as JSON; `None` if it is not there.
pub(crate) fn property<T: Value>(carrier: &T, name: &str) -> Option<serde_json::Value> {
    ref_property(ValueRef::new(carrier), name)
}

/// Not generic, so that it is compiled in this crate, once.
fn ref_property(value: ValueRef<'_>, name: &str) -> Option<serde_json::Value> {
    let View::Carrier(carrier) = value.view() else {
        return None;
    };
    let mut values = carrier.values();
    match values.find(|(field, _)| field.property() == name) {
        Some((_, value)) => serde_json::to_value(value).ok(),
        None => carrier.additional().get(name).cloned(),
    }
}

/// Not generic, so that it is compiled in this crate, once.
pub(crate) fn encode_ref(value: ValueRef<'_>) -> Vec<u8> {
    write(value, None).into_text()
}

/// Writes a value as JSON with its uploads.
pub(crate) fn encode_json<T: Value>(value: &T) -> JsonText {
    write(ValueRef::new(value), None)
}
