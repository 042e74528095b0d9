//! From values to JSON.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::parts::{self, JsonPart};
use super::symbol;
use super::table::{CarrierRef, DictionaryRef, SlotRef, Value, ValueRef, View};

/// Writes a value as JSON text.
///
/// Properties that are `None` are left out, the others are in the declared
/// order, and the additional properties come last. A number that JSON does not
/// have, like infinity, is `null`, and so is an [`Upload`](crate::Upload), which
/// can only be sent. With serde's serializers an upload is an error.
#[must_use]
pub fn encode<T: Value>(value: &T) -> Vec<u8> {
    encode_ref(ValueRef::new(value))
}

/// Writes a value with any serializer.
pub fn serialize<T: Value, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    ValueRef::new(value).serialize(serializer)
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
    // Values have text for names, and writing to memory does not fail: there is an upload.
    serde_json::to_vec(&value).unwrap_or_else(|_| parts::without_uploads(value))
}

/// Writes a value as JSON text with uploads in it.
pub(crate) fn encode_parts<T: Value>(value: &T) -> Vec<JsonPart> {
    ref_parts(ValueRef::new(value))
}

/// Not generic, so that it is compiled in this crate, once.
pub(crate) fn ref_parts(value: ValueRef<'_>) -> Vec<JsonPart> {
    match serde_json::to_vec(&value) {
        Ok(text) => vec![JsonPart::Text(text.into())],
        Err(_) => parts::with_uploads(value),
    }
}

impl Serialize for ValueRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view() {
            View::Bool(value) => serializer.serialize_bool(value),
            View::I32(value) => serializer.serialize_i32(value),
            View::I64(value) => serializer.serialize_i64(value),
            View::F64(value) => serializer.serialize_f64(value),
            View::String(value) | View::Text(value) => serializer.serialize_str(value),
            View::Symbol(value, _) => symbol::serialize(value, serializer),
            View::Json(value) => value.serialize(serializer),
            View::Base64(value) => value.serialize(serializer),
            View::Carrier(value) => serialize_carrier(value, serializer),
            View::List(value) => serializer.collect_seq(value.iter()),
            View::Dictionary(value) => serialize_dictionary(value, serializer),
        }
    }
}

impl Serialize for SlotRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.get() {
            Some(value) => value.serialize(serializer),
            None => serializer.serialize_none(),
        }
    }
}

fn serialize_carrier<S: Serializer>(
    carrier: CarrierRef<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (field, value) in carrier.values() {
        map.serialize_entry(field.property(), &value)?;
    }
    for (name, value) in carrier.additional().iter() {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

fn serialize_dictionary<S: Serializer>(
    dictionary: DictionaryRef<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(dictionary.len()))?;
    for (name, slot) in dictionary.iter() {
        map.serialize_entry(name, &slot)?;
    }
    map.end()
}
