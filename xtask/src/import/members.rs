//! Which sample texts are members of enums.
//!
//! Upstream makes sample values up anew for every page, but shows an enum
//! property with the same member everywhere. So a text that is a name, and the
//! only one that a property ever has, is a member. A property is looked at both
//! in objects of one form and in all: names such as `Type` mean many things.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use crate::facts::is_name;
use crate::page::{Documentation, Sample, SourcePage, TypeLabel, UsedBy};
use crate::resolve::OMITTED_IN_REQUESTS;

/// How often a property has to be seen before its one value means anything.
const ENOUGH: usize = 2;

/// The members that were found, by the property that has them.
#[derive(Debug, Default)]
pub(super) struct Members {
    values: HashMap<String, Occurrence>,
    /// Names that parameter tables list.
    listed: BTreeSet<String>,
    /// Properties that the page of some carrier says are 64-bit integers.
    large_integers: HashSet<String>,
    /// Properties that the page of some carrier says are arrays of arrays of texts.
    tables_of_texts: HashSet<String>,
    /// The members of the enums that pages say a property of this name has.
    by_usage: HashMap<String, BTreeSet<String>>,
}

#[derive(Debug)]
struct Occurrence {
    value: String,
    pages: usize,
    last_page: usize,
    is_constant: bool,
}

impl Members {
    /// Looks at every sample, and at the pages about types.
    pub(super) fn collect(pages: &[SourcePage], types: &Documentation) -> Self {
        let mut members = Self {
            by_usage: by_usage(types),
            large_integers: labelled(types, &TypeLabel::Int64),
            tables_of_texts: labelled(types, &table_of_texts()),
            ..Self::default()
        };
        for (index, source) in pages.iter().enumerate() {
            let page = &source.page;
            for row in page.parameters() {
                if let TypeLabel::Enum(names) = &row.label.value {
                    members.listed.extend(names.iter().cloned());
                }
            }
            for sample in page.sample_request.iter().chain(&page.sample_response) {
                if let Some(value) = Sample::json(sample) {
                    members.look(index, source.uid(), source.uid(), value);
                }
            }
        }
        members
    }

    /// Whether a property's text is a member of an enum.
    pub(super) fn contains(&self, form: &str, property: &str, text: &str) -> bool {
        if self
            .by_usage
            .get(property)
            .is_some_and(|members| members.contains(text))
        {
            return true;
        }
        let enough = if self.listed.contains(text) {
            1
        } else {
            ENOUGH
        };
        let is_constant = |key: &str| {
            let seen = self.values.get(key);
            seen.is_some_and(|seen| seen.is_constant && seen.pages >= enough && seen.value == text)
        };
        // Upstream knows one country only, which makes its name as constant as a member.
        is_name(text)
            && !property.contains("Country")
            && (is_constant(property) || is_constant(&key(form, property)))
    }

    /// A member for a property that pages say is an enum, where upstream shows
    /// made-up text: it does so for the elements of arrays.
    pub(super) fn any(&self, property: &str) -> Option<&str> {
        self.by_usage.get(property)?.first().map(String::as_str)
    }

    /// Whether a page about a carrier says that a property of this name is a 64-bit integer, which
    /// samples show as a fraction.
    pub(super) fn is_large_integer(&self, property: &str) -> bool {
        self.large_integers.contains(property)
    }

    /// Whether a page about a carrier says that a property of this name is an array of arrays of
    /// texts, of which samples show an object each.
    pub(super) fn is_table_of_texts(&self, property: &str) -> bool {
        self.tables_of_texts.contains(property)
    }

    fn look(&mut self, page: usize, form: &str, property: &str, value: &Value) {
        match value {
            Value::Object(entries) => {
                let form = self::form(entries);
                for (name, value) in entries {
                    self.look(page, &form, name, value);
                }
            }
            Value::Array(elements) => elements
                .iter()
                .for_each(|element| self.look(page, form, property, element)),
            Value::String(text) => {
                self.note(page, property.to_owned(), text);
                self.note(page, key(form, property), text);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn note(&mut self, page: usize, key: String, text: &str) {
        match self.values.get_mut(&key) {
            Some(seen) => {
                seen.is_constant &= seen.value == text;
                if seen.last_page != page {
                    seen.pages += 1;
                    seen.last_page = page;
                }
            }
            None => {
                let seen = Occurrence {
                    value: text.to_owned(),
                    pages: 1,
                    last_page: page,
                    is_constant: true,
                };
                self.values.insert(key, seen);
            }
        }
    }
}

/// The names of the properties that have this type on the page of a carrier.
fn labelled(types: &Documentation, label: &TypeLabel) -> HashSet<String> {
    let rows = types
        .types
        .iter()
        .flat_map(|source| &source.page.properties.rows);
    rows.filter(|row| row.label.value == *label)
        .map(|row| row.name.value.clone())
        .collect()
}

fn table_of_texts() -> TypeLabel {
    let array = |element| TypeLabel::ArrayOf(Box::new(element));
    array(array(TypeLabel::String))
}

fn by_usage(types: &Documentation) -> HashMap<String, BTreeSet<String>> {
    let mut by_usage: HashMap<String, BTreeSet<String>> = HashMap::new();
    let mut by_enum: HashMap<&str, BTreeSet<String>> = HashMap::new();
    for page in types.enums.iter().map(|source| &source.page) {
        let names: BTreeSet<_> = page
            .members
            .rows
            .iter()
            .map(|row| row.name.value.clone())
            .collect();
        for used_by in &page.usage.lines {
            // A whole body goes by the name of its operation.
            if let UsedBy::Property { property, .. }
            | UsedBy::Argument { property, .. }
            | UsedBy::Response { uid: property } = &used_by.value
            {
                by_usage
                    .entry(property.clone())
                    .or_default()
                    .extend(names.iter().cloned());
            }
        }
        by_enum.insert(&page.name, names);
    }
    for row in types
        .types
        .iter()
        .flat_map(|source| &source.page.properties.rows)
    {
        if let TypeLabel::Named(name) = row.label.leaf()
            && let Some(names) = by_enum.get(name.as_str())
        {
            by_usage
                .entry(row.name.value.clone())
                .or_default()
                .extend(names.iter().cloned());
        }
    }
    by_usage
}

/// The names of an object's properties, but for those that requests leave out.
pub(super) fn form(entries: &Map<String, Value>) -> String {
    let names = entries
        .keys()
        .filter(|name| !OMITTED_IN_REQUESTS.contains(&name.as_str()));
    names.fold(String::new(), |form, name| form + name + "\n")
}

fn key(form: &str, property: &str) -> String {
    format!("{form}.{property}")
}
