//! What descriptions state.

use super::class;
use super::collect::{Difference, Sides};
use super::report::{ChangeKind, Item};
use super::rows::Spot;
use crate::facts::Facts;

/// What the descriptions of a parameter or property differ in; a field has an attribute if it is
/// deprecated.
pub(super) fn compare<'a>(
    (item, is_field): (Item, bool),
    name: &str,
    (old, new): (&Facts, &Facts),
    spots: Sides<Spot<'a>>,
) -> Vec<Difference<'a>> {
    let mut changes = Vec::new();
    let is_deprecated = |facts: &Facts| facts.deprecated.is_some() || facts.obsolete;
    let mut add = |kind, has_attribute, before: &Facts, after: &Facts| {
        let text = |facts: &Facts| Some(facts.to_string()).filter(|text| !text.is_empty());
        changes.push(Difference {
            class: class::deprecated(kind, has_attribute),
            texts: (text(before), text(after)),
            spots,
            ..Difference::new(item, name, kind)
        });
    };
    let (before, after) = (deprecation(old), deprecation(new));
    if before != after {
        let kind = if is_deprecated(new) {
            ChangeKind::Deprecated
        } else {
            ChangeKind::Undeprecated
        };
        // Only with a replacement.
        let is_new = old.deprecated.is_none() && new.deprecated.is_some();
        add(kind, is_field && is_new, &before, &after);
    }
    let (before, after) = (rest(old), rest(new));
    if before != after {
        add(ChangeKind::Described, false, &before, &after);
    }
    changes
}

fn deprecation(facts: &Facts) -> Facts {
    Facts {
        deprecated: facts.deprecated.clone(),
        obsolete: facts.obsolete,
        ..Facts::default()
    }
}

/// All but the deprecation, and the release, which is the same whether the pages name it or not.
fn rest(facts: &Facts) -> Facts {
    Facts {
        deprecated: None,
        obsolete: false,
        since: None,
        ..facts.clone()
    }
}
