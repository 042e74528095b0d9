//! Pages about carriers and enums.
//!
//! Upstream's pages about enums are those of its database: they do not say which
//! place of the API has the enum, nor that members can be combined. They are
//! compared with pages of their own kind alone, and so are pages about carriers,
//! which upstream does not have.

use std::collections::BTreeMap;

use super::class;
use super::collect::{Changes, Found, Owner};
use super::facts::{Facts, Item as Fact, Spot};
use super::properties;
use super::report::{Item, Kind};
use super::usage;
use crate::page::{EnumPage, MemberRow, UsedBy};
use crate::resolve::Sourced;
use crate::source::{Span, Spanned};

/// Adds what the pages about types differ in.
pub(super) fn compare<'a>(changes: &mut Changes<'a>, old: &Facts<'a>, new: &Facts<'a>) {
    match (names_places(old), names_places(new)) {
        (true, true) => {
            carriers(changes, old, new);
            enums(changes, old, new);
            usage::compare(changes, old, new);
        }
        (false, false) if !old.enums.is_empty() && !new.enums.is_empty() => {
            enums(changes, old, new);
        }
        _ => {}
    }
}

/// Whether the pages about types say where in the API the types are.
fn names_places(facts: &Facts<'_>) -> bool {
    let names_place = |page: &Sourced<EnumPage>| {
        let mut lines = page.page.usage.lines.iter();
        lines.any(|line| !matches!(line.value, UsedBy::Column(_)))
    };
    !facts.types.is_empty() || facts.enums.values().any(|page| names_place(page))
}

fn carriers<'a>(changes: &mut Changes<'a>, old: &Facts<'a>, new: &Facts<'a>) {
    for (name, before) in &old.types {
        match new.types.get(name) {
            Some(after) => {
                let owner = Owner::Named((*name).to_owned());
                let only_refines = refines(old, name) && refines(new, name);
                for found in properties::compare(&owner, before.table(), after.table()) {
                    // Which properties there are then stands on other pages.
                    if !(only_refines && matches!(found.kind, Kind::Added | Kind::Removed)) {
                        changes.add(None, found);
                    }
                }
            }
            None if refines(old, name) && described(new, name).is_none() => {}
            None => match described(new, name) {
                Some(after) => retyped(changes, name, &before.properties, after),
                None => {
                    let spot = spot(before.page, before.page.page.name.span);
                    add(changes, Item::Type, name, Kind::Removed, Some(spot), None);
                }
            },
        }
    }
    for (name, carrier) in &new.types {
        let only_refines = refines(new, name) && described(old, name).is_none();
        if old.types.contains_key(name) || only_refines {
            continue;
        }
        match described(old, name) {
            Some(before) => retyped(changes, name, before, &carrier.properties),
            None => {
                let spot = spot(carrier.page, carrier.page.page.name.span);
                add(changes, Item::Type, name, Kind::Added, None, Some(spot));
            }
        }
    }
}

/// Whether a page about `name` only says more of what other pages describe: of a carrier, or of
/// an operation's arguments.
fn refines(facts: &Facts<'_>, name: &str) -> bool {
    let mut operations = facts.operations.iter();
    operations.any(|operation| operation.page.uid() == name) || described(facts, name).is_some()
}

/// What the page of an operation says of a carrier. A page about the carrier then only says more
/// of some properties.
fn described<'f, 'a>(facts: &'f Facts<'a>, name: &str) -> Option<&'f [Fact<'a>]> {
    let bodies = facts.operations.iter().map(|operation| &operation.response);
    let mut named = bodies.filter(|body| body.carrier == Some(name));
    let found = named.find(|body| !body.properties.is_empty());
    found.map(|body| &*body.properties)
}

/// Adds the properties that both sides have with types that exclude each other.
fn retyped<'a>(changes: &mut Changes<'a>, carrier: &str, old: &[Fact<'a>], new: &[Fact<'a>]) {
    for before in old {
        let after = new.iter().find(|after| after.name == before.name);
        let Some(after) = after.filter(|after| !before.ty.agrees_with(&after.ty)) else {
            continue;
        };
        changes.add(
            None,
            Found {
                owner: Owner::Named(carrier.to_owned()),
                item: Item::Property,
                name: before.name.to_owned(),
                kind: Kind::Retyped,
                class: class::plain(Item::Property, Kind::Retyped),
                before: Some(before.ty.to_string()),
                after: Some(after.ty.to_string()),
                old: Some(before.spot),
                new: Some(after.spot),
            },
        );
    }
}

fn enums<'a>(changes: &mut Changes<'a>, old: &Facts<'a>, new: &Facts<'a>) {
    for (name, before) in &old.enums {
        match new.enums.get(name) {
            Some(after) => members(changes, name, before, after),
            None => {
                let spot = spot(before, before.page.name.span);
                add(changes, Item::Enum, name, Kind::Removed, Some(spot), None);
            }
        }
    }
    for (name, page) in &new.enums {
        if !old.enums.contains_key(name) {
            let spot = spot(page, page.page.name.span);
            add(changes, Item::Enum, name, Kind::Added, None, Some(spot));
        }
    }
}

fn members<'a>(
    changes: &mut Changes<'a>,
    name: &str,
    old: &'a Sourced<EnumPage>,
    new: &'a Sourced<EnumPage>,
) {
    if old.page.flags != new.page.flags {
        let word = |flags| if flags { "flags" } else { "enum" };
        changes.add(
            None,
            Found {
                owner: Owner::Itself,
                item: Item::Enum,
                name: name.to_owned(),
                kind: Kind::Retyped,
                class: class::plain(Item::Enum, Kind::Retyped),
                before: Some(word(old.page.flags).into()),
                after: Some(word(new.page.flags).into()),
                old: Some(spot(old, old.page.name.span)),
                new: Some(spot(new, new.page.name.span)),
            },
        );
    }
    let rows = |page: &'a EnumPage| -> BTreeMap<&'a str, &'a MemberRow> {
        let rows = page.members.rows.iter();
        rows.map(|row: &'a Spanned<MemberRow>| (row.name.value.as_str(), &row.value))
            .collect()
    };
    let (before, after) = (rows(&old.page), rows(&new.page));
    let mut found = |member: &str, kind, was: Option<&MemberRow>, is: Option<&MemberRow>| {
        let value = |row: &MemberRow| row.value.value.map(|value| value.to_string());
        changes.add(
            None,
            Found {
                owner: Owner::Named(name.to_owned()),
                item: Item::Member,
                name: member.to_owned(),
                kind,
                class: class::plain(Item::Member, kind),
                before: was.and_then(value),
                after: is.and_then(value),
                old: Some(spot(
                    old,
                    was.map_or(old.page.name.span, |row| row.name.span),
                )),
                new: Some(spot(
                    new,
                    is.map_or(new.page.name.span, |row| row.name.span),
                )),
            },
        );
    };
    for (member, row) in &before {
        match after.get(member) {
            None => found(member, Kind::Removed, Some(row), None),
            Some(same) if same.value.value != row.value.value => {
                found(member, Kind::Described, Some(row), Some(same));
            }
            Some(_) => {}
        }
    }
    for (member, row) in &after {
        if !before.contains_key(member) {
            found(member, Kind::Added, None, Some(row));
        }
    }
}

fn spot<Page>(page: &Sourced<Page>, span: Span) -> Spot<'_> {
    Spot {
        file: &page.file,
        span,
    }
}

fn add<'a>(
    changes: &mut Changes<'a>,
    item: Item,
    name: &str,
    kind: Kind,
    old: Option<Spot<'a>>,
    new: Option<Spot<'a>>,
) {
    changes.add(
        None,
        Found {
            owner: Owner::Itself,
            item,
            name: name.to_owned(),
            kind,
            class: class::plain(item, kind),
            before: None,
            after: None,
            old,
            new,
        },
    );
}
