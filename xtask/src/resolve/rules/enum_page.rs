//! Types from the pages about types, by where those say that they are used (`TypePage`, `EnumPage`).

use crate::diagnostic::Diagnostic;
use crate::model::{Rule, Type};
use crate::page::UsedBy;
use crate::resolve::decisions::{Decision, Decisions, decision};
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::enums::Enums;
use crate::resolve::evidence::members::not_a_member;
use crate::resolve::evidence::property::DraftProperty;
use crate::resolve::evidence::usages::{Usages, argument_indices};
use crate::source::Place;

/// Applies what the pages about types say of where they are used. It fills in
/// what is unknown, and turns text into enums; it may not say anything else.
pub(crate) fn apply(
    discovery: &Discovery<'_>,
    usages: &Usages,
    enums: &Enums,
    decisions: &mut Decisions,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (carrier, name, usage) in usages.properties() {
        let Some(id) = discovery.drafts.named(carrier) else {
            continue;
        };
        let Some(index) = discovery.drafts[id].position(name, 0) else {
            continue;
        };
        let property = &discovery.drafts[id].properties[index];
        if let Some(decision) = decisions.drafts.get_mut(&(id, index)) {
            apply_one(usage, property, enums, decision, diagnostics);
        }
    }
    let indices = argument_indices(discovery);
    for (uid, name, usage) in usages.arguments() {
        let Some(arguments) = discovery.arguments.get(uid) else {
            continue;
        };
        let Some(&index) = indices.get(&(uid, name)) else {
            continue;
        };
        let decision = decisions
            .arguments
            .get_mut(uid)
            .and_then(|types| types.get_mut(index));
        if let Some(decision) = decision {
            apply_one(usage, &arguments[index], enums, decision, diagnostics);
        }
    }
}

/// The type of a body: the arrays and dictionaries that were found, around what a page says it is.
pub(crate) fn of_body(found: Decision, used_by: &UsedBy, usages: &Usages) -> Decision {
    match usages.get(used_by) {
        Some((leaf, rule, place)) => {
            decision(found.0.with_leaf(leaf.clone()), *rule, vec![place.clone()])
        }
        None => found,
    }
}

fn apply_one(
    (ty, rule, place): &(Type, Rule, Place),
    property: &DraftProperty<'_>,
    enums: &Enums,
    (decided, evidence): &mut Decision,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let fits = match (decided.leaf(), ty) {
        (Type::Json, _) | (Type::String, Type::Enum(_)) => true,
        (leaf, ty) if leaf == ty => return,
        // The first set is right about what only a later one shows.
        _ => {
            let mut places = evidence.places.iter().peekable();
            places.peek().is_some() && places.all(|first| first.file.set > place.file.set)
        }
    };
    if !fits {
        // What a later set says of the first one's types may be out of date.
        if place.file.set == 0 {
            let found = format!(
                "`{}` has another type on the pages of operations",
                property.name
            );
            diagnostics.push(
                Diagnostic::error("conflicting-type", found)
                    .at(&place.file, place.span)
                    .beside(evidence.places.first(), "decided here")
                    .help("correct the line, or remove it"),
            );
        }
        return;
    }
    if let Type::Enum(name) = ty {
        diagnostics.extend(not_a_member(property, name, place, enums));
    }
    *decided = decided.with_leaf(ty.clone());
    evidence.rule = *rule;
    evidence.places.insert(0, place.clone());
}
