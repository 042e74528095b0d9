//! Columns as values of the types that are asked for.
//!
//! Columns that the users of an installation have added are strings such as `[I:123]`. Who asks for
//! a number gets the number, who asks for a `String` the text.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value as Json};

use crate::carrier::FromJson;
use crate::custom_fields::{CustomFieldValue, plain_text};
use crate::error::JsonError;

/// A column.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'de>(pub(crate) &'de Json);

/// All columns of a row.
#[derive(Clone, Copy)]
pub(super) struct Cells<'de>(pub(super) &'de Map<String, Json>);

impl Cell<'_> {
    /// What the text of a custom field stands for.
    fn field<T: CustomFieldValue>(self) -> Option<T> {
        T::from_field_text(self.0.as_str()?)
    }
}

/// Numbers, which are asked for by their size.
macro_rules! numbers {
    ($($method:ident as $ty:ty: $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
            match self.field::<$ty>() {
                Some(number) => visitor.$visit(number),
                None => FromJson(self.0).$method(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = JsonError;

    numbers! {
        deserialize_bool as bool: visit_bool;
        deserialize_i8 as i64: visit_i64;
        deserialize_i16 as i64: visit_i64;
        deserialize_i32 as i64: visit_i64;
        deserialize_i64 as i64: visit_i64;
        deserialize_u8 as i64: visit_i64;
        deserialize_u16 as i64: visit_i64;
        deserialize_u32 as i64: visit_i64;
        deserialize_u64 as i64: visit_i64;
        deserialize_f32 as f64: visit_f64;
        deserialize_f64 as f64: visit_f64;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        FromJson(self.0).deserialize_any(visitor)
    }

    /// Strings with a meaning, such as days, are asked for this way.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.0.as_str().and_then(plain_text) {
            Some(text) => visitor.visit_string(text),
            None => FromJson(self.0).deserialize_str(visitor),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.field::<Vec<i64>>() {
            Some(numbers) => {
                let numbers = numbers.into_iter().map(Present);
                visitor.visit_seq(SeqDeserializer::new(numbers))
            }
            None => FromJson(self.0).deserialize_seq(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.0 {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        FromJson(self.0).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        i128 u128 char string bytes byte_buf unit unit_struct tuple tuple_struct map struct
        identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, JsonError> for Cell<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Cells<'de> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let cells = self.0.iter();
        let cells = cells.map(|(name, value)| (name.as_str(), Cell(value)));
        visitor.visit_map(MapDeserializer::new(cells))
    }

    /// A field takes the column whose name differs in the case of its letters if there is none with
    /// its own.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        let mut left: Vec<&str> = fields.to_vec();
        left.retain(|field| !self.0.contains_key(*field));
        let cells = self.0.iter().map(|(name, value)| {
            let is_exact = fields.contains(&name.as_str());
            let other = left
                .iter()
                .position(|field| !is_exact && field.eq_ignore_ascii_case(name));
            let name = other.map_or(name.as_str(), |index| left.swap_remove(index));
            (name, Cell(value))
        });
        visitor.visit_map(MapDeserializer::new(cells))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A number of a list, which is there also for who asks for an `Option`.
struct Present(i64);

impl<'de> IntoDeserializer<'de, JsonError> for Present {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Present {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_i64(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
