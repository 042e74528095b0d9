//! The values that a notification brings along.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::carrier::Value;
use crate::collection::{decode_cell, decode_cells, field_cell, find};
use crate::custom_fields::{CustomFieldError, CustomFieldValue};
use crate::error::DecodeError;

/// The values that a notification brings along, by the names of the fields in the database.
///
/// There are numbers, times and some strings, as they are in the row after the event. Which ones
/// depends on the entity and on the release of the server, and there may be none. Values that the
/// server writes like custom fields, such as `[I:123]`, are read as what they stand for.
///
/// Fields are found in any case of their letters, the exact one first.
#[derive(Clone, Default, PartialEq)]
pub struct FieldValues(Map<String, Json>);

impl FieldValues {
    pub(super) fn new(values: Map<String, Json>) -> Self {
        Self(values)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The names of the fields and their values, in the order of the body.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The value of a field as it stands in the body; `None` if it is not there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        find(&self.0, name)
    }

    /// The value of a field as a type; `None` if it is null or not there.
    ///
    /// A string such as `[I:123]` is read as what it stands for; as a `String` it is the text
    /// itself. An empty string is `None` where something else is asked for.
    ///
    /// # Errors
    ///
    /// If the value has another type.
    pub fn value<T: Value>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        match self.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(value) => decode_cell(name, value),
        }
    }

    /// The value of a field as one that a custom field can have, such as a
    /// [`CustomField`](crate::custom_fields::CustomField) of whatever kind it is; `None` if it is
    /// null, not there, or an empty string where something else is asked for.
    ///
    /// # Errors
    ///
    /// If the field has another kind of value.
    pub fn field<T: CustomFieldValue>(&self, name: &str) -> Result<Option<T>, CustomFieldError> {
        field_cell(name, self.get(name))
    }

    /// The values as a struct of your own, with a field for each. Its fields are found in any case
    /// of their letters.
    ///
    /// # Errors
    ///
    /// If a value is missing or has another type.
    pub fn deserialize<T: DeserializeOwned>(self) -> Result<T, DecodeError> {
        decode_cells(&self.0)
    }

    pub(super) fn as_json(&self) -> Json {
        Json::Object(self.0.clone())
    }
}

impl fmt::Debug for FieldValues {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}
