//! What nearly all pages say of a name, and the one that says otherwise.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Api, Property};
use crate::near::nearest;
use crate::page::{ParameterRow, SourcePage, TypeLabel};
use crate::resolve::evidence::amendment::{Amendment, Dissent, RowChange};
use crate::source::{SourceFile, Span};

/// A parameter that so many pages describe alike has a usual type.
const PAGES: usize = 10;

/// A property that so many carriers have with one type has a usual type.
const CARRIERS: usize = 100;

/// Of so many that say what is usual, one may say otherwise and is wrong.
const ONE_IN: usize = 5;

/// Finds the few parameters that have another type than those of the same name.
///
/// A text is what some pages call any value that a path or a query holds, so a text beside more
/// exact types is right.
pub(crate) fn parameters(pages: &[&SourcePage]) -> Vec<Dissent> {
    let mut by_name: BTreeMap<&str, Vec<(&SourcePage, &ParameterRow)>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.file.set == 0) {
        for row in page.page.parameters() {
            by_name.entry(&row.name).or_default().push((page, row));
        }
    }
    let mut dissents = Vec::new();
    for (name, same) in by_name {
        let alike = |(_, one): &(_, &ParameterRow), (_, other): &(_, &ParameterRow)| {
            one.label.value == other.label.value
        };
        let Some(((usual_page, usual), others)) = split(&same, alike, PAGES) else {
            continue;
        };
        let others = others.into_iter();
        for (page, row) in others.filter(|(_, row)| row.label.value != TypeLabel::String) {
            let what = format!("the parameter `{name}`");
            let says = (
                row.label.lower().to_string(),
                usual.label.lower().to_string(),
            );
            let other = (&*usual_page.file, usual.label.span);
            dissents.push(Dissent {
                diagnostic: unusual(&what, says, (&page.file, row.label.span), other),
                amendments: vec![Amendment {
                    uid: page.uid().to_owned(),
                    request: true,
                    property: name.to_owned(),
                    change: RowChange::Parameter(usual.label.value.clone()),
                }],
            });
        }
    }
    dissents
}

/// Finds media types that only one page has, and that are nearly a usual one.
pub(crate) fn media_types(pages: &[&SourcePage], found: &mut Vec<Diagnostic>) {
    let mut by_name: BTreeMap<&str, Vec<(&SourceFile, Span)>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.file.set == 0) {
        for row in &page.page.headers.table.rows {
            for name in row.description.split('`').skip(1).step_by(2) {
                let same = by_name.entry(name).or_default();
                same.push((&page.file, row.description.span));
            }
        }
    }
    let usual = by_name.iter().filter(|(_, places)| places.len() >= PAGES);
    let usual: Vec<&str> = usual.map(|(name, _)| *name).collect();
    for (name, places) in &by_name {
        if let ([(file, span)], Some(near)) = (&places[..], nearest(name, usual.iter().copied())) {
            let message = format!("no other page knows the media type `{name}`");
            found.push(
                Diagnostic::error("unknown-media-type", message)
                    .at(file, *span)
                    .help(format!("did you mean `{near}`?")),
            );
        }
    }
}

/// Finds the few properties that have another type than those of the same name in many carriers.
pub(crate) fn properties(api: &Api, found: &mut Vec<Diagnostic>) {
    let mut by_name: BTreeMap<&str, Vec<&Property>> = BTreeMap::new();
    for carrier in api.carriers.values() {
        for property in &carrier.properties {
            by_name.entry(&property.name).or_default().push(property);
        }
    }
    for (name, same) in by_name {
        let alike = |one: &&Property, other: &&Property| one.ty == other.ty;
        let Some((usual, others)) = split(&same, alike, CARRIERS) else {
            continue;
        };
        for property in others {
            let (Some(place), Some(other)) = (
                property.evidence.places.first(),
                usual.evidence.places.first(),
            ) else {
                continue;
            };
            let says = (property.ty.to_string(), usual.ty.to_string());
            let (at, other) = ((&*place.file, place.span), (&*other.file, other.span));
            found.push(unusual(&format!("the property `{name}`"), says, at, other));
        }
    }
}

/// One that says what most say, and those that do not, if they are few.
fn split<T>(all: &[T], alike: impl Fn(&T, &T) -> bool, least: usize) -> Option<(&T, Vec<&T>)> {
    if all.len() < least {
        return None;
    }
    // What more than half say is what is left when two that differ leave together.
    let (mut usual, mut lead) = (&all[0], 0_usize);
    for one in all {
        match lead {
            0 => (usual, lead) = (one, 1),
            _ if alike(one, usual) => lead += 1,
            _ => lead -= 1,
        }
    }
    let others: Vec<&T> = all.iter().filter(|one| !alike(one, usual)).collect();
    let agreeing = all.len() - others.len();
    let is_usual = !others.is_empty() && agreeing >= least && others.len() * ONE_IN <= agreeing;
    is_usual.then_some((usual, others))
}

fn unusual(
    what: &str,
    (says, usual): (String, String),
    (file, span): (&SourceFile, Span),
    (other_file, other): (&SourceFile, Span),
) -> Diagnostic {
    Diagnostic::error(
        "conflicting-type",
        format!("{what} is `{says}` here and `{usual}` nearly everywhere else"),
    )
    .at(file, span)
    .label(other_file, other, format!("`{usual}` here"))
    .help(format!("write `{usual}`, or correct the other pages"))
}
