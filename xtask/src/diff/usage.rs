//! The places that pages about types give a type.

use std::collections::{BTreeMap, BTreeSet};

use super::class;
use super::collect::{Changes, Found, Owner};
use super::facts::{Facts, Spot};
use super::report::{Item, Kind};
use crate::page::{Usage, UsedBy};
use crate::source::SourceFile;

/// Adds the places that have a type on one side alone, or another one.
pub(super) fn compare<'a>(changes: &mut Changes<'a>, old: &Facts<'a>, new: &Facts<'a>) {
    let (before, after) = (usages(old), usages(new));
    let uids = |facts: &Facts<'a>| -> BTreeSet<&'a str> {
        let operations = facts.operations.iter();
        operations.map(|operation| operation.page.uid()).collect()
    };
    let (old_uids, new_uids) = (uids(old), uids(new));
    let places: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    for used in places {
        let (was, is) = (before.get(used), after.get(used));
        let is_same = was.map(|(name, _)| name) == is.map(|(name, _)| name);
        let is_kept = uid(used).is_none_or(|uid| old_uids.contains(uid) && new_uids.contains(uid));
        if is_same || !is_kept || is_known(changes, used, old, new) {
            continue;
        }
        let (item, name) = described(used);
        changes.add(
            None,
            Found {
                owner: Owner::Itself,
                item,
                name,
                kind: Kind::Retyped,
                class: class::plain(item, Kind::Retyped),
                before: was.map(|(name, _)| (*name).to_owned()),
                after: is.map(|(name, _)| (*name).to_owned()),
                old: was.map(|(_, spot)| *spot),
                new: is.map(|(_, spot)| *spot),
            },
        );
    }
}

/// Whether the tables of operations have shown it already.
fn is_known(changes: &Changes<'_>, used: &UsedBy, old: &Facts<'_>, new: &Facts<'_>) -> bool {
    let (item, owner, name) = match used {
        UsedBy::Property { carrier, property } => {
            if old.types.contains_key(carrier.as_str()) != new.types.contains_key(carrier.as_str())
            {
                return true;
            }
            (Item::Property, Owner::Named(carrier.clone()), property)
        }
        UsedBy::Argument { uid, property } => {
            let owner = Owner::Operation(uid.clone(), "request");
            (Item::Property, owner, property)
        }
        UsedBy::Parameter { uid, parameter } => (
            Item::Parameter,
            Owner::Operation(uid.clone(), ""),
            parameter,
        ),
        UsedBy::Request { .. } | UsedBy::Response { .. } | UsedBy::Column(_) => return false,
    };
    changes.has_other_type(item, &owner, name)
}

type Usages<'a> = BTreeMap<&'a UsedBy, (&'a str, Spot<'a>)>;

fn usages<'a>(facts: &Facts<'a>) -> Usages<'a> {
    let mut usages = Usages::new();
    for (name, page) in &facts.enums {
        add(&mut usages, name, &page.file, &page.page.usage);
    }
    for (name, carrier) in &facts.types {
        add(
            &mut usages,
            name,
            &carrier.page.file,
            &carrier.page.page.usage,
        );
    }
    usages
}

fn add<'a>(
    usages: &mut Usages<'a>,
    name: &'a str,
    file: &'a std::sync::Arc<SourceFile>,
    usage: &'a Usage,
) {
    for line in &usage.lines {
        if !matches!(line.value, UsedBy::Column(_)) {
            let spot = Spot {
                file,
                span: line.span,
            };
            usages.insert(&line.value, (name, spot));
        }
    }
}

fn uid(used: &UsedBy) -> Option<&str> {
    match used {
        UsedBy::Argument { uid, .. }
        | UsedBy::Parameter { uid, .. }
        | UsedBy::Request { uid }
        | UsedBy::Response { uid } => Some(uid),
        UsedBy::Property { .. } | UsedBy::Column(_) => None,
    }
}

fn described(used: &UsedBy) -> (Item, String) {
    match used {
        UsedBy::Property { carrier, property } => (Item::Property, format!("{carrier}.{property}")),
        UsedBy::Argument { uid, property } => (Item::Property, format!("{uid}.request.{property}")),
        UsedBy::Parameter { uid, parameter } => (Item::Parameter, format!("{uid}.{parameter}")),
        UsedBy::Request { uid } => (Item::RequestBody, uid.clone()),
        UsedBy::Response { uid } => (Item::ResponseBody, uid.clone()),
        UsedBy::Column(column) => (Item::Property, column.clone()),
    }
}
