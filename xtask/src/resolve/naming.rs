//! Names for the carriers that no heading names.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::draft::{Draft, Drafts};
use super::enums::Enums;
use super::text::type_name;
use crate::model::{Naming, TypeName};

/// Gives every draft and every enum a name of its own.
pub(super) fn name(drafts: &mut Drafts<'_>, enums: &mut Enums) {
    let mut taken = Taken::default();
    for id in drafts.ids() {
        if let Some((_, name)) = &drafts[id].name {
            taken.0.insert(name.to_ascii_lowercase());
        }
    }
    for name in enums.page_names() {
        taken.0.insert(name.to_ascii_lowercase());
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

/// Names in use, without regard to case: files on some systems have none.
#[derive(Debug, Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// The name itself, else with a word of its owner in front, else with a number.
    pub(super) fn take(&mut self, name: &str, prefixes: impl Iterator<Item = String>) -> TypeName {
        let prefixed = prefixes.map(|prefix| format!("{prefix}{name}"));
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut candidates = std::iter::once(name.to_owned())
            .chain(prefixed)
            .chain(numbered);
        let free = candidates.find(|candidate| self.0.insert(candidate.to_ascii_lowercase()));
        free.map_or_else(|| TypeName::from(name), TypeName::from)
    }
}

/// The best candidate, where it comes from, and who uses it.
fn best(draft: &Draft<'_>) -> (Naming, String, BTreeSet<String>) {
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
    let score = |name: &str| -> usize {
        names
            .iter()
            .filter(|(other, _)| ends_with_word(other, name))
            .map(|(_, owners)| owners.len())
            .sum()
    };
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

fn ends_with_word(text: &str, word: &str) -> bool {
    text.ends_with(word) && word.starts_with(|c: char| c.is_ascii_uppercase())
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
