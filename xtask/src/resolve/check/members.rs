//! Samples that show what is no member of an enum.

use crate::diagnostic::Diagnostic;
use crate::model::{Rule, Type};
use crate::resolve::decisions::Decisions;
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::enums::Enums;
use crate::resolve::evidence::members::not_a_member;

/// Samples of properties that the page of their carrier says are an enum.
pub(crate) fn check(
    discovery: &Discovery<'_>,
    enums: &Enums,
    decisions: &Decisions,
) -> Vec<Diagnostic> {
    let drafts = &discovery.drafts;
    let mut found = Vec::new();
    for id in drafts.ids() {
        for (index, property) in drafts[id].properties.iter().enumerate() {
            let Some((ty, evidence)) = decisions.drafts.get(&(id, index)) else {
                continue;
            };
            if let (Type::Enum(name), Rule::TypePage, Some(place)) =
                (ty.leaf(), evidence.rule, evidence.places.first())
            {
                found.extend(not_a_member(property, name, place, enums));
            }
        }
    }
    found
}
