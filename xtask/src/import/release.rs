//! What came with which release: what the reference has said before, and what is new.

use std::collections::HashMap;

use crate::facts::{Facts, OperationFacts, since, since_sentence};
use crate::model::{Api, Body, Operation, ResponseBody, Type};
use crate::page::{EnumPage, Page, PropertyRow, TypePage};
use crate::source::Spanned;

/// The API as the reference had it, and the release that brings what it lacks.
#[derive(Debug)]
pub(super) struct Releases<'a> {
    old: &'a Api,
    operations: HashMap<&'a str, &'a Operation>,
    parts: HashMap<(Part, &'a str, String), Option<&'a str>>,
    new: Option<&'a str>,
}

/// What can be a part of a carrier, an enum or an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Property,
    Member,
    Argument,
    /// A parameter by its name without regard to case, as servers know it.
    Parameter,
    /// A query parameter, or the start of its name up to a dot: a value that the query has in parts.
    Queried,
}

/// The releases of all that an API has, where it names one.
fn parts<'api>(api: &'api Api) -> HashMap<(Part, &'api str, String), Option<&'api str>> {
    let mut parts = HashMap::new();
    let mut add = |part, owner, name: &str, since: &'api Option<String>| {
        let key = (part, owner, name.to_owned());
        parts.entry(key).or_insert(since.as_deref());
    };
    for (name, carrier) in &api.carriers {
        for own in &carrier.properties {
            add(Part::Property, &**name, &own.name, &own.facts.since);
        }
    }
    for (name, enumeration) in &api.enums {
        for own in &enumeration.members {
            add(Part::Member, &**name, &own.name, &own.since);
        }
    }
    for operation in api.operations() {
        let uid = operation.uid.as_str();
        for own in operation.parameters() {
            let name = own.name.to_ascii_lowercase();
            add(Part::Parameter, uid, &name, &own.facts.since);
        }
        for own in &operation.query_parameters {
            let dots = own.name.match_indices('.').map(|(at, _)| at);
            for end in dots.chain([own.name.len()]) {
                add(Part::Queried, uid, &own.name[..end], &own.facts.since);
            }
        }
        for own in operation.arguments() {
            add(Part::Argument, uid, &own.name, &own.facts.since);
        }
    }
    parts
}

impl<'a> Releases<'a> {
    pub(super) fn new(old: &'a Api, new: Option<&'a str>) -> Self {
        Self {
            old,
            operations: old.operations_by_uid(),
            parts: parts(old),
            new,
        }
    }

    /// The release of something that was there, if it was.
    fn old(&self, part: Part, owner: &str, name: &str) -> Option<Option<&'a str>> {
        self.parts.get(&(part, owner, name.to_owned())).copied()
    }

    /// Marks an operation, its parameters and the properties of its bodies; `now` is its model.
    pub(super) fn operation(&self, page: &mut Page, now: &Operation) {
        let operation = self.operations.get(page.front.uid.value.as_str()).copied();
        let release = self.of(operation.map(|old| old.facts.since.as_deref()));
        paragraph(&mut page.prose, release, |text| {
            OperationFacts::read(text).since.is_some()
        });
        if let Some(operation) = operation {
            for row in page.parameters_mut() {
                let name = row.name.to_ascii_lowercase();
                let old = self.old(Part::Parameter, &operation.uid, &name);
                self.description(&mut row.value.description, old);
            }
        }
        let request = page.request.iter_mut();
        let request = request.flat_map(|body| &mut body.properties);
        let rows = request.flat_map(|table| &mut table.rows);
        match (&now.request, operation) {
            (Some(Body::Json(ty, _)), _) => self.properties(ty, rows),
            (Some(Body::Arguments(_)), Some(old)) => {
                for row in rows {
                    // What was in the query is no news in the body.
                    let old = [Part::Argument, Part::Queried]
                        .into_iter()
                        .find_map(|part| self.old(part, &old.uid, &row.name));
                    self.description(&mut row.value.description, old);
                }
            }
            _ => {}
        }
        if let ResponseBody::Json(ty, _) = &now.response {
            let table = page.response.properties.iter_mut();
            self.properties(ty, table.flat_map(|table| &mut table.rows));
        }
    }

    /// Marks a carrier that is new, or its properties that are.
    pub(super) fn carrier(&self, page: &mut TypePage) {
        let name = page.name.value.clone();
        // An operation has a page of its own that says it.
        if !is_carrier(&name) {
            return;
        }
        let old = self.old.carriers.get(name.as_str());
        let release = self.of(old.map(|old| old.since.as_deref()));
        paragraph(&mut page.prose, release, |text| since(text).is_some());
        self.properties(&Type::Carrier(name.into()), page.properties.rows.iter_mut());
    }

    /// Marks an enum that is new, or its members that are.
    pub(super) fn enumeration(&self, page: &mut EnumPage) {
        let old = self.old.enums.get(page.name.as_str());
        let release = self.of(old.map(|old| old.since.as_deref()));
        paragraph(&mut page.prose, release, |text| since(text).is_some());
        let Some(old) = old else { return };
        for row in &mut page.members.rows {
            let old = self.old(Part::Member, &old.name, &row.name);
            self.description(&mut row.value.description, old);
        }
    }

    /// Whether the reference lacks a carrier, so that it needs a page to say so.
    pub(super) fn is_new_carrier(&self, name: &str) -> bool {
        let old = self.old.carriers.get(name);
        self.of(old.map(|old| old.since.as_deref())).is_some()
    }

    /// Properties that a carrier of the reference lacks; those of a new one came with it.
    fn properties<'r>(&self, ty: &Type, rows: impl Iterator<Item = &'r mut Spanned<PropertyRow>>) {
        let carrier = ty.reference().and_then(|name| self.old.carriers.get(name));
        let Some(carrier) = carrier else { return };
        for row in rows {
            let old = self.old(Part::Property, &carrier.name, &row.name);
            self.description(&mut row.value.description, old);
        }
    }

    fn description(&self, description: &mut Spanned<String>, old: Option<Option<&str>>) {
        let is_marked = Facts::read(&description.value).since.is_some();
        if let Some(release) = self.of(old).filter(|_| !is_marked) {
            let sentence = since_sentence(release);
            let text = &mut description.value;
            *text = format!("{text} {sentence}").trim_start().to_owned();
        }
    }

    /// The release of what was there, or of what was not.
    fn of<'s>(&'s self, old: Option<Option<&'s str>>) -> Option<&'s str> {
        // A first import has nothing to compare with.
        let new = self.new.filter(|_| !self.old.areas.is_empty());
        old.unwrap_or(new)
    }
}

/// Pages about requests are called like operations, `v1GardenAgent_Prune`.
fn is_carrier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

fn paragraph(
    prose: &mut Option<Spanned<String>>,
    release: Option<&str>,
    is_marked: impl Fn(&str) -> bool,
) {
    let Some(sentence) = release.map(since_sentence) else {
        return;
    };
    *prose = Some(match prose.take() {
        Some(text) if is_marked(&text.value) => text,
        Some(text) => Spanned::new(format!("{}\n\n{sentence}", text.value), text.span),
        None => Spanned::made(sentence),
    });
}
