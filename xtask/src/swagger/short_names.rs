//! Names of types without their namespaces.

use std::collections::{BTreeMap, BTreeSet};

use super::spec::Spec;

/// The carriers of a spec, by the short names that pages have.
pub(super) fn short_names(spec: &Spec, reached: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let mut by_name: BTreeMap<String, String> = BTreeMap::new();
    for full in reached {
        let mut parts = full.rsplit('.').map(word);
        let mut name = parts.next().unwrap_or_default();
        // Two of one name: the folders before it tell them apart.
        while by_name.contains_key(&name) {
            match parts.next() {
                Some(part) => name = format!("{part}{name}"),
                None => name.push('2'),
            }
        }
        by_name.insert(name, (*full).to_owned());
    }
    debug_assert!(by_name.values().all(|full| spec.schemas.contains_key(full)));
    by_name
}

/// A part of a name with nothing in it that a type's name cannot have.
fn word(part: &str) -> String {
    let mut word: String = part
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        let rest = word.split_off(word.len().min(1));
        word = word.to_ascii_uppercase() + &rest;
    }
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        word.insert(0, 'T');
    }
    word
}
