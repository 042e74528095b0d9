//! What names of properties mean, by those that have a type already.

use std::collections::BTreeMap;

use crate::model::{Naming, Rule, Type};
use crate::resolve::decisions::Decisions;
use crate::resolve::evidence::drafts::Drafts;

/// How many properties of a name have to agree before they speak for another.
const ENOUGH: usize = 2;

/// The carriers that names speak of.
pub(super) struct KnownNames {
    whole: BTreeMap<String, Type>,
    last_words: BTreeMap<String, Option<Type>>,
}

impl KnownNames {
    pub(super) fn new(drafts: &Drafts<'_>, decisions: &Decisions) -> Self {
        Self {
            whole: known_names(drafts, decisions),
            last_words: known_last_words(drafts),
        }
    }

    /// The carrier that a property's name speaks of, as a whole or with its last word.
    pub(super) fn ty(&self, name: &str) -> Option<&Type> {
        let by_last_word = || self.last_words.get(last_word(name)?)?.as_ref();
        self.whole.get(name).or_else(by_last_word)
    }
}

/// Property names that go with one carrier, and names that are a carrier's own.
fn known_names(drafts: &Drafts<'_>, decisions: &Decisions) -> BTreeMap<String, Type> {
    let mut counts: BTreeMap<&str, (&Type, usize, bool)> = BTreeMap::new();
    for id in drafts.ids() {
        for (index, property) in drafts[id].properties.iter().enumerate() {
            let Some((ty @ Type::Carrier(_), evidence)) = decisions.drafts.get(&(id, index)) else {
                continue;
            };
            if matches!(
                evidence.rule,
                Rule::Table | Rule::TypePage | Rule::Shape | Rule::Sample
            ) {
                let (first, count, agree) = counts.entry(property.name).or_insert((ty, 0, true));
                *count += 1;
                *agree &= *first == ty;
            }
        }
    }
    let agreed = counts
        .into_iter()
        .filter(|(_, (_, count, agree))| *agree && *count >= ENOUGH);
    let mut known: BTreeMap<String, Type> = agreed
        .map(|(name, (ty, ..))| (name.to_owned(), ty.clone()))
        .collect();
    for id in drafts.ids() {
        if let Some((Naming::Heading | Naming::Page, name)) = &drafts[id].name {
            known
                .entry(name.to_string())
                .or_insert_with(|| Type::Carrier(name.clone()));
        }
    }
    known
}

/// Last words that one carrier's name has: `FieldRight` is of the kind of
/// `TableRight`, and of no other carrier that the pages describe.
fn known_last_words(drafts: &Drafts<'_>) -> BTreeMap<String, Option<Type>> {
    let mut words: BTreeMap<String, Option<Type>> = BTreeMap::new();
    for id in drafts.ids() {
        if let Some((Naming::Heading | Naming::Page, name)) = &drafts[id].name {
            let word = last_word(name).unwrap_or(name);
            let ty = Type::Carrier(name.clone());
            words
                .entry(word.to_owned())
                .and_modify(|known| *known = None)
                .or_insert(Some(ty));
        }
    }
    words
}

/// `Right` of `FieldRight`; nothing of a name of one word.
fn last_word(name: &str) -> Option<&str> {
    let at = name
        .rfind(|c: char| c.is_ascii_uppercase())
        .filter(|&at| at > 0)?;
    Some(&name[at..])
}
