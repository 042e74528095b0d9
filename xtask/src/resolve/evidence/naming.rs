//! Names for the carriers that no heading names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::CarrierDraft;
use super::drafts::Drafts;
use super::enums::Enums;
use super::name_set::NameSet;
use super::terms::type_name;
use crate::model::Naming;

/// Gives every draft and every enum a name of its own.
pub(crate) fn name(drafts: &mut Drafts<'_>, enums: &mut Enums) {
    let mut taken = NameSet::default();
    for id in drafts.ids() {
        if let Some((_, name)) = &drafts[id].name {
            taken.names.insert(name.to_ascii_lowercase());
        }
    }
    for name in enums.page_names() {
        taken.names.insert(name.to_ascii_lowercase());
    }
    for id in drafts.ids() {
        if drafts[id].name.is_none() {
            let (naming, name, owners) = best(&drafts[id]);
            let name = taken.take(&name, owners.iter().map(|owner| owner_word(owner)));
            drafts[id].name = Some((naming, name));
        }
    }
    enums.name(&mut taken);
}

/// The best candidate, where it comes from, and who uses it.
fn best(draft: &CarrierDraft<'_>) -> (Naming, String, BTreeSet<String>) {
    let Some(naming) = draft.candidates.keys().map(|(naming, _)| *naming).min() else {
        return (Naming::Operation, "Value".into(), BTreeSet::new());
    };
    let names: BTreeMap<&str, &BTreeSet<String>> = draft
        .candidates
        .iter()
        .filter(|((found, _), _)| *found == naming)
        .map(|((_, name), owners)| (name.as_str(), owners))
        .collect();
    // `MotherAssociate` and `InvitedAssociate` speak for `Associate`.
    let mut scores: HashMap<&str, usize> = HashMap::new();
    for (name, owners) in &names {
        for end in ends(name) {
            *scores.entry(end).or_default() += owners.len();
        }
    }
    let score = |name: &str| scores.get(name).copied().unwrap_or_default();
    let best = names
        .keys()
        .max_by_key(|name| (score(name), names[*name].len(), std::cmp::Reverse(**name)));
    let best = best.copied().unwrap_or_default();
    (
        naming,
        best.to_owned(),
        names
            .get(best)
            .map(|owners| (*owners).clone())
            .unwrap_or_default(),
    )
}

/// The words that a name ends with, each with all that follow it.
fn ends(name: &str) -> impl Iterator<Item = &str> {
    let starts = name.match_indices(|c: char| c.is_ascii_uppercase());
    starts.map(|(at, _)| &name[at..])
}

/// An operation's identifier gives its own name, a carrier its name.
fn owner_word(owner: &str) -> String {
    let word = owner
        .split_once('_')
        .map_or(owner, |(prefix, _)| prefix.trim_start_matches("v1"));
    type_name(
        word.strip_suffix("Agent")
            .or_else(|| word.strip_suffix("Entity"))
            .filter(|word| !word.is_empty())
            .unwrap_or(word),
    )
}
