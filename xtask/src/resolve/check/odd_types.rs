//! Types that are not like the others: an enum's number out of its order, a carrier without what
//! all others have, a name that is met once, a secret that is none in one place.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::Diagnostic;
use crate::model::{Api, Body, Property};
use crate::page::{Documentation, EnumPage, PageFile, TypeLabel};
use crate::resolve::evidence::table::OMITTED_IN_REQUESTS;
use crate::source::{Place, SourceFile, Span};

/// Finds them in documentation that loses no types.
pub(super) fn check(documentation: &Documentation, api: &Api, found: &mut Vec<Diagnostic>) {
    let enums = documentation.enums.iter();
    found.extend(enums.filter_map(number));
    lone_names(documentation, api, found);
    halves(api, found);
    secrets(api, found);
}

/// A table counts up by one, but for a row whose number would fit if it were the next one.
fn number(source: &PageFile<EnumPage>) -> Option<Diagnostic> {
    const LEAST: usize = 4;
    let rows = &source.page.members.rows;
    let numbers: Vec<i64> = rows
        .iter()
        .filter_map(|row| row.value.value.value)
        .collect();
    if source.file.set != 0 || numbers.len() < rows.len().max(LEAST) {
        return None;
    }
    let counts_up = |numbers: &[i64]| numbers.windows(2).all(|two| two[0] + 1 == two[1]);
    let at = (0..numbers.len()).find(|&at| {
        let (before, after) = (&numbers[..at], &numbers[at + 1..]);
        let is_rest = counts_up(before) && counts_up(after);
        is_rest
            && match (before.last(), after.first()) {
                (Some(last), Some(next)) => last + 2 == *next && numbers[at] != last + 1,
                (None, Some(next)) => numbers[at] >= *next,
                (Some(last), None) => numbers[at] <= *last,
                (None, None) => false,
            }
    })?;
    let neighbour = if at == 0 { 1 } else { at - 1 };
    let message = format!(
        "`{}` has the number {}, and the others of `{}` count up by one",
        *rows[at].name, numbers[at], *source.page.name
    );
    let found = Diagnostic::error("unusual-number", message)
        .at(&source.file, rows[at].value.value.span)
        .label(
            &source.file,
            rows[neighbour].value.value.span,
            "its neighbour",
        );
    Some(found.help("correct the number, or put the row where it belongs"))
}

/// A name that stands in one place, over the properties of another carrier.
fn lone_names(documentation: &Documentation, api: &Api, found: &mut Vec<Diagnostic>) {
    let mut places: HashMap<&str, (usize, &SourceFile, Span)> = HashMap::new();
    let operations = documentation.operations.iter();
    let operations =
        operations.flat_map(|source| source.page.labels().map(|label| (&source.file, label)));
    let types = documentation.types.iter().flat_map(|source| {
        let rows = source.page.properties.rows.iter();
        rows.map(|row| (&source.file, &row.value.label))
    });
    for (file, label) in operations.chain(types) {
        if let TypeLabel::Named(name) = label.leaf() {
            places.entry(name).or_insert((0, file, label.span)).0 += 1;
        }
    }
    for source in &documentation.types {
        places.remove(source.page.name.as_str());
    }
    let names = |properties: &[Property]| -> Vec<String> {
        properties.iter().map(|of| of.name.clone()).collect()
    };
    let mut shapes: HashMap<Vec<String>, Vec<&str>> = HashMap::new();
    for (name, carrier) in &api.carriers {
        let alike = shapes.entry(names(&carrier.properties)).or_default();
        alike.push(name);
    }
    for (name, carrier) in &api.carriers {
        let Some((1, file, span)) = places.get(&**name) else {
            continue;
        };
        let alike = shapes.get(&names(&carrier.properties));
        let other = alike.and_then(|alike| alike.iter().find(|other| **other != &**name));
        if let Some(other) = other {
            let message = format!(
                "no other page knows the type `{name}`, and it has the properties of `{other}`"
            );
            found.push(
                Diagnostic::error("unknown-type-name", message)
                    .at(file, *span)
                    .help(format!("write `{other}`, or add a page about `{name}`")),
            );
        }
    }
}

/// Carriers have both of the properties that requests leave out, or none.
fn halves(api: &Api, found: &mut Vec<Diagnostic>) {
    for carrier in api.carriers.values() {
        let has = |name: &str| carrier.properties.iter().any(|of| of.name == name);
        let [one, other] = OMITTED_IN_REQUESTS;
        let (name, lacks) = match (has(one), has(other)) {
            (true, false) => (one, other),
            (false, true) => (other, one),
            _ => continue,
        };
        let property = carrier.properties.iter().find(|of| of.name == name);
        let place = property.and_then(|property| property.evidence.places.first());
        if let Some(place) = place.or(carrier.origins.first()) {
            let message = format!("`{}` has `{name}` and lacks `{lacks}`", carrier.name);
            found.push(
                Diagnostic::error("conflicting-carrier", message)
                    .at(&place.file, place.span)
                    .help("add the row: all other carriers have both, or none"),
            );
        }
    }
}

/// What is secret in all other places is secret everywhere.
fn secrets(api: &Api, found: &mut Vec<Diagnostic>) {
    type Owned<'a> = (&'a Property, Option<&'a Place>);
    let mut by_name: BTreeMap<(&str, String), Vec<Owned<'_>>> = BTreeMap::new();
    let carriers = api.carriers.values();
    let carriers = carriers.map(|carrier| (&carrier.properties, carrier.origins.first()));
    let operations = api.operations();
    let arguments = operations.filter_map(|operation| match &operation.request {
        Some(Body::Arguments(arguments)) => Some((arguments, Some(&operation.origin))),
        _ => None,
    });
    for (properties, owner) in carriers.chain(arguments) {
        for property in properties {
            let key = (property.name.as_str(), property.ty.to_string());
            let same = by_name.entry(key).or_default();
            same.push((property, owner));
        }
    }
    for ((name, _), same) in by_name {
        let (secret, open): (Vec<Owned<'_>>, Vec<_>) =
            same.into_iter().partition(|(of, _)| of.facts.secret);
        let (Some(other), [(property, owner)]) = (secret.first(), &open[..]) else {
            continue;
        };
        let place = |(property, owner): &Owned<'_>| {
            let own = property.evidence.places.first();
            own.cloned().or_else(|| owner.cloned())
        };
        if let (Some(at), Some(other)) = (place(&(property, *owner)), place(other)) {
            let message = format!("`{name}` is secret in all other places, and not here");
            found.push(
                Diagnostic::error("conflicting-description", message)
                    .at(&at.file, at.span)
                    .label(&other.file, other.span, "secret here")
                    .help("write `Secret.` into the description on the page about the type"),
            );
        }
    }
}
