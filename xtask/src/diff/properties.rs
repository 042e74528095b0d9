//! The tables of two bodies, or of two pages about one carrier.

use std::collections::BTreeMap;

use super::class;
use super::collect::{Found, Owner};
use super::describe;
use super::facts::{Body, Facts, Form, Item as Fact, shape};
use super::report::{Item, Kind};

/// Which body of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Response,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// Whose properties a table lists: a carrier's, if the newer or else the older pages name it.
pub(super) fn owner(
    uid: &str,
    side: Side,
    (before, old): (&Body<'_>, &Facts<'_>),
    (after, new): (&Body<'_>, &Facts<'_>),
) -> Owner {
    if after.form == Form::Arguments {
        return Owner::Operation(uid.to_owned(), side.word());
    }
    let by_shape = |body: &Body<'_>, facts: &Facts<'_>| {
        let known = facts.by_shape.get(&shape(&body.properties));
        known.copied().flatten().map(str::to_owned)
    };
    let name = after.carrier.or(before.carrier).map(str::to_owned);
    let name = name
        .or_else(|| by_shape(after, new))
        .or_else(|| by_shape(before, old));
    match name {
        Some(name) => Owner::Named(name),
        None => nameless(side, after),
    }
}

/// All carriers with these properties.
pub(super) fn nameless(side: Side, body: &Body<'_>) -> Owner {
    let names = shape(&body.properties).into_iter().map(str::to_owned);
    Owner::Nameless(names.collect(), side.word())
}

/// What two tables differ in, their order left out.
pub(super) fn compare<'a>(owner: &Owner, old: &[Fact<'a>], new: &[Fact<'a>]) -> Vec<Found<'a>> {
    let mut changes = Vec::new();
    let found = |name: &str, kind, before: Option<&Fact<'a>>, after: Option<&Fact<'a>>| Found {
        owner: owner.clone(),
        item: Item::Property,
        name: name.to_owned(),
        kind,
        class: class::plain(Item::Property, kind),
        before: before.map(|property| property.ty.to_string()),
        after: after.map(|property| property.ty.to_string()),
        old: before.map(|property| property.spot),
        new: after.map(|property| property.spot),
    };
    let by_name: BTreeMap<_, _> = new
        .iter()
        .map(|property| (property.name, property))
        .collect();
    for before in old {
        let Some(after) = by_name.get(before.name) else {
            changes.push(found(before.name, Kind::Removed, Some(before), None));
            continue;
        };
        if !before.ty.agrees_with(&after.ty) {
            changes.push(found(before.name, Kind::Retyped, Some(before), Some(after)));
        }
        changes.extend(describe::compare(Item::Property, owner, before, after));
    }
    let known: BTreeMap<_, _> = old
        .iter()
        .map(|property| (property.name, property))
        .collect();
    let added = new
        .iter()
        .filter(|property| !known.contains_key(property.name));
    changes.extend(added.map(|property| found(property.name, Kind::Added, None, Some(property))));
    changes
}
