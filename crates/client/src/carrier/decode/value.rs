//! Reading into values that are already there, by the views of them.
//!
//! Nothing here is generic over the type that is read, only over where from.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::notes::{AnyJson, Notes};
use super::number::{Int, Long, int, long};
use super::property::{Property, PropertyName};
use super::text::{Symbol, TextVisitor, Time};
use crate::carrier::encode::encode_ref;
use crate::carrier::erased::{self, CarrierMut, Entries, SlotMut, SlotView, ValueMut, ViewMut};

/// Reads into a slot; `null` empties it.
struct Slot<'a>(SlotMut<'a>, &'a mut Notes);

/// Reads into a fresh value; `null` leaves it as it is.
pub(super) struct OrDefault<'a>(pub(super) ValueMut<'a>, pub(super) &'a mut Notes);

/// Reads a value that is not `null`.
struct NotNull<'a>(ValueMut<'a>, &'a mut Notes);

/// Reads a value or `null`, by what is done with `null` and by where a value goes.
macro_rules! value_or_null {
    ($type:ident, |$null:ident| $without:expr, |$some:ident| $place:expr) => {
        impl<'de> DeserializeSeed<'de> for $type<'_> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                deserializer.deserialize_option(self)
            }
        }

        impl<'de> Visitor<'de> for $type<'_> {
            type Value = ();

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value or null")
            }

            fn visit_none<E>(self) -> Result<(), E> {
                let $null = self;
                $without;
                Ok(())
            }

            fn visit_unit<E: Error>(self) -> Result<(), E> {
                self.visit_none()
            }

            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                let $some = self.0;
                NotNull($place, self.1).deserialize(deserializer)
            }
        }
    };
}

value_or_null!(Slot, |slot| slot.0.clear(), |slot| slot.insert());
value_or_null!(OrDefault, |value| value.keep_null(), |value| value);

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
            ViewMut::Text(value) => deserializer.deserialize_str(TextVisitor(value))?,
            ViewMut::Symbol(value) => deserializer.deserialize_any(Symbol(value))?,
            ViewMut::Carrier(value) => {
                let from_text = notes.from_text;
                deserializer.deserialize_map(Carrier { value, from_text })?;
            }
            ViewMut::List(value) => {
                notes.lists += 1;
                deserializer.deserialize_seq(ListVisitor(value, notes))?;
            }
            ViewMut::Dictionary(value) => {
                deserializer.deserialize_map(DictionaryVisitor(value, notes))?;
            }
        }
        Ok(())
    }
}

/// Reads the properties of a carrier.
struct Carrier<'a> {
    value: CarrierMut<'a>,
    /// Whether what is read is JSON text.
    from_text: bool,
}

impl<'de> Visitor<'de> for Carrier<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", self.value.name())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        // Properties normally come in the declared order.
        let mut expected = 0;
        while let Some(property) = map.next_key_seed(PropertyName {
            carrier: &mut self.value,
            expected,
        })? {
            match property {
                Property::Declared(index) => {
                    expected = index + 1;
                    self.declared(index, &mut map)?;
                }
                Property::Additional(name) => {
                    let mut notes = Notes::new(self.from_text);
                    let value = map.next_value_seed(AnyJson(&mut notes))?;
                    let additional = self.value.additional();
                    additional.set_spelling(&name, notes.spelling);
                    additional.insert(name, value);
                }
            }
        }
        Ok(())
    }
}

impl Carrier<'_> {
    fn declared<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        map: &mut A,
    ) -> Result<(), A::Error> {
        match self.value.slot(index).view() {
            SlotView::Bool(slot) => *slot = map.next_value()?,
            SlotView::I32(slot) => {
                let int: Option<Int> = map.next_value()?;
                *slot = int.map(|Int(int)| int);
            }
            SlotView::I64(slot) => {
                let long: Option<Long> = map.next_value()?;
                *slot = long.map(|Long(long)| long);
            }
            SlotView::F64(slot) => *slot = map.next_value()?,
            SlotView::String(slot) => *slot = map.next_value()?,
            SlotView::DateTime(slot) => {
                let time: Option<Time> = map.next_value()?;
                *slot = time.map(|Time(time)| time);
            }
            SlotView::Other(slot) => {
                let mut notes = Notes::new(self.from_text);
                map.next_value_seed(Slot(slot, &mut notes))?;
                let property = self.value.fields()[index].property();
                self.value
                    .additional()
                    .set_spelling(property, notes.spelling);
            }
        }
        Ok(())
    }
}

struct ListVisitor<'a>(&'a mut dyn erased::List, &'a mut Notes);

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while elements
            .next_element_seed(Element(&mut *self.0, self.1))?
            .is_some()
        {}
        self.1.lists -= 1;
        Ok(())
    }
}

/// Reads one more element, if there is one.
struct Element<'a, 'list>(&'a mut (dyn erased::List + 'list), &'a mut Notes);

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.1.part.step();
        OrDefault(self.0.push(), self.1).deserialize(deserializer)
    }
}

struct DictionaryVisitor<'a>(&'a mut dyn Entries, &'a mut Notes);

impl<'de> Visitor<'de> for DictionaryVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key()? {
            self.1.part.step();
            map.next_value_seed(Slot(self.0.entry(name), self.1))?;
        }
        Ok(())
    }
}
