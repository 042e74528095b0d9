//! What is different in two values of one type.

use std::collections::BTreeMap;

use super::AdditionalProperties;
use super::erased::{CarrierRef, Entries, Value, ValueRef, View};
use super::written::ValueWithSpelling;

/// A property that is not the same in both values.
pub(crate) enum Change<'a> {
    /// One with a value that is looked at as a whole.
    Value(Entry<'a>),
    /// A dictionary, with the entries of it that are not the same.
    Dictionary(&'a str, Vec<Entry<'a>>),
}

/// Two values of one name. A value that is not there is `None`.
pub(crate) struct Entry<'a> {
    pub(crate) name: &'a str,
    pub(crate) before: Option<ValueWithSpelling<'a>>,
    pub(crate) after: Option<ValueWithSpelling<'a>>,
}

/// The properties that are not the same, the declared ones in their order and then the others.
///
/// `None` if the values have no properties, but are not the same.
pub(crate) fn changes<'a, T: Value>(before: &'a T, after: &'a T) -> Option<Vec<Change<'a>>> {
    let (before, after) = (ValueRef::new(before), ValueRef::new(after));
    match (before.view(), after.view()) {
        (View::Carrier(before), View::Carrier(after)) => Some(in_carriers(before, after)),
        (View::Dictionary(before), View::Dictionary(after)) => {
            let entries = in_dictionaries(Some(before), Some(after));
            Some(entries.into_iter().map(Change::Value).collect())
        }
        _ if before == after => Some(Vec::new()),
        _ => None,
    }
}

fn in_carriers<'a>(before: CarrierRef<'a>, after: CarrierRef<'a>) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    let (old, new) = (before.additional(), after.additional());
    for ((field, before), (_, after)) in before.slots().zip(after.slots()) {
        let name = field.property();
        let entry = Entry {
            name,
            before: before
                .get()
                .map(|value| ValueWithSpelling::property(name, value, old)),
            after: after
                .get()
                .map(|value| ValueWithSpelling::property(name, value, new)),
        };
        if entry.is_the_same() {
            continue;
        }
        match (dictionary(entry.before), dictionary(entry.after)) {
            (None, None) => changes.push(Change::Value(entry)),
            (before, after) => {
                let entries = in_dictionaries(before, after);
                if !entries.is_empty() {
                    changes.push(Change::Dictionary(entry.name, entries));
                }
            }
        }
    }
    let property = |properties: &'a AdditionalProperties, name: &str| {
        let value = ValueRef::new(properties.get(name)?);
        Some(ValueWithSpelling::property(name, value, properties))
    };
    let added = new.iter().filter(|(name, _)| old.get(name).is_none());
    let names = old.iter().chain(added).map(|(name, _)| name);
    let entries = names.map(|name| Entry {
        name,
        before: property(old, name),
        after: property(new, name),
    });
    let entries = entries.filter(|entry| !entry.is_the_same());
    changes.extend(entries.map(Change::Value));
    changes
}

/// An entry without a value is like one that is not there.
fn in_dictionaries<'a>(
    before: Option<&'a dyn Entries>,
    after: Option<&'a dyn Entries>,
) -> Vec<Entry<'a>> {
    let mut entries: BTreeMap<&str, Entry<'_>> = BTreeMap::new();
    let slots =
        |dictionary: Option<&'a dyn Entries>| dictionary.into_iter().flat_map(<dyn Entries>::iter);
    for (name, slot) in slots(before) {
        let entry = Entry {
            name,
            before: slot.get().map(ValueWithSpelling::from),
            after: None,
        };
        entries.insert(name, entry);
    }
    for (name, slot) in slots(after) {
        let entry = entries.entry(name).or_insert(Entry {
            name,
            before: None,
            after: None,
        });
        entry.after = slot.get().map(ValueWithSpelling::from);
    }
    let entries = entries.into_values();
    entries.filter(|entry| !entry.is_the_same()).collect()
}

fn dictionary<'a>(value: Option<ValueWithSpelling<'a>>) -> Option<&'a dyn Entries> {
    match value?.value().view() {
        View::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }
}

impl Entry<'_> {
    fn is_the_same(&self) -> bool {
        self.before == self.after
    }
}
