//! Properties that no carrier declares.

use std::fmt;

use serde_json::{Map, Value as Json};

/// The properties of a JSON object that its carrier does not declare.
///
/// They survive decoding and encoding, so a carrier that is read, changed and
/// written back loses nothing that a newer server knows. A property that the
/// carrier does declare belongs in its field; among these it would be in the
/// JSON twice.
///
/// An empty one takes no memory beyond a pointer.
#[derive(Clone, Default, PartialEq)]
pub struct AdditionalProperties(Option<Box<Map<String, Json>>>);

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
        self.0.as_ref().map_or(0, |properties| properties.len())
    }

    /// The property called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
    }

    /// Sets a property and returns its previous value.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        self.0
            .get_or_insert_default()
            .insert(name.into(), value.into())
    }

    /// Removes a property and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let properties = self.0.as_mut()?;
        let value = properties.shift_remove(name);
        if properties.is_empty() {
            // None and an empty map would not be equal.
            self.0 = None;
        }
        value
    }

    /// The properties in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0
            .iter()
            .flat_map(|properties| properties.iter())
            .map(|(name, value)| (name.as_str(), value))
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
