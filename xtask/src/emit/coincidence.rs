//! Names that are one in Rust, though the pages tell them apart.

use std::collections::HashMap;

use super::ident::{area_kind, constant, module, snake, type_name, variant};
use super::surface::{Function, Source, Struct, Surface};
use crate::diagnostic::Diagnostic;
use crate::model::{Api, Property};
use crate::source::Place;

/// Finds the names that had to get a number.
///
/// The numbers follow the order of the model, in which the order of files is not.
pub(super) fn find(api: &Api, surface: &Surface<'_>) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut scope = NameScope::new("area", &mut told);
    for found in &surface.modules {
        let (area, path) = (found.area, found.path.as_str());
        let kind = area_kind(area.kind);
        let place = area.operations.first().map(|operation| &operation.origin);
        let base = format!("{kind}::{}", module(&area.name));
        scope.add(base, &area.name, path, place);
    }
    operations(surface, &mut told);
    types(api, surface, &mut told);
    told
}

fn operations(surface: &Surface<'_>, told: &mut Vec<Diagnostic>) {
    for found in &surface.modules {
        let mut scope = NameScope::new("operation", told);
        for function in &found.functions {
            let operation = function.operation;
            let base = snake(&operation.name);
            scope.add(
                base,
                &operation.uid,
                &function.name,
                Some(&operation.origin),
            );
        }
        for function in &found.functions {
            parameters(function, told);
            if let Some(request) = function.request_struct() {
                properties(request, told);
            }
        }
    }
}

fn parameters(function: &Function<'_>, told: &mut Vec<Diagnostic>) {
    let mut scope = NameScope::new("parameter", told);
    for argument in &function.arguments {
        let (name, place) = match argument.source {
            Source::Path(parameter) | Source::Query(parameter) => {
                (&parameter.name, Some(&parameter.origin))
            }
            Source::Property(property) => (&property.name, property.evidence.places.first()),
            Source::Body => continue,
        };
        scope.add(snake(name), name, &argument.name, place);
    }
    let mut scope = NameScope::new("parameter", told);
    for field in function.query.iter().flat_map(|query| &query.fields) {
        let base = snake(&field.of.name);
        scope.add(base, &field.of.name, &field.name, Some(&field.of.origin));
    }
}

fn properties(of: &Struct<'_, Property>, told: &mut Vec<Diagnostic>) {
    let mut scope = NameScope::new("property", told);
    for field in &of.fields {
        let place = field.of.evidence.places.first();
        scope.add(snake(&field.of.name), &field.of.name, &field.name, place);
    }
}

fn types(api: &Api, surface: &Surface<'_>, told: &mut Vec<Diagnostic>) {
    let mut scope = NameScope::new("type", told);
    for (name, found) in &surface.structs {
        let place = api
            .carriers
            .get(name)
            .and_then(|found| found.origins.first());
        scope.add(type_name(name), name, &found.name, place);
    }
    for (name, found) in &surface.enums {
        let place = api.enums.get(name).and_then(|found| found.origins.first());
        scope.add(type_name(name), name, &found.name, place);
    }
    for found in surface.structs.values() {
        properties(found, told);
    }
    for (name, found) in &surface.enums {
        let place = api.enums.get(name).and_then(|found| found.origins.first());
        let base = if found.flags { constant } else { variant };
        let mut scope = NameScope::new("member", told);
        for (own, member) in &found.members {
            scope.add(base(&member.name), &member.name, own, place);
        }
    }
}

/// Names that must differ from each other.
struct NameScope<'a, 't> {
    what: &'static str,
    told: &'t mut Vec<Diagnostic>,
    /// Who has which name.
    owners: HashMap<String, (String, Option<&'a Place>)>,
}

impl<'a, 't> NameScope<'a, 't> {
    fn new(what: &'static str, told: &'t mut Vec<Diagnostic>) -> Self {
        Self {
            what,
            told,
            owners: HashMap::new(),
        }
    }

    /// A name as it would be alone, on the wire, and as it is.
    fn add(&mut self, base: String, wire: &str, name: &str, place: Option<&'a Place>) {
        let owner = (wire.to_owned(), place);
        // Others have their names from the language or from generated code, which says so itself.
        let known = self.owners.get(&base).filter(|_| base != name).cloned();
        self.owners.insert(name.to_owned(), owner);
        let Some((other, first)) = known else { return };
        let what = self.what;
        let message = format!(
            "the {what} `{wire}` is `{name}` in Rust, since the {what} `{other}` has its name"
        );
        self.told.push(
            Diagnostic::warning("same-rust-name", message)
                .beside(place, "")
                .beside(first, "the other one")
                .help("nothing, if both are meant; otherwise remove one of them"),
        );
    }
}
