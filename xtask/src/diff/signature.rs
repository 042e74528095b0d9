//! What a program sees of functions, and no page states.

use std::collections::HashMap;

use super::collect::{Changes, Difference};
use super::context::Context;
use super::direction::Direction;
use super::pairs::Both;
use super::report::{ChangeKind, Class, Item};
use super::side::DescribedOperation;
use crate::emit::{RustType, Source};

/// Adds the functions whose types differ and that stand in no breaking change so far: an entity
/// is an argument of another type if the properties of those that are read can be chosen.
pub(super) fn compare<'a>(changes: &mut Changes<'a>, context: &Context<'a>) {
    let broken = changes.broken();
    let mut causes = Causes::new(changes, context);
    for both in &context.pairs.both {
        let Both { old, new } = both;
        let (before, after) = (old.function.signature(), new.function.signature());
        let uid = new.operation.uid.as_str();
        if before == after || broken.contains(uid) || changes.agreed.contains(uid) {
            continue;
        }
        let subject = context.subject(both);
        if let Some(entity) = entity(old, new)
            && let Some(&place) = causes.0.get(entity)
        {
            causes.add(place, context, subject.uid);
            changes.extend(place, subject);
            continue;
        }
        let (item, spots) = match (argument(old), argument(new)) {
            (Some(was), Some(is)) if context.translated(was) != *is => {
                let direction = Direction::Request;
                (
                    Item::RequestBody,
                    (old.spot_of_body(direction), new.spot_of_body(direction)),
                )
            }
            _ => (Item::Operation, (old.spot(), new.spot())),
        };
        let whole = Difference::new(item, uid, ChangeKind::Retyped);
        changes.add(
            [subject],
            Difference {
                class: match item {
                    Item::RequestBody => whole.class,
                    _ => (Class::Breaking, "the function has another type"),
                },
                texts: (Some(text(old, item, before)), Some(text(new, item, after))),
                spots,
                ..whole
            },
        );
    }
}

/// The entity that a function takes as a whole on one side alone.
fn entity<'f>(old: &DescribedOperation<'f>, new: &DescribedOperation<'f>) -> Option<&'f str> {
    let is_whole = |ty: &RustType| matches!(ty, RustType::Reference(inner) if matches!(**inner, RustType::Impl(..)));
    let (was, is) = (argument(old)?, argument(new)?);
    if is_whole(was) == is_whole(is) {
        return None;
    }
    is.shared()
}

/// The first change by which the properties of an entity can be chosen or no longer be, by the
/// entity.
struct Causes<'a>(HashMap<&'a str, usize>);

impl<'a> Causes<'a> {
    fn new(changes: &Changes<'a>, context: &Context<'a>) -> Self {
        let mut causes = Self(HashMap::new());
        for (place, found, subjects) in changes.breaking() {
            if found.name.ends_with(".$select") {
                for subject in subjects {
                    causes.add(place, context, subject.uid);
                }
            }
        }
        causes
    }

    /// Adds what an operation responds with, which stands for an entity with or without links.
    fn add(&mut self, place: usize, context: &Context<'a>, uid: &str) {
        let Some(operation) = context.new.operations.get(uid) else {
            return;
        };
        let Some(name) = operation.function.response.shared() else {
            return;
        };
        for name in [Some(name), name.strip_suffix("WithLinks")] {
            let known = name.map(|name| self.0.entry(name).or_insert(place));
            if let Some(known) = known {
                *known = place.min(*known);
            }
        }
    }
}

/// The argument for the body.
fn argument<'f>(operation: &DescribedOperation<'f>) -> Option<&'f RustType> {
    let arguments = operation.function.arguments.iter();
    let mut bodies = arguments.filter(|argument| matches!(argument.source, Source::Body));
    bodies.next().map(|argument| &argument.ty)
}

fn text(operation: &DescribedOperation<'_>, item: Item, signature: String) -> String {
    match argument(operation) {
        Some(ty) if item == Item::RequestBody => ty.to_string(),
        _ => signature,
    }
}
