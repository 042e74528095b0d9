//! Reading carriers.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use super::{
    super::table::{CarrierMut, SlotView},
    number::{int, long},
    seeds::{Notes, Slot},
};
use crate::time::DateTime;

/// Reads the properties of a carrier.
pub(super) struct Carrier<'a> {
    pub(super) value: CarrierMut<'a>,
    /// Whether what is read is JSON text.
    pub(super) from_text: bool,
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

/// A name of a property, to be found among those of the carrier.
struct PropertyName<'a, 'carrier> {
    carrier: &'a mut CarrierMut<'carrier>,
    expected: usize,
}

enum Property {
    Declared(usize),
    Additional(String),
}

impl PropertyName<'_, '_> {
    fn is_expected(&self, name: &str) -> bool {
        let field = self.carrier.fields().get(self.expected);
        field.is_some_and(|field| field.property() == name)
    }

    /// The property of this name out of order; if there is none, the one whose name differs in its
    /// case alone and that has no value yet: some servers write camelCase.
    #[cold]
    #[inline(never)]
    fn elsewhere(self, name: &str) -> Property {
        let fields = self.carrier.fields();
        let position = fields.iter().position(|field| field.property() == name);
        position
            .or_else(|| self.in_any_case(name))
            .map_or_else(|| Property::Additional(name.to_owned()), Property::Declared)
    }

    fn in_any_case(self, name: &str) -> Option<usize> {
        let fields = self.carrier.fields();
        let is = |index: &usize| fields[*index].property().eq_ignore_ascii_case(name);
        let index = Some(self.expected)
            .filter(|expected| *expected < fields.len())
            .filter(is)
            .or_else(|| (0..fields.len()).find(is))?;
        (!self.carrier.slot(index).has_value()).then_some(index)
    }
}

impl<'de> DeserializeSeed<'de> for PropertyName<'_, '_> {
    type Value = Property;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Property, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for PropertyName<'_, '_> {
    type Value = Property;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a property name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Property, E> {
        // Nearly all names are, and this is done once a property.
        Ok(if self.is_expected(name) {
            Property::Declared(self.expected)
        } else {
            self.elsewhere(name)
        })
    }
}

/// Any JSON, as it is noted.
struct AnyJson<'a>(&'a mut Notes);

impl<'de> DeserializeSeed<'de> for AnyJson<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.0.json(deserializer)
    }
}

/// An `i32`, which may be written like a fraction.
struct Int(i32);

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        int(deserializer).map(Self)
    }
}

/// An `i64`, which may be written like a fraction.
struct Long(i64);

impl<'de> Deserialize<'de> for Long {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        long(deserializer).map(Self)
    }
}

/// A time, without the way through its functions.
struct Time(DateTime);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(DateTime::from_owned(text)))
    }
}
