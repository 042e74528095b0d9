//! Names of properties.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use crate::carrier::erased::CarrierMut;

/// A name of a property, to be found among those of the carrier.
pub(super) struct PropertyName<'a, 'carrier> {
    pub(super) carrier: &'a mut CarrierMut<'carrier>,
    pub(super) expected: usize,
}

pub(super) enum Property {
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
