//! What upstream's documentation leaves out or gets wrong, each with the reason.
//!
//! `corrections.toml` is the one home of these facts. It is part of the program, so that an import
//! needs nothing beside it.

mod apply;
mod file;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::page::{EnumPage, TypeLabel, TypePage, UsedBy};
use file::{EnumFacts, File};

/// The facts.
#[derive(Debug)]
pub struct Corrections {
    places: HashMap<UsedBy, TypeCorrection>,
    requests: BTreeMap<String, Vec<(String, TypeLabel)>>,
    types: Vec<TypePage>,
    enums: Vec<EnumFacts>,
    enum_places: HashMap<UsedBy, usize>,
    time_spans: Vec<(String, String)>,
    days: Vec<(String, String)>,
}

/// A type that a place has, whatever the documentation says.
#[derive(Debug)]
struct TypeCorrection {
    is: TypeLabel,
    not: Vec<TypeLabel>,
    reason: String,
}

static SHIPPED: LazyLock<Corrections> = LazyLock::new(|| {
    Corrections::parse(include_str!("../../corrections.toml")).expect("a test reads the file")
});

impl Corrections {
    /// Those that are part of the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads them.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str::<File>(text)
            .map_err(|error| error.to_string())?
            .corrections()
    }

    /// The enum at a place, where it is corrected.
    pub fn corrected_enum(&self, place: &UsedBy) -> Option<&str> {
        match self.places.get(place)?.is.leaf() {
            TypeLabel::Named(name) => {
                let is_enum = self.enums.iter().any(|facts| facts.name == *name);
                is_enum.then_some(name)
            }
            _ => None,
        }
    }

    /// The enum at a place that nothing else names.
    pub fn enum_at(&self, place: &UsedBy) -> Option<&str> {
        let &index = self.enum_places.get(place)?;
        Some(&self.enums[index].name)
    }

    /// The enums whose members can be combined.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        self.enums
            .iter()
            .filter(|facts| facts.flags)
            .map(|facts| facts.name.as_str())
    }

    /// The properties that are lengths of time.
    pub fn time_spans(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.time_spans)
    }

    /// The properties that are days, which the documents show as points in time.
    pub fn days(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.days)
    }

    /// The enums whose members are known, as pages.
    pub fn enum_pages(&self) -> impl Iterator<Item = EnumPage> {
        let known = self.enums.iter().filter(|facts| !facts.members.is_empty());
        known.map(EnumFacts::page)
    }

    /// The carriers that no page describes.
    pub fn type_pages(&self) -> &[TypePage] {
        &self.types
    }
}

fn pairs(all: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    all.iter()
        .map(|(carrier, property)| (carrier.as_str(), property.as_str()))
}
