//! Reading values from JSON that is read already.

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value as Json};

use crate::error::JsonError;

/// Any JSON, of which errors keep what was expected.
#[derive(Clone, Copy)]
pub(crate) struct FromJson<'de>(pub(crate) &'de Json);

impl<'de> Deserializer<'de> for FromJson<'de> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (None, Some(number)) => visitor.visit_i64(number),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Json::String(text) => visitor.visit_borrowed_str(text),
            Json::Array(elements) => {
                let mut elements = SeqDeserializer::new(elements.iter().map(FromJson));
                let value = visitor.visit_seq(&mut elements)?;
                elements.end().map(|()| value)
            }
            Json::Object(properties) => {
                let mut properties = MapDeserializer::new(entries(properties));
                let value = visitor.visit_map(&mut properties)?;
                properties.end().map(|()| value)
            }
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
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        match self.0 {
            Json::String(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Json::Object(properties) if properties.len() == 1 => {
                let properties = MapDeserializer::new(entries(properties));
                visitor.visit_enum(MapAccessDeserializer::new(properties))
            }
            _ => Err(JsonError::invalid_type(
                Unexpected::Other("another value"),
                &"a string, or an object of one property",
            )),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, JsonError> for FromJson<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn entries(properties: &Map<String, Json>) -> impl Iterator<Item = (&str, FromJson<'_>)> {
    let properties = properties.iter();
    properties.map(|(name, value)| (name.as_str(), FromJson(value)))
}
