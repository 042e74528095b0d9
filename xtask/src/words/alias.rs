//! Phrases by which rustdoc's search finds an operation or a type.
//!
//! The search takes a space for the separator of a path, so that `delete contact` does not find
//! `delete_contact_entity`. An alias with the space in it is found.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::call::{Call, without_entity};
use super::phrase::{many, plain};
use super::split::words;
use super::table::lines;

/// Operations and types, and the phrases for each that its name does not hold.
static LISTED: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| lines(include_str!("aliases.txt")).collect());

/// Nobody types more words than this.
const MOST: usize = 4;

/// The phrases for an operation.
pub(super) fn of_operation(call: &Call<'_>) -> Vec<String> {
    let kind = if call.is_rest { "Rest" } else { "Agent" };
    let from_name = from_name(call).into_iter();
    let listed = listed(&format!("{kind}.{}.{}", call.area, call.name));
    each_once(from_name.chain(listed))
}

/// The phrases for a type.
pub fn type_aliases(name: &str) -> Vec<String> {
    each_once(listed(&format!("Type.{name}")))
}

/// `PostContactEntity` is to `create contact`.
fn from_name(call: &Call<'_>) -> Option<String> {
    let name = call.name.split('_').next().unwrap_or_default();
    let mut said = without_entity(words(name));
    let entity = call.entity();
    if name == "GetAll" {
        return Some(format!("list {}", plain(&many(&entity))));
    }
    if said.len() == 1 && call.is_rest {
        // `Persons` of a contact.
        said.splice(0..0, entity);
    } else if let Some(verb) = said.first_mut() {
        match verb.as_str() {
            "post" => "create".clone_into(verb),
            "put" => "save".clone_into(verb),
            "patch" => "update".clone_into(verb),
            _ => {}
        }
    }
    (2..=MOST).contains(&said.len()).then(|| said.join(" "))
}

fn listed(key: &str) -> impl Iterator<Item = String> + use<> {
    let line = LISTED.get(key).into_iter();
    let phrases = line.flat_map(|phrases| phrases.split(", "));
    phrases.map(str::to_owned)
}

/// Those that an attribute can hold, each once.
fn each_once(phrases: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for phrase in phrases {
        let phrase = phrase.to_lowercase();
        let is_odd = |c: char| !(c.is_alphanumeric() || c == ' ' || c == '-');
        if !phrase.contains(is_odd) && phrase.contains(' ') && !kept.contains(&phrase) {
            kept.push(phrase);
        }
    }
    kept
}
