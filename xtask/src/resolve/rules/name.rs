//! Types from the names of properties, where something else agrees.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::{Evidence, Naming, Rule, Type};
use crate::page::TypeLabel;
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::draft::{DraftProperty, Label};
use crate::resolve::evidence::labels::Labels;
use crate::resolve::rules::{Decisions, evidence, label_places};

/// How many properties of a name have to agree before they speak for another.
const ENOUGH: usize = 2;

/// A property that shows nothing but `null` or `{}`, and has no type that means
/// anything, has the type of the carrier that all others of its name have.
pub(crate) fn decide_by_name(
    discovery: &Discovery<'_>,
    labels: Labels<'_, '_>,
    decisions: &mut Decisions,
) {
    let known = known_names(discovery, decisions);
    let known_last_words = known_last_words(discovery);
    let better = |property: &DraftProperty<'_>, decision: &mut (Type, Evidence)| {
        let is_unknown = decision.0 == Type::Json && decision.1.rule == Rule::Unknown;
        if !is_unknown || !says_nothing(property, labels) {
            return;
        }
        let by_last_word = || {
            known_last_words
                .get(last_word(property.name)?)
                .cloned()
                .flatten()
        };
        if let Some(ty) = known.get(property.name).cloned().or_else(by_last_word) {
            *decision = (ty, evidence(Rule::Name, label_places(property)));
        }
    };
    for id in discovery.drafts.ids() {
        for (index, property) in discovery.drafts[id].properties.iter().enumerate() {
            if let Some(decision) = decisions.drafts.get_mut(&(id, index)) {
                better(property, decision);
            }
        }
    }
    for (uid, arguments) in &discovery.arguments {
        let types = decisions.arguments.get_mut(*uid).into_iter().flatten();
        for (property, decision) in arguments.iter().zip(types) {
            better(property, decision);
        }
    }
}

/// Property names that go with one carrier, and names that are a carrier's own.
fn known_names(discovery: &Discovery<'_>, decisions: &Decisions) -> BTreeMap<String, Type> {
    let drafts = &discovery.drafts;
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
fn known_last_words(discovery: &Discovery<'_>) -> BTreeMap<String, Option<Type>> {
    let mut words: BTreeMap<String, Option<Type>> = BTreeMap::new();
    for id in discovery.drafts.ids() {
        if let Some((Naming::Heading | Naming::Page, name)) = &discovery.drafts[id].name {
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

/// Whether a property has no type but a placeholder, and no sample but of nothing.
fn says_nothing(property: &DraftProperty<'_>, labels: Labels<'_, '_>) -> bool {
    let is_nothing = |value: &Value| {
        value.is_null() || value.as_object().is_some_and(|entries| entries.is_empty())
    };
    let is_empty = |label: &Label<'_>| match label.label {
        TypeLabel::Blank => true,
        TypeLabel::Named(name) => label
            .kind
            .is_some_and(|kind| labels.placeholders.contains(kind, name)),
        _ => false,
    };
    property
        .samples
        .iter()
        .all(|sample| is_nothing(sample.value))
        && property.labels.iter().all(is_empty)
}
