//! From values to whatever a serializer writes.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::erased::{CarrierRef, Entries, SlotRef, Value, ValueRef, View};
use super::{spelled, symbol};

/// Writes a value with any serializer. Numbers of any JSON have the digits of their values.
pub fn serialize<T: Value, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    ValueRef::new(value).serialize(serializer)
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
    let additional = carrier.additional();
    if additional.is_null() && additional.is_empty() && carrier.values().next().is_none() {
        return serializer.serialize_none();
    }
    let mut map = serializer.serialize_map(None)?;
    for (field, value) in carrier.values() {
        match additional.spelling(field.property()) {
            Some(spelling) => spelled::serialize(&mut map, field.property(), value, spelling)?,
            None => map.serialize_entry(field.property(), &value)?,
        }
    }
    for (name, value) in additional.iter() {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

fn serialize_dictionary<S: Serializer>(
    dictionary: &dyn Entries,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(dictionary.len()))?;
    for (name, slot) in dictionary.iter() {
        map.serialize_entry(name, &slot)?;
    }
    map.end()
}
