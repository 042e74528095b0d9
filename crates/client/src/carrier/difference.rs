//! What is different in two values of one type.

use std::collections::BTreeMap;

use super::table::{CarrierRef, DictionaryRef, Value, ValueRef, View};

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
    pub(crate) before: Option<ValueRef<'a>>,
    pub(crate) after: Option<ValueRef<'a>>,
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
    for ((field, before), (_, after)) in before.slots().zip(after.slots()) {
        let entry = Entry {
            name: field.property(),
            before: before.get(),
            after: after.get(),
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
    let old = before.additional().iter().map(|(name, value)| Entry {
        name,
        before: Some(ValueRef::new(value)),
        after: after.additional().get(name).map(ValueRef::new),
    });
    let new = after.additional().iter().map(|(name, value)| Entry {
        name,
        before: None,
        after: Some(ValueRef::new(value)),
    });
    let new = new.filter(|entry| before.additional().get(entry.name).is_none());
    let entries = old.chain(new).filter(|entry| !entry.is_the_same());
    changes.extend(entries.map(Change::Value));
    changes
}

/// An entry without a value is like one that is not there.
fn in_dictionaries<'a>(
    before: Option<DictionaryRef<'a>>,
    after: Option<DictionaryRef<'a>>,
) -> Vec<Entry<'a>> {
    let mut entries: BTreeMap<&str, Entry<'_>> = BTreeMap::new();
    let slots = |dictionary: Option<DictionaryRef<'a>>| {
        dictionary.into_iter().flat_map(DictionaryRef::iter)
    };
    for (name, slot) in slots(before) {
        let entry = Entry {
            name,
            before: slot.get(),
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
        entry.after = slot.get();
    }
    let entries = entries.into_values();
    entries.filter(|entry| !entry.is_the_same()).collect()
}

fn dictionary(value: Option<ValueRef<'_>>) -> Option<DictionaryRef<'_>> {
    match value?.view() {
        View::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }
}

impl Entry<'_> {
    fn is_the_same(&self) -> bool {
        self.before == self.after
    }
}
