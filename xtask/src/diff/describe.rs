//! What descriptions state, and forms of bodies in words.

use super::class;
use super::collect::{Found, Owner};
use super::facts::{Form, Item as Fact};
use super::report::{Item, Kind};
use crate::facts::Facts;

/// A body's form as a reader knows it.
pub(super) fn form(form: &Form) -> String {
    match form {
        Form::Nothing => "none".into(),
        Form::Arguments => "arguments".into(),
        Form::Bytes => "bytes".into(),
        Form::Json(stated) => stated.to_string(),
    }
}

/// What the descriptions of a parameter or property differ in.
pub(super) fn compare<'a>(
    item: Item,
    owner: &Owner,
    old: &Fact<'a>,
    new: &Fact<'a>,
) -> Vec<Found<'a>> {
    if old.description == new.description {
        return Vec::new();
    }
    let (before, after) = (Facts::read(old.description), Facts::read(new.description));
    let is_deprecated = |facts: &Facts| facts.deprecated.is_some() || facts.obsolete;
    let found = |kind, has_attribute, before: &Facts, after: &Facts| {
        let text = |facts: &Facts| Some(facts.to_string()).filter(|text| !text.is_empty());
        Found {
            owner: owner.clone(),
            item,
            name: new.name.to_owned(),
            kind,
            class: class::deprecated(kind, has_attribute),
            before: text(before),
            after: text(after),
            old: Some(old.spot),
            new: Some(new.spot),
        }
    };
    let deprecation = |facts: &Facts| Facts {
        deprecated: facts.deprecated.clone(),
        obsolete: facts.obsolete,
        ..Facts::default()
    };
    let rest = |facts: &Facts| Facts {
        deprecated: None,
        obsolete: false,
        ..facts.clone()
    };
    let mut changes = Vec::new();
    let (old_part, new_part) = (deprecation(&before), deprecation(&after));
    if old_part != new_part {
        let kind = if is_deprecated(&after) {
            Kind::Deprecated
        } else {
            Kind::Undeprecated
        };
        // Only fields of carriers and arguments have the attribute, and only with a replacement.
        let is_new = before.deprecated.is_none() && after.deprecated.is_some();
        let has_attribute = item == Item::Property && is_new;
        changes.push(found(kind, has_attribute, &old_part, &new_part));
    }
    let (old_part, new_part) = (rest(&before), rest(&after));
    if old_part != new_part {
        changes.push(found(Kind::Described, false, &old_part, &new_part));
    }
    changes
}
