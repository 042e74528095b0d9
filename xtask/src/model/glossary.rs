//! What the words of the API mean.

use std::collections::BTreeMap;

use super::AreaKind;

/// Sentences for areas, types and properties.
#[derive(Clone, Debug, Default, Hash)]
pub struct Glossary {
    /// The agents and the resources, by name.
    pub areas: BTreeMap<(AreaKind, String), String>,
    /// The types, by name.
    pub types: BTreeMap<String, String>,
    /// The properties, by name; those of one type alone behind its name and a dot.
    pub properties: BTreeMap<String, String>,
}

impl Glossary {
    /// What an agent or a resource is.
    pub fn area(&self, kind: AreaKind, name: &str) -> Option<&str> {
        let key = (kind, name.to_owned());
        self.areas.get(&key).map(String::as_str)
    }

    /// What a type is.
    pub fn ty(&self, name: &str) -> Option<&str> {
        self.types.get(name).map(String::as_str)
    }

    /// What a property of a type is; operations have properties that are of none.
    pub fn property(&self, ty: Option<&str>, name: &str) -> Option<&str> {
        let own = ty.and_then(|ty| self.properties.get(&format!("{ty}.{name}")));
        own.or_else(|| self.properties.get(name))
            .map(String::as_str)
    }
}
