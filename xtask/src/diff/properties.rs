//! The tables of two bodies, or of two pages about one carrier.

use std::collections::BTreeMap;

use serde_json::Value;

use super::class;
use super::collect::{Found, Owner};
use super::describe;
use super::facts::{Body, Facts, Form, Item as Fact, Listed, shape};
use super::report::{Item, Kind};
use super::stated::Stated;

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
        let known = facts.by_shape.get(&shape(body.names()));
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
    let names = shape(body.names()).into_iter().map(str::to_owned);
    Owner::Nameless(names.collect(), side.word().to_owned())
}

/// What two tables differ in, their order left out.
pub(super) fn compare<'a>(
    owner: &Owner,
    old_table: Listed<'_, 'a>,
    new_table: Listed<'_, 'a>,
) -> Vec<Found<'a>> {
    let (old, new) = (old_table.properties, new_table.properties);
    let mut changes = Vec::new();
    let found = |name: &str, kind, before: Option<&Fact<'a>>, after: Option<&Fact<'a>>| Found {
        owner: owner.clone(),
        item: Item::Property,
        name: name.to_owned(),
        kind,
        class: class::plain(Item::Property, kind),
        before: before.map(|property| property.ty.to_string()),
        after: after.map(|property| property.ty.to_string()),
        old: Some(before.map_or(old_table.spot, |property| property.spot)),
        new: Some(after.map_or(new_table.spot, |property| property.spot)),
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

/// What the elements of two arrays differ in, where no table describes them: such carriers
/// have the properties that samples show.
pub(super) fn compare_elements<'a>(
    (before, old): (&[Fact<'a>], &Facts<'a>),
    (after, new): (&[Fact<'a>], &Facts<'a>),
) -> Vec<Found<'a>> {
    let by_name: BTreeMap<_, _> = before
        .iter()
        .map(|property| (property.name, property))
        .collect();
    // The columns of an archive are those that were asked for.
    let is_archive = by_name.contains_key("odata.metadata");
    let pairs = after
        .iter()
        .filter(|is| !(is_archive && is.name == "value"))
        .filter_map(|is| Some((*by_name.get(is.name)?, is)));
    let mut changes = Vec::new();
    for (was, is) in pairs {
        let (Some(one), Some(two)) = (was.elements, is.elements) else {
            continue;
        };
        let names = [one, two].map(|shown| shape(shown.keys().map(String::as_str)));
        // A dialect that cuts samples off shows empty objects.
        if names.iter().any(Vec::is_empty) {
            continue;
        }
        let [one_names, two_names] = &names;
        if old.by_shape.contains_key(one_names) || new.by_shape.contains_key(two_names) {
            continue;
        }
        let form: Vec<_> = two_names.iter().map(|name| (*name).to_owned()).collect();
        let owner = Owner::Nameless(form, is.name.to_owned());
        let mut add = |name: &str, kind, before: Option<&Value>, after: Option<&Value>| {
            let text = |value: Option<&Value>| value.map(|value| Stated::shown(value).to_string());
            changes.push(Found {
                owner: owner.clone(),
                item: Item::Property,
                name: name.to_owned(),
                kind,
                class: class::plain(Item::Property, kind),
                before: text(before),
                after: text(after),
                old: Some(was.spot),
                new: Some(is.spot),
            });
        };
        for name in one_names.iter().filter(|name| !two_names.contains(name)) {
            add(name, Kind::Removed, one.get(*name), None);
        }
        for name in two_names.iter().filter(|name| !one_names.contains(name)) {
            add(name, Kind::Added, None, two.get(*name));
        }
    }
    changes
}
