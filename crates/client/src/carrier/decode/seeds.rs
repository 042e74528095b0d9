//! Reading into values that are already there, by the views of them.
//!
//! Nothing here is generic over the type that is read, only over where from.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Value as Json, value::RawValue};

use super::{
    super::encode::encode_ref,
    super::spelling::{Spelling, Walk},
    super::table::{DictionaryMut, ListMut, SlotMut, TextMut, ValueMut, ViewMut},
    carrier::Carrier,
    number::{Integer, int, long},
};

/// What is noted while the value of one property is read.
pub(super) struct Notes {
    /// Whether what is read is JSON text, of which any part can be had as it is.
    pub(super) from_text: bool,
    pub(super) spelling: Spelling,
    part: Walk,
    /// How many lists are around the part.
    lists: usize,
}

impl Notes {
    pub(super) fn new(from_text: bool) -> Self {
        Self {
            from_text,
            spelling: Spelling::default(),
            part: Walk::default(),
            lists: 0,
        }
    }

    /// Reads any JSON, and notes the digits that a number would lose. Those in lists are rows,
    /// which are many, and which nobody sends back.
    pub(super) fn json<'de, D: Deserializer<'de>>(
        &mut self,
        deserializer: D,
    ) -> Result<Json, D::Error> {
        if !self.from_text || self.lists > 0 {
            return Json::deserialize(deserializer);
        }
        let text = <&RawValue>::deserialize(deserializer)?.get();
        self.spelling.keep_digits(&self.part, text);
        serde_json::from_str(text).map_err(D::Error::custom)
    }
}

/// Reads into a slot; `null` empties it.
pub(super) struct Slot<'a>(pub(super) SlotMut<'a>, pub(super) &'a mut Notes);

/// Reads into a fresh value; `null` leaves it as it is.
pub(super) struct OrDefault<'a>(pub(super) ValueMut<'a>, pub(super) &'a mut Notes);

/// Reads a value that is not `null`.
pub(super) struct NotNull<'a>(pub(super) ValueMut<'a>, pub(super) &'a mut Notes);

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
        NotNull(self.0.insert(), self.1).deserialize(deserializer)
    }
}

impl OrDefault<'_> {
    #[cold]
    fn keep_null(mut self) {
        match self.0.reborrow().view() {
            // It keeps this itself, wherever it goes.
            ViewMut::Carrier(mut carrier) => carrier.additional().set_null(),
            ViewMut::Json(_) => {}
            _ => {
                let default = encode_ref(self.0.shared());
                self.1.spelling.keep_null(&self.1.part, default);
            }
        }
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
        self.keep_null();
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.keep_null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        NotNull(self.0, self.1).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for NotNull<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let notes = self.1;
        match self.0.view() {
            ViewMut::Bool(value) => *value = bool::deserialize(deserializer)?,
            ViewMut::I32(value) => *value = int(deserializer)?,
            ViewMut::I64(value) => *value = long(deserializer)?,
            ViewMut::F64(value) => *value = f64::deserialize(deserializer)?,
            ViewMut::String(value) => *value = String::deserialize(deserializer)?,
            ViewMut::Json(value) => *value = notes.json(deserializer)?,
            ViewMut::Base64(value) => *value = Deserialize::deserialize(deserializer)?,
            ViewMut::Text(value) => deserializer.deserialize_str(Text(value))?,
            ViewMut::Symbol(value) => deserializer.deserialize_any(Symbol(value))?,
            ViewMut::Carrier(value) => {
                let from_text = notes.from_text;
                deserializer.deserialize_map(Carrier { value, from_text })?;
            }
            ViewMut::List(value) => {
                notes.lists += 1;
                deserializer.deserialize_seq(List(value, notes))?;
            }
            ViewMut::Dictionary(value) => {
                deserializer.deserialize_map(Dictionary(value, notes))?;
            }
        }
        Ok(())
    }
}

struct List<'a>(ListMut<'a>, &'a mut Notes);

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        while elements
            .next_element_seed(Element(&mut self.0, self.1))?
            .is_some()
        {}
        self.1.lists -= 1;
        Ok(())
    }
}

/// Reads one more element, if there is one.
struct Element<'a, 'list>(&'a mut ListMut<'list>, &'a mut Notes);

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.1.part.step();
        OrDefault(self.0.push(), self.1).deserialize(deserializer)
    }
}

struct Dictionary<'a>(DictionaryMut<'a>, &'a mut Notes);

impl<'de> Visitor<'de> for Dictionary<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key()? {
            self.1.part.step();
            map.next_value_seed(Slot(self.0.entry(name), self.1))?;
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
