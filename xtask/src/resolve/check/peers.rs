//! What all operations of one kind and method have, and the one that lacks it or has more.

use std::collections::BTreeMap;

use crate::area::AreaKind;
use crate::diagnostic::Diagnostic;
use crate::page::SourcePage;
use crate::source::Span;

/// So many operations of one kind and method tell what belongs to it.
const MANY: usize = 30;

/// Operations that are alike, each with some of what they can have, and where.
type Group<'p, T> = Vec<(&'p SourcePage, Vec<(T, Span)>)>;

/// Finds statuses that one page alone lacks or has. Successes differ with what an operation does.
pub(crate) fn statuses(pages: &[&SourcePage], found: &mut Vec<Diagnostic>) {
    let mut groups: BTreeMap<(AreaKind, &str), Group<'_, u16>> = BTreeMap::new();
    let mut all: Group<'_, u16> = Vec::new();
    for page in pages.iter().filter(|page| page.file.set == 0) {
        let rows = page.page.response.statuses.rows.iter();
        let (successes, others): (Vec<_>, Vec<_>) = rows
            .map(|row| (*row.code, row.span))
            .partition(|(code, _)| matches!(code, 200..=299));
        all.push((page, successes));
        let group = groups.entry((page.kind(), &page.page.http.method));
        group.or_default().push((page, others));
    }
    let report = |odd: Odd<'_, u16>, (kind, method): (&str, &str)| {
        let of = format!("{kind} with {method}");
        let (message, span) = match odd.at {
            None => (
                format!(
                    "the status {} is missing, which all other {of} list",
                    odd.what
                ),
                odd.page.page.response.statuses.head.span(),
            ),
            Some(span) => (
                format!("no other of the {of} lists the status {}", odd.what),
                span,
            ),
        };
        Diagnostic::error("conflicting-status", message)
            .at(&odd.page.file, span)
            .help("correct the table, or those of the other pages")
    };
    for ((kind, method), group) in &groups {
        let kind = match kind {
            AreaKind::Agent => "operations of agents",
            AreaKind::Rest => "operations of REST",
        };
        found.extend(
            odd(group)
                .into_iter()
                .map(|odd| report(odd, (kind, method))),
        );
    }
    let more = odd(&all).into_iter().filter(|odd| odd.at.is_some());
    found.extend(more.map(|odd| report(odd, ("operations", "any method"))));
}

/// Finds headers that one page alone lacks or has, other than those of bodies.
pub(crate) fn headers(pages: &[&SourcePage], found: &mut Vec<Diagnostic>) {
    let mut groups: BTreeMap<(AreaKind, &str, bool), Group<'_, &str>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.file.set == 0) {
        let rows = page.page.headers.table.rows.iter();
        let rows = rows.filter(|row| !matches!(row.name.as_str(), "Content-Type" | "Accept"));
        let names = rows.map(|row| (row.name.as_str(), row.span)).collect();
        let is_void = page.page.response.is_void();
        let group = groups.entry((page.kind(), &page.page.http.method, is_void));
        group.or_default().push((page, names));
    }
    let odd = groups.values().flat_map(|group| odd(group));
    found.extend(odd.map(|odd| {
        let (message, span) = match odd.at {
            None => (
                format!(
                    "the header `{}` is missing, which all pages like this one list",
                    odd.what
                ),
                odd.page.page.headers.heading.span(),
            ),
            Some(span) => (
                format!(
                    "no other page like this one lists the header `{}`",
                    odd.what
                ),
                span,
            ),
        };
        Diagnostic::error("conflicting-header", message)
            .at(&odd.page.file, span)
            .help("correct the table, or those of the other pages")
    }));
}

/// What one page alone has, where it stands, or what it alone lacks.
struct Odd<'p, T> {
    page: &'p SourcePage,
    what: T,
    at: Option<Span>,
}

fn odd<'p, T: Copy + Ord>(group: &Group<'p, T>) -> Vec<Odd<'p, T>> {
    let mut odd = Vec::new();
    if group.len() < MANY {
        return odd;
    }
    let mut having: BTreeMap<T, Vec<(&'p SourcePage, Span)>> = BTreeMap::new();
    for (page, found) in group {
        for (what, span) in found {
            having.entry(*what).or_default().push((page, *span));
        }
    }
    for (what, places) in having {
        if let [(page, span)] = places[..] {
            odd.push(Odd {
                page,
                what,
                at: Some(span),
            });
        } else if places.len() + 1 == group.len() {
            let has = |found: &[(T, Span)]| found.iter().any(|(known, _)| *known == what);
            let lacking = group.iter().find(|(_, found)| !has(found));
            odd.extend(lacking.map(|(page, _)| Odd {
                page,
                what,
                at: None,
            }));
        }
    }
    odd
}
