//! Properties that no carrier declares.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value as Json};

use super::spelling::Spelling;

/// The properties of a JSON object that its carrier does not declare.
///
/// They survive decoding and encoding, so a carrier that is read, changed and
/// written back loses nothing that a newer server knows. A property that the
/// carrier does declare belongs in its field; among these it would be in the
/// JSON twice.
///
/// Here is also kept what the JSON said that no field can hold: which elements of
/// lists were `null`, and the digits of numbers that are longer than a number of
/// [`Json`] can be. They are written back as long as the value is the one that was
/// read, and do not count when values are compared.
///
/// An empty one takes no memory beyond a pointer.
#[derive(Clone, Default)]
pub struct AdditionalProperties(Option<Box<Contents>>);

#[derive(Clone, Default)]
struct Contents {
    properties: Map<String, Json>,
    /// By the name of the property, declared or not.
    spellings: BTreeMap<String, Spelling>,
    /// Whether the carrier was `null` where it had to be a value.
    is_null: bool,
}

impl AdditionalProperties {
    /// No properties.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.properties().map_or(0, Map::len)
    }

    /// The property called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.properties()?.get(name)
    }

    /// Sets a property and returns its previous value.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        let kept = self.0.get_or_insert_default();
        kept.properties.insert(name.into(), value.into())
    }

    /// Removes a property and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.0.as_mut()?.properties.shift_remove(name)
    }

    /// The properties in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        let properties = self.properties().into_iter().flatten();
        properties.map(|(name, value)| (name.as_str(), value))
    }

    /// How the property `name` was spelled, where its value does not say it.
    pub(super) fn spelling(&self, name: &str) -> Option<&Spelling> {
        self.0.as_ref()?.spellings.get(name)
    }

    /// Sets how the property `name` is spelled.
    #[inline]
    pub(super) fn set_spelling(&mut self, name: &str, spelling: Spelling) {
        // Most values say it all.
        if self.0.is_none() && spelling.is_empty() {
            return;
        }
        if !spelling.is_empty() {
            let kept = self.0.get_or_insert_default();
            kept.spellings.insert(name.to_owned(), spelling);
        } else if let Some(kept) = &mut self.0 {
            kept.spellings.remove(name);
        }
    }

    /// Whether the carrier was `null`.
    pub(super) fn is_null(&self) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.is_null)
    }

    pub(super) fn set_null(&mut self) {
        self.0.get_or_insert_default().is_null = true;
    }

    fn properties(&self) -> Option<&Map<String, Json>> {
        Some(&self.0.as_ref()?.properties)
    }
}

impl PartialEq for AdditionalProperties {
    fn eq(&self, other: &Self) -> bool {
        let properties = [self, other].map(Self::properties);
        match properties.map(|properties| properties.filter(|properties| !properties.is_empty())) {
            [Some(own), Some(others)] => own == others,
            [own, others] => own.is_none() && others.is_none(),
        }
    }
}

impl fmt::Debug for AdditionalProperties {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl<Name: Into<String>, T: Into<Json>> Extend<(Name, T)> for AdditionalProperties {
    fn extend<I: IntoIterator<Item = (Name, T)>>(&mut self, properties: I) {
        for (name, value) in properties {
            self.insert(name, value);
        }
    }
}

impl<Name: Into<String>, T: Into<Json>> FromIterator<(Name, T)> for AdditionalProperties {
    fn from_iter<I: IntoIterator<Item = (Name, T)>>(properties: I) -> Self {
        let mut all = Self::new();
        all.extend(properties);
        all
    }
}
