//! Names that no program could use: too long, or with characters that JSON writes otherwise.

use crate::diagnostic::Diagnostic;
use crate::model::{Api, Body, Operation, Property};
use crate::page::is_no_part_of_a_name;
use crate::source::Place;

/// How many characters a name may have; the longest of upstream has 81.
const LONGEST: usize = 128;

/// What is wrong with the names of the model, each where it stands.
pub(crate) fn check(api: &Api) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let operations = api.operations();
    for operation in operations {
        check_operation(operation, &mut found);
    }
    for carrier in api.carriers.values() {
        found.extend(wrong(&carrier.name, carrier.origins.first()));
        properties(&carrier.properties, carrier.origins.first(), &mut found);
    }
    for enumeration in api.enums.values() {
        let place = enumeration.origins.first();
        found.extend(wrong(&enumeration.name, place));
        let members = enumeration.members.iter();
        found.extend(members.filter_map(|member| wrong(&member.name, place)));
    }
    found
}

fn check_operation(operation: &Operation, found: &mut Vec<Diagnostic>) {
    found.extend(wrong(&operation.uid, Some(&operation.origin)));
    let parameters = operation.parameters();
    found
        .extend(parameters.filter_map(|parameter| wrong(&parameter.name, Some(&parameter.origin))));
    if let Some(Body::Arguments(arguments)) = &operation.request {
        properties(arguments, Some(&operation.origin), found);
    }
}

/// What nothing decided has no place of its own, but stands in something that has.
fn properties(properties: &[Property], owner: Option<&Place>, found: &mut Vec<Diagnostic>) {
    let properties = properties.iter();
    let wrong = |property: &Property| {
        let own = property.evidence.places.first();
        wrong(&property.name, own.or(owner))
    };
    found.extend(properties.filter_map(wrong));
}

fn wrong(name: &str, place: Option<&Place>) -> Option<Diagnostic> {
    let length = name.chars().count();
    let found = if length > LONGEST {
        let start: String = name.chars().take(LONGEST / 4).collect();
        let message = format!("the name `{start}…` has {length} characters");
        let help = format!("names have {LONGEST} characters at most");
        Diagnostic::error("name-too-long", message).help(help)
    } else if name.contains(is_no_part_of_a_name) {
        // Tables refuse these themselves; samples have them too.
        Diagnostic::error("invalid-name", format!("`{name}` cannot be a name"))
            .help("correct the name where it stands; JSON has to hold it as it is")
    } else {
        return None;
    };
    Some(found.beside(place, ""))
}
