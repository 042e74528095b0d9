//! Reading into values that are already there, by the views of them.
//!
//! Nothing here is generic over the type that is read, only over where from.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{
    super::table::{CarrierMut, DictionaryMut, ListMut, SlotMut, TextMut, ValueMut, ViewMut},
    number::{Integer, out_of_range},
};

/// Reads into a slot; `null` empties it.
struct Slot<'a>(SlotMut<'a>);

/// Reads into a fresh value; `null` leaves it as it is.
pub(super) struct OrDefault<'a>(pub(super) ValueMut<'a>);

/// Reads a value that is not `null`.
struct NotNull<'a>(ValueMut<'a>);

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Slot<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.clear();
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.clear();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        NotNull(self.0.insert()).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for OrDefault<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for OrDefault<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        NotNull(self.0).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for NotNull<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.view() {
            ViewMut::Bool(value) => *value = bool::deserialize(deserializer)?,
            ViewMut::I32(value) => {
                let number = deserializer.deserialize_i32(Integer("i32"))?;
                *value = i32::try_from(number).map_err(|_| out_of_range(number, "i32"))?;
            }
            ViewMut::I64(value) => *value = deserializer.deserialize_i64(Integer("i64"))?,
            ViewMut::F64(value) => *value = f64::deserialize(deserializer)?,
            ViewMut::String(value) => *value = String::deserialize(deserializer)?,
            ViewMut::Json(value) => *value = serde_json::Value::deserialize(deserializer)?,
            ViewMut::Base64(value) => *value = Deserialize::deserialize(deserializer)?,
            ViewMut::Text(value) => deserializer.deserialize_str(Text(value))?,
            ViewMut::Symbol(value) => deserializer.deserialize_any(Symbol(value))?,
            ViewMut::Carrier(value) => deserializer.deserialize_map(Carrier(value))?,
            ViewMut::List(value) => deserializer.deserialize_seq(List(value))?,
            ViewMut::Dictionary(value) => deserializer.deserialize_map(Dictionary(value))?,
        }
        Ok(())
    }
}

struct Carrier<'a>(CarrierMut<'a>);

impl<'de> Visitor<'de> for Carrier<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", self.0.name())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        // Properties normally come in the declared order.
        let mut expected = 0;
        while let Some(property) = map.next_key_seed(PropertyName {
            carrier: &self.0,
            expected,
        })? {
            match property {
                Property::Declared(index) => {
                    expected = index + 1;
                    map.next_value_seed(Slot(self.0.slot(index)))?;
                }
                Property::Additional(name) => {
                    let value: serde_json::Value = map.next_value()?;
                    self.0.additional().insert(name, value);
                }
            }
        }
        Ok(())
    }
}

enum Property {
    Declared(usize),
    Additional(String),
}

struct PropertyName<'a> {
    carrier: &'a CarrierMut<'a>,
    expected: usize,
}

impl PropertyName<'_> {
    fn find(&self, name: &str) -> Option<usize> {
        let fields = self.carrier.fields();
        let start = self.expected.min(fields.len());
        (start..fields.len())
            .chain(0..start)
            .find(|&index| fields[index].property() == name)
    }
}

impl<'de> DeserializeSeed<'de> for PropertyName<'_> {
    type Value = Property;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Property, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for PropertyName<'_> {
    type Value = Property;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a property name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Property, E> {
        Ok(self
            .find(name)
            .map_or_else(|| Property::Additional(name.to_owned()), Property::Declared))
    }
}

struct List<'a>(ListMut<'a>);

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element_seed(Element(&mut self.0))?.is_some() {}
        Ok(())
    }
}

/// Reads one more element, if there is one.
struct Element<'a, 'list>(&'a mut ListMut<'list>);

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        OrDefault(self.0.push()).deserialize(deserializer)
    }
}

struct Dictionary<'a>(DictionaryMut<'a>);

impl<'de> Visitor<'de> for Dictionary<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key()? {
            map.next_value_seed(Slot(self.0.entry(name)))?;
        }
        Ok(())
    }
}

struct Text<'a>(TextMut<'a>);

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }
}

/// A text or a whole number, which is its own text.
struct Symbol<'a>(TextMut<'a>);

impl Visitor<'_> for Symbol<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(SYMBOL)
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.0.set(&number.to_string());
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        let number = Integer(SYMBOL).visit_u64(number)?;
        self.visit_i64(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        let number = Integer(SYMBOL).visit_f64(number)?;
        self.visit_i64(number)
    }
}

const SYMBOL: &str = "a string or an integer";
