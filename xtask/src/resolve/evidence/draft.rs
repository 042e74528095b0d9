//! Carriers in the making: what all pages together show of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::property::DraftProperty;
use super::table::PropertyTable;
use crate::first::first_of_each;
use crate::model::{Naming, TypeName};
use crate::page::PropertyRow;
use crate::source::{Place, SourceFile, Spanned};

/// A carrier in the making.
#[derive(Debug)]
pub(crate) struct CarrierDraft<'p> {
    pub(crate) name: Option<(Naming, TypeName)>,
    pub(crate) properties: Vec<DraftProperty<'p>>,
    /// The first property of each name.
    indices: HashMap<&'p str, usize>,
    pub(crate) origins: Vec<Place>,
    /// The tables that describe it.
    pub(crate) tables: Vec<PropertyTable<'p>>,
    /// What its own page says of it.
    pub(crate) prose: Option<&'p str>,
    /// Names that were seen on it: of properties that hold it, of operations that respond with it.
    pub(crate) candidates: BTreeMap<(Naming, String), BTreeSet<String>>,
}

impl<'p> CarrierDraft<'p> {
    /// Nothing is known but the names of the properties.
    pub(crate) fn new(
        name: Option<(Naming, TypeName)>,
        properties: Vec<DraftProperty<'p>>,
    ) -> Self {
        let indices = properties.iter().enumerate();
        let indices = indices.map(|(index, property)| (property.name, index));
        Self {
            name,
            indices: first_of_each(indices),
            properties,
            origins: Vec::new(),
            tables: Vec::new(),
            prose: None,
            candidates: BTreeMap::new(),
        }
    }

    /// The name; drafts have one after the naming step.
    pub(crate) fn type_name(&self) -> TypeName {
        self.name
            .as_ref()
            .map_or_else(|| TypeName::from(""), |(_, name)| Arc::clone(name))
    }

    /// Whether nothing but samples tells what it consists of.
    pub(crate) fn is_shown_only(&self) -> bool {
        self.tables.is_empty() && !matches!(self.name, Some((Naming::Page, _)))
    }

    /// Whether most of the properties of this and of a table are those of the other.
    pub(crate) fn shares_most_with(&self, rows: &[Spanned<PropertyRow>]) -> bool {
        let is_shared = |row: &&Spanned<PropertyRow>| self.position(&row.name, 0).is_some();
        let shared = rows.iter().filter(is_shared).count();
        shared * 4 >= rows.len().max(self.properties.len()) * 3
    }

    /// Adds a table that describes it.
    pub(crate) fn add_table(&mut self, table: PropertyTable<'p>) {
        self.origins.push(table.place());
        self.tables.push(table);
    }

    /// Brings the properties into this order; those that it does not name go.
    pub(crate) fn arrange(&mut self, names: &[&'p str]) {
        let own = self.properties.iter().map(|property| property.name);
        if own.eq(names.iter().copied()) {
            return;
        }
        let own = self.properties.drain(..);
        let mut known: HashMap<&str, DraftProperty<'p>> =
            own.map(|property| (property.name, property)).collect();
        let property = |name: &&'p str| {
            let known = known.remove(*name);
            known.unwrap_or_else(|| DraftProperty::new(name))
        };
        self.properties = names.iter().map(property).collect();
        let indices = self.properties.iter().enumerate();
        self.indices = indices
            .map(|(index, property)| (property.name, index))
            .collect();
    }

    /// Adds what a page about the carrier says; it knows best.
    pub(crate) fn add_page_rows(
        &mut self,
        file: &Arc<SourceFile>,
        rows: &'p [Spanned<PropertyRow>],
    ) {
        for (position, row) in rows.iter().enumerate() {
            let Some(index) = self.position(&row.name, position) else {
                continue;
            };
            // What tables say of the type is added later.
            let is_described = !self.tables.is_empty();
            let property = &mut self.properties[index];
            property.add_page_row(row, Place::new(file, row.label.span), false, is_described);
        }
    }

    /// The index of a property; `expected` is looked at first.
    pub(crate) fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let here = self
            .properties
            .get(expected)
            .is_some_and(|property| property.name == name);
        if here {
            Some(expected)
        } else {
            self.indices.get(name).copied()
        }
    }

    /// Notes a name that the draft could have, and where.
    pub(crate) fn suggest(&mut self, naming: Naming, name: String, owner: &str) {
        if self.name.is_none() {
            self.candidates
                .entry((naming, name))
                .or_default()
                .insert(owner.to_owned());
        }
    }
}
