//! Carriers and enums.

use std::collections::{BTreeSet, HashMap};

use super::class;
use super::collect::{Changes, Difference, Sides};
use super::context::Context;
use super::counterpart::{Counterparts, TypePair};
use super::direction::Direction;
use super::properties::Structs;
use super::report::{ChangeKind, Item};
use super::rows::Spot;
use super::side::Side;
use crate::emit::{Choice, Struct};
use crate::first::first_of_each;
use crate::model::{Member, TypeName};

/// Adds what the types differ in.
pub(super) fn compare<'a>(changes: &mut Changes<'a>, context: &Context<'a>) {
    for (old, new) in &context.counterparts.carriers {
        carrier(changes, context, (old, new));
    }
    for (old, new) in &context.counterparts.enums {
        choice(changes, context, (old, new));
    }
    // Without pages about types, a type comes and goes with the operations that have it.
    if context.old.names_places && context.new.names_places {
        let Counterparts { carriers, enums } = &context.counterparts;
        let old = [carriers, enums].map(|names| names.keys().copied().collect());
        let new = [carriers, enums].map(|names| names.values().copied().collect());
        lone(changes, &context.old, ChangeKind::Removed, &old);
        lone(changes, &context.new, ChangeKind::Added, &new);
    }
}

fn carrier<'a>(changes: &mut Changes<'a>, context: &Context<'a>, pair: TypePair<'a>) {
    let (old, new) = (&context.old, &context.new);
    let carriers = (old.api.carriers.get(pair.0), new.api.carriers.get(pair.1));
    let structs = (old.structure(pair.0), new.structure(pair.1));
    let ((Some(before), Some(after)), (Some(old_struct), Some(new_struct))) = (carriers, structs)
    else {
        return;
    };
    let spots = (old.spot_of_type(before), new.spot_of_type(after));
    if old_struct.name != new_struct.name {
        renamed(changes, context, Item::Type, pair, spots);
    }
    let (subjects, first) = context.concerned_by(pair);
    let is_named = new.is_named(pair.1) || old.is_named(pair.0);
    let owner = owner(pair, (old.is_named(pair.0), new.is_named(pair.1)), first);
    let (uid, direction) = match first {
        Some((uid, "request")) => (Some(uid), Direction::Request),
        Some((uid, _)) => (Some(uid), Direction::Response),
        None => (None, Direction::Response),
    };
    let old_uid = uid.filter(|uid| old.operations.contains_key(uid));
    let structs = Structs {
        old: old_struct,
        new: new_struct,
        owner,
        subjects,
        is_described: is_named,
        are_arguments: (false, false),
        old_spot: |name: &str| old.spot_of_property(before, name, (old_uid, direction)),
        new_spot: |name: &str| new.spot_of_property(after, name, (uid, direction)),
    };
    structs.compare(context, changes);
    saved_as(changes, context, pair, spots);
}

/// What the names of a type's properties or members begin with: the name that pages give it, or else
/// the first place of it.
fn owner(pair: TypePair<'_>, is_named: (bool, bool), first: Option<(&str, &str)>) -> String {
    match (is_named, first) {
        ((_, true), _) | ((false, _), None) => pair.1.to_owned(),
        ((true, _), _) => pair.0.to_owned(),
        (_, Some((uid, place))) => format!("{uid}.{place}"),
    }
}

/// An entity with links can be saved as the one without them as long as both have the same properties.
fn saved_as<'a>(
    changes: &mut Changes<'a>,
    context: &Context<'a>,
    pair: TypePair<'a>,
    spots: Sides<Spot<'a>>,
) {
    let saved_as = |structure: Option<&Struct<'a, _>>| structure?.saved_as;
    let before = saved_as(context.old.structure(pair.0));
    let after = saved_as(context.new.structure(pair.1));
    let same = before.and_then(|name| context.counterparts.carriers.get(&**name));
    let kind = match (before, after) {
        (Some(_), _) if same.copied() != after.map(|name| &**name) => ChangeKind::Retyped,
        (None, Some(_)) => ChangeKind::Described,
        _ => return,
    };
    let text = |name: &TypeName| format!("saved as {name}");
    let found = Difference {
        class: class::saved_as(kind),
        texts: (before.map(text), after.map(text)),
        spots,
        ..Difference::new(Item::Type, pair.1, kind)
    };
    changes.add(context.concerned_by(pair).0, found);
}

fn renamed<'a>(
    changes: &mut Changes<'a>,
    context: &Context<'a>,
    item: Item,
    (old, new): TypePair<'a>,
    spots: Sides<Spot<'a>>,
) {
    let found = Difference {
        texts: (Some(old.to_owned()), Some(new.to_owned())),
        spots,
        ..Difference::new(item, new, ChangeKind::Renamed)
    };
    changes.add(context.naming(old), found);
}

fn choice<'a>(changes: &mut Changes<'a>, context: &Context<'a>, pair: TypePair<'a>) {
    let (old, new) = (&context.old, &context.new);
    let (Some(before), Some(after)) =
        (old.surface.enums.get(pair.0), new.surface.enums.get(pair.1))
    else {
        return;
    };
    let spots = (
        old.spot_of_enum(pair.0, None),
        new.spot_of_enum(pair.1, None),
    );
    if before.name != after.name {
        renamed(changes, context, Item::Enum, pair, spots);
    }
    let (subjects, first) = context.concerned_by(pair);
    if before.flags != after.flags {
        let word = |choice: &Choice<'_>| if choice.flags { "flags" } else { "enum" };
        let found = Difference {
            texts: (Some(word(before).into()), Some(word(after).into())),
            spots,
            ..Difference::new(Item::Enum, pair.1, ChangeKind::Retyped)
        };
        changes.add(subjects.iter().cloned(), found);
    }
    let owner = owner(pair, (old.has_page(pair.0), new.has_page(pair.1)), first);
    let mut add = |member: &str, kind, before, after| {
        let found = Difference {
            texts: (before, after),
            spots: (
                old.spot_of_enum(pair.0, Some(member)),
                new.spot_of_enum(pair.1, Some(member)),
            ),
            ..Difference::new(Item::Member, format!("{owner}.{member}"), kind)
        };
        changes.add(subjects.iter().cloned(), found);
    };
    members(before, after, &mut add);
}

fn members(
    before: &Choice<'_>,
    after: &Choice<'_>,
    add: &mut impl FnMut(&str, ChangeKind, Option<String>, Option<String>),
) {
    let number = |member: &Member| member.value.map(|value| value.to_string());
    let (old, new) = (by_name(before), by_name(after));
    for (variant, member) in &before.members {
        let Some((new_variant, same)) = new.get(member.name.as_str()) else {
            add(&member.name, ChangeKind::Removed, number(member), None);
            continue;
        };
        // Variants and constants are spelled in two ways.
        if before.flags == after.flags && variant != new_variant {
            let names = (Some(variant.clone()), Some((*new_variant).to_owned()));
            add(&member.name, ChangeKind::Renamed, names.0, names.1);
        }
        // A list without numbers says nothing of them.
        if let (Some(was), Some(is)) = (member.value, same.value)
            && was != is
        {
            add(
                &member.name,
                ChangeKind::Described,
                number(member),
                number(same),
            );
        }
    }
    let is_new = |member: &Member| !old.contains_key(member.name.as_str());
    for (_, member) in after.members.iter().filter(|(_, member)| is_new(member)) {
        add(&member.name, ChangeKind::Added, None, number(member));
    }
    if let (Some(was), Some(is)) = (&before.other, &after.other)
        && was != is
    {
        add(is, ChangeKind::Renamed, Some(was.clone()), Some(is.clone()));
    }
}

/// The first member of each name, with its variant.
fn by_name<'c>(choice: &'c Choice<'_>) -> HashMap<&'c str, (&'c str, &'c Member)> {
    let members = choice.members.iter();
    first_of_each(
        members.map(|(variant, member)| (member.name.as_str(), (variant.as_str(), *member))),
    )
}

/// Adds the types of a side that have no counterpart, which are not among those that are known.
fn lone<'a>(
    changes: &mut Changes<'a>,
    side: &Side<'a>,
    kind: ChangeKind,
    [carriers, enums]: &[BTreeSet<&str>; 2],
) {
    let mut add = |item, name: &str, spot| {
        let spots = match kind {
            ChangeKind::Added => (None, spot),
            _ => (spot, None),
        };
        let found = Difference {
            spots,
            ..Difference::new(item, name, kind)
        };
        changes.add([], found);
    };
    for (name, carrier) in &side.api.carriers {
        let is_known = carriers.contains(&**name);
        if !is_known && side.is_named(name) && side.structure(name).is_some() {
            add(Item::Type, name, side.spot_of_type(carrier));
        }
    }
    for name in side.api.enums.keys() {
        if !enums.contains(&**name) && side.has_page(name) {
            add(Item::Enum, name, side.spot_of_enum(name, None));
        }
    }
}
