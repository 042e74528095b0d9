//! What all operations that are alike have, and the one that lacks it or has more.

use std::collections::BTreeMap;

use super::kin;
use crate::area::AreaKind;
use crate::diagnostic::Diagnostic;
use crate::page::{HeaderRow, ParameterRow, SourcePage, StatusRow};
use crate::resolve::evidence::amendment::{Amendment, Dissent, RowChange};
use crate::resolve::evidence::dissent::listed;
use crate::source::{Span, Spanned};

/// So many operations of one kind and method tell what belongs to it.
const MANY: usize = 30;

/// Operations that are alike, each with some of the rows that they can have.
type Group<'p, Row> = Vec<(&'p SourcePage, Vec<&'p Spanned<Row>>)>;

/// Finds statuses, headers and parameters of queries that one page alone lacks, and statuses and
/// headers that one page alone has.
pub(crate) fn dissents(pages: &[&SourcePage]) -> Vec<Dissent> {
    let own = pages.iter().copied().filter(|page| page.file.set == 0);
    let own: Vec<&SourcePage> = own.collect();
    let mut found = statuses(&own);
    found.extend(headers(&own));
    found.extend(queries(&own));
    found
}

/// So many pages that list one status tell which one comes with it.
const TOGETHER: usize = 9;

/// Successes differ with what an operation does, but none is one operation's alone.
fn statuses(pages: &[&SourcePage]) -> Vec<Dissent> {
    let mut groups: BTreeMap<(AreaKind, &str), Group<'_, StatusRow>> = BTreeMap::new();
    let mut all: Group<'_, StatusRow> = Vec::new();
    for page in pages {
        let rows = page.page.response.statuses.rows.iter();
        let (successes, others) = rows.partition(|row| row.is_success());
        all.push((page, successes));
        let group = groups.entry((page.kind(), &page.page.http.method));
        group.or_default().push((page, others));
    }
    let code = |row: &StatusRow| *row.code;
    let mut found = Vec::new();
    for ((kind, method), group) in &groups {
        let of = match kind {
            AreaKind::Agent => format!("operations of agents with {method}"),
            AreaKind::Rest => format!("operations of REST with {method}"),
        };
        let odd = odd(group, MANY, code).into_iter();
        found.extend(odd.map(|odd| odd_status(&odd, &of)));
    }
    found.extend(companions(pages));
    let more = odd(&all, MANY, code).into_iter().filter(|odd| odd.has);
    found.extend(more.map(|odd| {
        let mut found = odd_status(&odd, "operations with any method");
        // Without any success it would be another operation.
        let rows = odd.page.page.response.statuses.rows.iter();
        if rows.filter(|row| row.is_success()).count() == 1 {
            found.amendments.clear();
        }
        found
    }));
    found
}

/// A failure that comes without another one, as on no other page.
fn companions(pages: &[&SourcePage]) -> Vec<Dissent> {
    let mut groups: BTreeMap<(AreaKind, &str, u16), Group<'_, StatusRow>> = BTreeMap::new();
    for page in pages {
        let rows = page.page.response.statuses.rows.iter();
        let failures = rows.filter(|row| !row.is_success());
        let failures: Vec<_> = failures.collect();
        for row in &failures {
            let group = groups.entry((page.kind(), &page.page.http.method, *row.code));
            group.or_default().push((page, failures.clone()));
        }
    }
    let mut found = Vec::new();
    for ((.., code), group) in &groups {
        let lacking = odd(group, TOGETHER, |row: &StatusRow| *row.code).into_iter();
        found.extend(lacking.filter(|odd| !odd.has).map(|odd| {
            let other = *odd.row.code;
            let message =
                format!("the status {code} comes without {other}, and with it on all other pages");
            let rows = odd.page.page.response.statuses.rows.iter();
            let own = rows.clone().find(|row| *row.code == *code);
            let at = own.map_or(Span::default(), |row| row.span);
            let mut found = Diagnostic::error("conflicting-status", message)
                .at(&odd.page.file, at)
                .help("add the one, or remove the other");
            if let Some(page) = odd.other {
                found = found.label(&page.file, odd.row.span, "listed here");
            }
            Dissent {
                diagnostic: found,
                amendments: Vec::new(),
            }
        }));
    }
    found
}

fn odd_status(odd: &Odd<'_, StatusRow>, of: &str) -> Dissent {
    let code = *odd.row.code;
    let message = match odd.has {
        true => format!("no other of the {of} lists the status {code}"),
        false => format!("the status {code} is missing, which all other {of} list"),
    };
    let head = |page: &SourcePage| page.page.response.statuses.head.span();
    let change = match odd.has {
        true => RowChange::RemoveStatus(code),
        false => RowChange::AddStatus(odd.row.value.clone()),
    };
    odd.dissent(
        Diagnostic::error("conflicting-status", message),
        head,
        change,
    )
}

/// Those of bodies differ with what an operation takes and gives.
fn headers(pages: &[&SourcePage]) -> Vec<Dissent> {
    let mut groups: BTreeMap<(AreaKind, &str, bool), Group<'_, HeaderRow>> = BTreeMap::new();
    for page in pages {
        let rows = page.page.headers.table.rows.iter();
        let rows = rows.filter(|row| !matches!(row.name.as_str(), "Content-Type" | "Accept"));
        let is_void = page.page.response.is_void();
        let group = groups.entry((page.kind(), &page.page.http.method, is_void));
        group.or_default().push((page, rows.collect()));
    }
    let name = |row: &HeaderRow| row.name.value.clone();
    let odd = groups.values().flat_map(|group| odd(group, MANY, name));
    let odd = odd.map(|odd| {
        let name = odd.row.name.as_str();
        let message = match odd.has {
            true => format!("no other page like this one lists the header `{name}`"),
            false => {
                format!("the header `{name}` is missing, which all pages like this one list")
            }
        };
        let head = |page: &SourcePage| page.page.headers.heading.span();
        let change = match odd.has {
            true => RowChange::RemoveHeader(name.to_owned()),
            false => RowChange::AddHeader {
                row: odd.row.value.clone(),
                at: odd.position(|page| &page.page.headers.table.rows),
            },
        };
        odd.dissent(
            Diagnostic::error("conflicting-header", message),
            head,
            change,
        )
    });
    odd.collect()
}

/// An operation may have parameters that no other has.
fn queries(pages: &[&SourcePage]) -> Vec<Dissent> {
    let name = |row: &ParameterRow| row.name.value.clone();
    let mut by_page: BTreeMap<&str, BTreeMap<&str, Odd<'_, ParameterRow>>> = BTreeMap::new();
    for kin in kin::groups(pages) {
        let kin = kin.into_iter();
        let rows = kin.map(|page| (page, page.page.query_parameters().collect()));
        let group: Group<'_, ParameterRow> = rows.collect();
        for odd in odd(&group, kin::MANY, name) {
            if !odd.has {
                let lacks = by_page.entry(odd.page.uid()).or_default();
                lacks.insert(&odd.row.name, odd);
            }
        }
    }
    let dissents = by_page.into_values().filter_map(|lacks| {
        let first = lacks.values().next()?;
        let message = format!(
            "the query lacks {}, which all operations like this one have",
            listed(lacks.keys().copied())
        );
        let head = |page: &SourcePage| match &page.page.query {
            Some(query) => query.section.heading.span(),
            None => page.page.http.span,
        };
        let add = |odd: &Odd<'_, ParameterRow>| RowChange::AddQuery {
            row: odd.row.value.clone(),
            at: odd.position(|page| {
                let query = page.page.query.as_ref();
                query.map_or(&[][..], |query| &query.section.table.rows)
            }),
            example: odd.other.and_then(|page| example(page, &odd.row.name)),
        };
        let found = Diagnostic::error("conflicting-query", message);
        let mut dissent = first.dissent(found, head, add(first));
        let others = lacks.values().skip(1);
        let others = others.map(|odd| odd.amendment(add(odd)));
        dissent.amendments.extend(others);
        Some(dissent)
    });
    dissents.collect()
}

/// `$select=Name` of the example that a page has for a parameter.
fn example(page: &SourcePage, name: &str) -> Option<String> {
    let examples = &page.page.query.as_ref()?.examples;
    let queries = examples
        .iter()
        .filter_map(|example| example.split_once('?'));
    let mut pairs = queries.flat_map(|(_, query)| query.split('&'));
    let is_own = |pair: &&str| pair.split_once('=').is_some_and(|(own, _)| own == name);
    pairs.find(is_own).map(str::to_owned)
}

/// What one page alone has or lacks.
struct Odd<'p, Row> {
    page: &'p SourcePage,
    has: bool,
    /// Its row, or that of another page.
    row: &'p Spanned<Row>,
    /// A page that is like it but for that.
    other: Option<&'p SourcePage>,
}

impl<Row> Odd<'_, Row> {
    fn dissent(
        &self,
        found: Diagnostic,
        head: impl Fn(&SourcePage) -> Span,
        change: RowChange,
    ) -> Dissent {
        let (span, text) = match self.has {
            true => (self.row.span, "not listed here"),
            false => (head(self.page), "listed here"),
        };
        let mut diagnostic = found
            .at(&self.page.file, span)
            .help("correct the table, or those of the other pages");
        if let Some(other) = self.other {
            let span = match self.has {
                true => head(other),
                false => self.row.span,
            };
            diagnostic = diagnostic.label(&other.file, span, text);
        }
        Dissent {
            diagnostic,
            amendments: vec![self.amendment(change)],
        }
    }

    /// Where the row stands in the table of the other page.
    fn position(&self, rows: impl Fn(&SourcePage) -> &[Spanned<Row>]) -> usize {
        let other = self.other.map_or(&[][..], rows);
        let is_before = |row: &&Spanned<Row>| row.span.start() < self.row.span.start();
        other.iter().filter(is_before).count()
    }

    fn amendment(&self, change: RowChange) -> Amendment {
        Amendment::new(self.page.uid(), change)
    }
}

fn odd<'p, Row, Key: Ord>(
    group: &Group<'p, Row>,
    many: usize,
    key: impl Fn(&Row) -> Key,
) -> Vec<Odd<'p, Row>> {
    let mut odd = Vec::new();
    if group.len() < many {
        return odd;
    }
    let mut having: BTreeMap<Key, Vec<(&'p SourcePage, &'p Spanned<Row>)>> = BTreeMap::new();
    for (page, rows) in group {
        for &row in rows {
            let same = having.entry(key(row)).or_default();
            // A row that comes twice is another error.
            if same.last().is_none_or(|(last, _)| last.uid() != page.uid()) {
                same.push((page, row));
            }
        }
    }
    for (what, rows) in having {
        let lacks = |(_, rows): &&(_, Vec<&Spanned<Row>>)| rows.iter().all(|row| key(row) != what);
        let mut lacking = group.iter().filter(lacks).map(|(page, _)| *page);
        let first = rows.first().copied();
        let (page, has, row, other) = if let [(page, row)] = rows[..] {
            (page, true, row, lacking.next())
        } else if rows.len() + 1 == group.len()
            && let (Some(page), Some((other, row))) = (lacking.next(), first)
        {
            (page, false, row, Some(other))
        } else {
            continue;
        };
        odd.push(Odd {
            page,
            has,
            row,
            other,
        });
    }
    odd
}
