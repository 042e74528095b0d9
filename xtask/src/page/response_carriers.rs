//! What tables say of carriers, to tell entities from dictionaries.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::{SourcePage, TypeLabel};

/// The properties of the carriers that responses name and describe.
#[derive(Debug)]
pub struct ResponseCarriers(HashMap<String, HashSet<String>>);

impl ResponseCarriers {
    /// Collects them from all pages.
    pub fn new(pages: &[SourcePage]) -> Self {
        let mut carriers: HashMap<String, HashSet<String>> = HashMap::new();
        for source in pages {
            let response = &source.page.response;
            if let (Some(TypeLabel::Named(name)), Some(table)) =
                (response.body.as_deref(), &response.properties)
            {
                let names = table.rows.iter().map(|row| row.name.value.clone());
                carriers.entry(name.clone()).or_default().extend(names);
            }
        }
        Self(carriers)
    }

    /// Whether an object that a sample shows for the carrier is a dictionary: it has none of the
    /// carrier's properties.
    pub fn is_dictionary(&self, carrier: &str, object: &Map<String, Value>) -> bool {
        let properties = self.0.get(carrier);
        properties.is_some_and(|known| !object.keys().any(|key| known.contains(key)))
    }
}
