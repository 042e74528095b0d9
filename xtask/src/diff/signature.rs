//! What a program sees of functions, and no page states.

use super::class;
use super::collect::{Changes, Found};
use super::context::Context;
use super::pairs::Both;
use super::report::{Class, Item, Kind};
use super::side::{Described, Part};
use crate::emit::{RustType, Source};

/// Adds the functions whose types differ and that stand in no breaking change so far: an entity
/// is an argument of another type if the properties of those that are read can be chosen.
pub(super) fn compare<'a>(changes: &mut Changes<'a>, context: &Context<'a>) {
    let broken = changes.broken();
    for both in &context.pairs.both {
        let Both { old, new } = both;
        let (before, after) = (old.function.signature(), new.function.signature());
        let uid = new.operation.uid.as_str();
        if before == after || broken.contains(uid) || changes.agreed.contains(uid) {
            continue;
        }
        let subject = context.subject(both);
        if let Some(entity) = entity(old, new)
            && changes.extend(&subject, |found, subjects| {
                let mut operations = subjects.iter().map(|subject| subject.uid);
                found.name.ends_with(".$select")
                    && operations.any(|uid| responds_with(context, uid, entity))
            })
        {
            continue;
        }
        let (item, spots) = match (argument(old), argument(new)) {
            (Some(was), Some(is)) if context.translated(was) != *is => {
                let part = Part::Request;
                (
                    Item::RequestBody,
                    (old.spot_of_body(part), new.spot_of_body(part)),
                )
            }
            _ => (Item::Operation, (old.spot(), new.spot())),
        };
        changes.add(
            [subject],
            Found {
                item,
                name: new.operation.uid.clone(),
                kind: Kind::Retyped,
                class: match item {
                    Item::RequestBody => class::plain(item, Kind::Retyped),
                    _ => (Class::Breaking, "the function has another type"),
                },
                before: Some(text(old, item, before)),
                after: Some(text(new, item, after)),
                old: spots.0,
                new: spots.1,
                by_page: false,
            },
        );
    }
}

/// The entity that a function takes as a whole on one side alone.
fn entity<'f>(old: &Described<'f>, new: &Described<'f>) -> Option<&'f str> {
    let is_whole = |ty: &RustType| matches!(ty, RustType::Reference(inner) if matches!(**inner, RustType::Impl(..)));
    let (was, is) = (argument(old)?, argument(new)?);
    if is_whole(was) == is_whole(is) {
        return None;
    }
    is.shared()
}

/// Whether an operation responds with an entity, with or without links.
fn responds_with(context: &Context<'_>, uid: &str, entity: &str) -> bool {
    let Some(operation) = context.new.operations.get(uid) else {
        return false;
    };
    let response = operation.function.response.shared();
    response.is_some_and(|name| name == entity || name.strip_prefix(entity) == Some("WithLinks"))
}

/// The argument for the body.
fn argument<'f>(operation: &Described<'f>) -> Option<&'f RustType> {
    let arguments = operation.function.arguments.iter();
    let mut bodies = arguments.filter(|argument| matches!(argument.source, Source::Body));
    bodies.next().map(|argument| &argument.ty)
}

fn text(operation: &Described<'_>, item: Item, signature: String) -> String {
    match argument(operation) {
        Some(ty) if item == Item::RequestBody => ty.to_string(),
        _ => signature,
    }
}
