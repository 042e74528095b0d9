//! Things with names.

use std::collections::HashSet;

use crate::error::{NameError, NameErrorKind};

/// Something with a name.
#[derive(Clone, Copy)]
pub(super) struct NamedItem<'n, T> {
    pub(super) name: &'n str,
    /// What it is, whatever it is called.
    pub(super) id: &'n str,
    /// What tells it from others with its name, for people.
    pub(super) shown: &'n str,
    pub(super) value: &'n T,
}

/// What `name` stands for: that of exactly this name, or else that whose name differs only in the
/// case of its letters and the space around it.
pub(super) fn named<'n, T>(
    kind: NameErrorKind,
    name: &str,
    known: impl Iterator<Item = NamedItem<'n, T>> + Clone,
) -> Result<&'n T, NameError> {
    let lower = name.trim().to_lowercase();
    // What has no label is not called by an empty one.
    let alike = known
        .clone()
        .filter(|it| !lower.is_empty() && it.name.trim().to_lowercase() == lower);
    let mut found: Vec<NamedItem<'n, T>> = alike.collect();
    if found.iter().any(|it| it.name == name) {
        found.retain(|it| it.name == name);
    }
    // A thing can have one name for two reasons.
    let mut shown = HashSet::new();
    found.retain(|it| shown.insert(it.shown));
    match &found[..] {
        [] => Err(NameError::unknown(kind, name, known.map(|it| it.name))),
        [first, others @ ..] if others.iter().all(|other| other.id == first.id) => Ok(first.value),
        _ => Err(NameError::ambiguous(
            kind,
            name,
            found.iter().map(|it| it.shown),
        )),
    }
}
