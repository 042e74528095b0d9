//! The names of the fields of a struct, as serde knows them.

use std::fmt;

use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// The names of the fields of `T`, as in JSON; `None` if it is no struct with fields of its own.
pub(super) fn field_names<T: DeserializeOwned>() -> Option<&'static [&'static str]> {
    let mut names = None;
    // What it is made from tells its names, and then fails.
    let made = T::deserialize(Probe(&mut names));
    names.filter(|_| made.is_err())
}

/// Notes which fields are asked for, and has nothing for any type.
struct Probe<'a>(&'a mut Option<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = NoValueError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NoValueError> {
        Err(NoValueError)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, NoValueError> {
        *self.0 = Some(fields);
        Err(NoValueError)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// There is no value.
#[derive(Debug)]
struct NoValueError;

impl de::Error for NoValueError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl fmt::Display for NoValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("there is no value")
    }
}

impl std::error::Error for NoValueError {}
