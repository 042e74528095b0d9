//! What nearly all pages say of a name, and the one that says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::model::{Api, Property};
use crate::near::nearest;
use crate::page::{SourcePage, TypeLabel};
use crate::resolve::evidence::amendment::{Amendment, Dissent, RowChange};
use crate::source::{SourceFile, Span, Spanned};

/// A parameter that so many pages describe alike has a usual type.
const PARAMETERS: Usual = Usual {
    least: 10,
    one_in: 5,
};

/// Of media types the same.
const MEDIA_TYPES: usize = 10;

/// The operations of one agent mean one thing by the name of an argument.
const OF_AGENT: Usual = Usual {
    least: 6,
    one_in: 5,
};

/// Those of several agents may not: `Ids` is an array of numbers nine times, and a text once.
const OF_ALL: Usual = Usual {
    least: 20,
    one_in: 20,
};

/// A property that so many carriers have with one type has a usual type.
const CARRIERS: Usual = Usual {
    least: 100,
    one_in: 5,
};

/// What is usual: what at least so many say, if of so many one at most says otherwise.
#[derive(Clone, Copy)]
struct Usual {
    least: usize,
    one_in: usize,
}

/// A type that a page states for a name.
pub(crate) struct Claim<'p> {
    pub(crate) page: &'p SourcePage,
    pub(crate) label: &'p Spanned<TypeLabel>,
}

/// Finds the few parameters that have another type than those of the same name.
///
/// A text is what some pages call any value that a path or a query holds, so a text beside more
/// exact types is right.
pub(crate) fn parameters(pages: &[&SourcePage]) -> Vec<Dissent> {
    let mut dissents = Vec::new();
    for (name, same) in parameters_by_name(pages) {
        let odd = unlike(&same, PARAMETERS, is_vague_parameter);
        dissents.extend(odd.map(|(one, usual)| {
            let change = RowChange::Parameter(usual.label.value.clone());
            one.dissent(&format!("the parameter `{name}`"), name, usual, change)
        }));
    }
    dissents
}

/// Finds the few arguments that have another type than those of the same name.
///
/// Tables of requests know fewer types than others: they say `String` for a date.
pub(crate) fn arguments(pages: &[&SourcePage]) -> Vec<Dissent> {
    let mut told = BTreeSet::new();
    let mut dissents = Vec::new();
    // Those of one agent come after those of all, which have no area.
    for ((name, area), same) in arguments_by_name(pages).into_iter().rev() {
        let usual = if area.is_empty() { OF_ALL } else { OF_AGENT };
        for (one, usual) in unlike(&same, usual, is_vague_argument) {
            if told.insert((one.page.uid(), name)) {
                let change = RowChange::Type(usual.label.value.clone());
                dissents.push(one.dissent(&format!("the argument `{name}`"), name, usual, change));
            }
        }
    }
    dissents
}

/// What all pages state for the parameters of one, and those of its agent for its arguments: by name,
/// with whether it is what most state, or no more than vague.
pub(crate) fn beside<'p>(
    pages: &[&'p SourcePage],
    page: &SourcePage,
) -> Vec<(&'p str, Claim<'p>, bool)> {
    let parameters = parameters_by_name(pages).into_iter();
    let parameters = parameters.map(|(name, same)| (name, same, is_vague_parameter as IsVague));
    let arguments = arguments_by_name(pages).into_iter();
    let arguments = arguments
        .filter(|((_, area), _)| *area == page.area())
        .map(|((name, _), same)| (name, same, is_vague_argument as IsVague));
    let all = parameters.chain(arguments);
    let own = all.filter(|(_, same, _)| same.iter().any(|claim| claim.page.uid() == page.uid()));
    own.flat_map(|(name, same, is_vague)| {
        let usual = most(&same, |claim| &claim.label.value);
        same.into_iter().map(move |claim| {
            let label = &claim.label.value;
            let agrees = usual.is_none_or(|usual| label == usual || is_vague(label, usual));
            (name, claim, agrees)
        })
    })
    .collect()
}

/// Whether a type says less than the usual one, and nothing else.
type IsVague = fn(&TypeLabel, &TypeLabel) -> bool;

fn is_vague_parameter(label: &TypeLabel, _: &TypeLabel) -> bool {
    *label == TypeLabel::String
}

fn is_vague_argument(label: &TypeLabel, usual: &TypeLabel) -> bool {
    !matches!(label, TypeLabel::Named(_)) && usual.refines(label)
}

fn parameters_by_name<'p>(pages: &[&'p SourcePage]) -> BTreeMap<&'p str, Vec<Claim<'p>>> {
    let mut by_name: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for &page in pages.iter().filter(|page| page.file.set == 0) {
        for row in page.page.parameters() {
            let label = &row.value.label;
            let same = by_name.entry(row.name.as_str()).or_default();
            same.push(Claim { page, label });
        }
    }
    by_name
}

/// By name and area, and by name alone, with no area.
fn arguments_by_name<'p>(pages: &[&'p SourcePage]) -> BTreeMap<(&'p str, &'p str), Vec<Claim<'p>>> {
    let mut by_name: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for &page in pages.iter().filter(|page| page.file.set == 0) {
        let request = page.page.request.as_ref();
        let request = request.filter(|request| *request.name == "request");
        let table = request.and_then(|request| request.properties.as_ref());
        for row in table.iter().flat_map(|table| &table.rows) {
            for area in [page.area(), ""] {
                let label = &row.value.label;
                let same = by_name.entry((row.name.as_str(), area)).or_default();
                same.push(Claim { page, label });
            }
        }
    }
    by_name
}

/// What most say; of what equally many do, the first in order.
fn most<T, Says: Ord>(all: &[T], says: impl Fn(&T) -> Says) -> Option<Says> {
    let mut counts: BTreeMap<Says, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(says(one)).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    Some(most.0)
}

/// Those that are not what is usual, nor less exact, each with one that is.
fn unlike<'s, 'p>(
    same: &'s [Claim<'p>],
    usual: Usual,
    is_less: impl Fn(&TypeLabel, &TypeLabel) -> bool,
) -> impl Iterator<Item = (&'s Claim<'p>, &'s Claim<'p>)> {
    let (usual, others) = usual.split(same, |claim| &claim.label.value).unzip();
    let others: Vec<_> = others.unwrap_or_default();
    let pairs = others
        .into_iter()
        .filter_map(move |one| Some((one, usual?)));
    pairs.filter(move |(one, usual)| !is_less(&one.label.value, &usual.label.value))
}

impl Claim<'_> {
    fn dissent(&self, what: &str, name: &str, usual: &Self, change: RowChange) -> Dissent {
        let says = [self, usual].map(|claim| claim.label.lower().to_string());
        let other = (&*usual.page.file, usual.label.span);
        let place = (&*self.page.file, self.label.span);
        Dissent {
            diagnostic: unusual(what, says, place, other),
            amendments: vec![Amendment::of_row(self.page.uid(), true, name, change)],
        }
    }
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
    let usual = by_name
        .iter()
        .filter(|(_, places)| places.len() >= MEDIA_TYPES);
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
        let Some((usual, others)) = CARRIERS.split(&same, |property| &property.ty) else {
            continue;
        };
        for property in others {
            let (Some(place), Some(other)) = (
                property.evidence.places.first(),
                usual.evidence.places.first(),
            ) else {
                continue;
            };
            let says = [&property.ty, &usual.ty].map(ToString::to_string);
            let (at, other) = ((&*place.file, place.span), (&*other.file, other.span));
            found.push(unusual(&format!("the property `{name}`"), says, at, other));
        }
    }
}

impl Usual {
    /// One that says what most say, and those that do not, if they are few.
    fn split<T, Says: Ord>(self, all: &[T], says: impl Fn(&T) -> Says) -> Option<(&T, Vec<&T>)> {
        if all.len() < self.least {
            return None;
        }
        let most = most(all, &says)?;
        let (agreeing, others): (Vec<&T>, Vec<&T>) = all.iter().partition(|one| says(one) == most);
        let are_few = others.len() * self.one_in <= agreeing.len();
        let is_usual = agreeing.len() >= self.least && are_few;
        (is_usual && !others.is_empty()).then(|| (agreeing[0], others))
    }
}

fn unusual(
    what: &str,
    [says, usual]: [String; 2],
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
