//! Path and query parameters.

use std::collections::BTreeMap;

use super::class::{self, Classed, Signature};
use super::collect::{Found, Owner};
use super::describe;
use super::facts::Item as Fact;
use super::pair::Pair;
use super::report::{Item, Kind};
use super::stated::Stated;
use crate::page::TypeLabel;

/// Adds what the parameters of two descriptions differ in.
pub(super) fn compare(pair: &mut Pair<'_, '_>) {
    path(pair);
    query(pair);
}

fn path(pair: &mut Pair<'_, '_>) {
    let (old, new) = (pair.old.path_parameters(), pair.new.path_parameters());
    if old.len() == new.len() {
        // Arguments in the same place are the same, whatever their names.
        for (before, after) in old.iter().zip(&new) {
            if before.name != after.name {
                let is_enum = members(&after.ty).is_some();
                let is_elsewhere = old.iter().any(|other| other.name == after.name);
                let class = class::renamed_parameter(is_enum, is_elsewhere);
                add(pair, Kind::Renamed, class, Some(before), Some(after));
            }
            types(pair, class::path_parameter(Kind::Retyped), before, after);
        }
        return;
    }
    for before in &old {
        match new.iter().find(|after| after.name == before.name) {
            Some(after) => types(pair, class::path_parameter(Kind::Retyped), before, after),
            None => {
                let class = class::path_parameter(Kind::Removed);
                add(pair, Kind::Removed, class, Some(before), None);
            }
        }
    }
    for after in &new {
        if !old.iter().any(|before| before.name == after.name) {
            let class = class::path_parameter(Kind::Added);
            add(pair, Kind::Added, class, None, Some(after));
        }
    }
}

fn query(pair: &mut Pair<'_, '_>) {
    let (old, new) = (pair.old.query_parameters(), pair.new.query_parameters());
    let (before, after) = (Signature::of(pair.old), Signature::of(pair.new));
    let class = |kind, parameter: &Fact<'_>| class::parameter(kind, parameter, &before, &after);
    let by_name: BTreeMap<_, _> = new.iter().map(|found| (found.name, found)).collect();
    for parameter in &old {
        let Some(same) = by_name.get(parameter.name) else {
            let class = class(Kind::Removed, parameter);
            add(pair, Kind::Removed, class, Some(parameter), None);
            continue;
        };
        let kind = match (parameter.required, same.required) {
            (false, true) => Some(Kind::Required),
            (true, false) => Some(Kind::Optional),
            _ => None,
        };
        if let Some(kind) = kind {
            let class = class(kind, parameter);
            add(pair, kind, class, Some(parameter), Some(same));
        }
        types(pair, class(Kind::Retyped, parameter), parameter, same);
    }
    for parameter in &new {
        if !old.iter().any(|found| found.name == parameter.name) {
            let class = class(Kind::Added, parameter);
            add(pair, Kind::Added, class, None, Some(parameter));
        }
    }
    order(pair, &old, &new, class);
}

/// Required parameters are arguments in the order of the page.
fn order<'a>(
    pair: &mut Pair<'_, 'a>,
    old: &[Fact<'a>],
    new: &[Fact<'a>],
    class: impl Fn(Kind, &Fact<'_>) -> Classed,
) {
    let kept = |these: &[Fact<'a>], others: &[Fact<'a>]| -> Vec<Fact<'a>> {
        let is_kept = |found: &&Fact<'a>| {
            let other = others.iter().find(|other| other.name == found.name);
            found.required && other.is_some_and(|other| other.required)
        };
        these.iter().filter(is_kept).cloned().collect()
    };
    let (old, new) = (kept(old, new), kept(new, old));
    for (index, after) in new.iter().enumerate() {
        let Some(place) = old.iter().position(|before| before.name == after.name) else {
            continue;
        };
        if place != index {
            let class = class(Kind::Moved, after);
            add(pair, Kind::Moved, class, Some(&old[place]), Some(after));
        }
    }
}

/// Types, members of enums and descriptions.
fn types<'a>(pair: &mut Pair<'_, 'a>, class: Classed, before: &Fact<'a>, after: &Fact<'a>) {
    if !before.ty.agrees_with(&after.ty) {
        add(pair, Kind::Retyped, class, Some(before), Some(after));
    }
    if let (Some(old), Some(new)) = (members(&before.ty), members(&after.ty)) {
        let added = new.iter().filter(|member| !old.contains(member));
        let removed = old.iter().filter(|member| !new.contains(member));
        let added = added.map(|member| (Kind::Added, member));
        for (kind, member) in added.chain(removed.map(|member| (Kind::Removed, member))) {
            let form = [before.name.to_owned()];
            let form = form.iter().chain(old).chain(new).cloned().collect();
            pair.add(Found {
                owner: Owner::Nameless(form, String::new()),
                item: Item::Member,
                name: format!("{}.{member}", after.name),
                kind,
                class: class::plain(Item::Member, kind),
                before: None,
                after: None,
                old: Some(before.spot),
                new: Some(after.spot),
            });
        }
    }
    let owner = owner(pair);
    for found in describe::compare(Item::Parameter, &owner, before, after) {
        pair.add(found);
    }
}

fn members(ty: &Stated) -> Option<&Vec<String>> {
    match ty {
        Stated::Exactly(TypeLabel::Enum(members)) => Some(members),
        Stated::List(element) => members(element),
        _ => None,
    }
}

fn owner(pair: &Pair<'_, '_>) -> Owner {
    Owner::Operation(pair.subject.uid.clone(), "")
}

fn add<'a>(
    pair: &mut Pair<'_, 'a>,
    kind: Kind,
    class: Classed,
    before: Option<&Fact<'a>>,
    after: Option<&Fact<'a>>,
) {
    let name = after.or(before).map_or("", |found| found.name);
    let text = |found: &Fact<'a>| match kind {
        Kind::Renamed => Some(found.name.to_owned()),
        Kind::Required | Kind::Optional | Kind::Moved => None,
        _ => Some(found.ty.to_string()),
    };
    let found = Found {
        owner: owner(pair),
        item: Item::Parameter,
        name: name.to_owned(),
        kind,
        class,
        before: before.and_then(text),
        after: after.and_then(text),
        old: before.map(|found| found.spot).or(Some(pair.old.spot())),
        new: after.map(|found| found.spot).or(Some(pair.new.spot())),
    };
    pair.add(found);
}
