//! Table rows as typed rows.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::markdown::{Block, BlockKind, trim};
use super::parse::Context;
use super::{
    HeaderRow, MemberRow, ParameterRow, PropertyRow, StatusRow, Structure, Table, TypeLabel,
};
use crate::source::{Span, Spanned};

/// Header and separator of a table of properties.
pub(super) const PROPERTY_HEAD: &str = "\
| Property Name | Type |  Description |
|----------------|------|--------------|
";

/// The tables a page can hold, told apart by their header row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    Path,
    Query,
    Headers,
    Status,
    Property,
    Members,
}

/// Which table a block is, if it is one of the five.
pub(super) fn table_kind(text: &str, block: &Block) -> Option<TableKind> {
    let names = header(text, block)?;
    let is_it = |(head, _): &&(&[&str], TableKind)| *head == names.as_slice();
    HEADS.iter().find(is_it).map(|(_, kind)| *kind)
}

/// The header rows that are read.
pub(super) const HEADS: [(&[&str], TableKind); 6] = [
    (&["Path Part", "Type", "Description"], TableKind::Path),
    (&["Parameter Name", "Type", "Description"], TableKind::Query),
    (&["Parameter Name", "Description"], TableKind::Headers),
    (&["Response", "Description"], TableKind::Status),
    (
        &["Property Name", "Type", "Description"],
        TableKind::Property,
    ),
    (&["Name", "Value", "Description"], TableKind::Members),
];

/// The cells of a table's header row.
pub(super) fn header<'t>(text: &'t str, block: &Block) -> Option<Vec<&'t str>> {
    let BlockKind::Table { .. } = block.kind else {
        return None;
    };
    let header = text[block.span.range()].lines().next()?;
    let names = header.trim().trim_matches('|').split('|');
    Some(names.map(str::trim).collect())
}

pub(super) fn parameters(context: &mut Context<'_>, block: &Block) -> Table<ParameterRow> {
    rows(context, block, |context, cells: [Spanned<&str>; 3]| {
        let [name, label, description] = cells;
        let (required, description) = required(description);
        Some(ParameterRow {
            name: owned(name),
            label: context.label(label)?,
            required,
            description: owned(description),
        })
    })
}

pub(super) fn headers(context: &mut Context<'_>, block: &Block) -> Table<HeaderRow> {
    rows(context, block, |_, [name, description]| {
        Some(HeaderRow {
            name: owned(name),
            description: owned(description),
        })
    })
}

pub(super) fn statuses(context: &mut Context<'_>, block: &Block) -> Table<StatusRow> {
    rows(context, block, |context, [code, description]| {
        match code.value.parse() {
            Ok(value @ 100..=599) => Some(StatusRow {
                code: Spanned::new(value, code.span),
                description: owned(description),
            }),
            _ => {
                context.error(
                    "invalid-status",
                    code.span,
                    format!("`{}` is no HTTP status code", code.value),
                    "write a number such as 200",
                );
                None
            }
        }
    })
}

pub(super) fn properties(context: &mut Context<'_>, block: &Block) -> Table<PropertyRow> {
    rows(context, block, |context, [name, label, description]| {
        Some(PropertyRow {
            name: owned(name),
            label: context.label(label)?,
            description: owned(description),
        })
    })
}

pub(super) fn members(context: &mut Context<'_>, block: &Block) -> Table<MemberRow> {
    rows(context, block, |context, [name, value, description]| {
        let number = match value.value {
            "" => None,
            text => match text.parse() {
                Ok(number) => Some(number),
                Err(_) => {
                    context.error(
                        "invalid-value",
                        value.span,
                        format!("`{text}` is no whole number"),
                        "write the member's number, or leave the cell empty",
                    );
                    return None;
                }
            },
        };
        Some(MemberRow {
            name: owned(name),
            value: Spanned::new(number, value.span),
            description: owned(description),
        })
    })
}

/// Reads the rows of a table; a row that breaks off is joined with the lines after it.
pub(super) fn rows<const N: usize, Row>(
    context: &mut Context<'_>,
    block: &Block,
    mut read: impl FnMut(&mut Context<'_>, [Spanned<&str>; N]) -> Option<Row>,
) -> Table<Row> {
    let BlockKind::Table { rows: spans } = &block.kind else {
        return Table::default();
    };
    let text = context.text();
    let head_end = spans
        .first()
        .map_or(block.span.end(), |first| first.start());
    let mut table = Table {
        head: Structure::from(trim(text, Span::new(block.span.start(), head_end))),
        rows: Vec::new(),
    };
    for span in join_split_rows(text, spans) {
        let cells = cells(text, span);
        let count = cells.len();
        let Ok(cells) = <[Spanned<&str>; N]>::try_from(cells) else {
            context.error(
                "wrong-cell-count",
                span,
                format!("the row has {count} cells, the table has {N} columns"),
                "add the missing cells, or write `\\|` for a pipe character that belongs to the text",
            );
            continue;
        };
        let name = cells[0].clone();
        if name.value.is_empty() {
            context.error(
                "empty-name",
                span,
                "the first cell of the row is empty".into(),
                "give the row its name",
            );
            continue;
        }
        if name.value.contains(is_no_part_of_a_name) {
            context.error(
                "invalid-name",
                name.span,
                format!("`{}` cannot be a name", name.value),
                "write the name as it is in the samples",
            );
            continue;
        }
        if let Some(row) = read(context, cells) {
            table.rows.push(Spanned::new(row, span));
        }
    }
    table
}

/// Names the rows of a table that stand twice.
pub(super) fn check_unique<Row: HasKey>(context: &mut Context<'_>, table: &Table<Row>) {
    let mut first: HashMap<Cow<'_, str>, Span> = HashMap::new();
    for row in &table.rows {
        let (key, span) = row.key();
        match first.entry(key) {
            Entry::Occupied(first) => context.duplicate(span, *first.get(), first.key()),
            Entry::Vacant(first) => {
                first.insert(row.span);
            }
        }
    }
}

/// Whether a character would break a name out of its code span in documentation.
pub(crate) fn is_no_part_of_a_name(c: char) -> bool {
    c.is_control() || matches!(c, '`' | '"' | '\\')
}

/// One row ends where its last pipe is; upstream breaks a few over several lines.
fn join_split_rows(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for &span in spans {
        match joined.last_mut() {
            Some(last)
                if !text[last.range()].ends_with('|') || !text[span.range()].starts_with('|') =>
            {
                *last = last.to(span);
            }
            _ => joined.push(span),
        }
    }
    joined
}

fn cells(text: &str, row: Span) -> Vec<Spanned<&str>> {
    let slice = &text[row.range()];
    let inner = slice
        .strip_prefix('|')
        .map_or(row, |_| Span::new(row.start() + 1, row.end()));
    let inner_text = &text[inner.range()];
    let end = if inner_text.ends_with('|') && !inner_text.ends_with("\\|") {
        inner.end() - 1
    } else {
        inner.end()
    };
    let bytes = text.as_bytes();
    let mut cells = Vec::with_capacity(3);
    let mut start = inner.start();
    for at in inner.start()..end {
        if bytes[at] == b'|' && bytes[at - 1] != b'\\' {
            cells.push(cell(text, start, at));
            start = at + 1;
        }
    }
    cells.push(cell(text, start, end));
    cells
}

fn cell(text: &str, start: usize, end: usize) -> Spanned<&str> {
    let span = trim(text, Span::new(start, end.max(start)));
    Spanned::new(&text[span.range()], span)
}

/// Takes the mark `**Required**` off either end of a description.
fn required(description: Spanned<&str>) -> (bool, Spanned<&str>) {
    const MARK: &str = "**Required**";
    let text = description.value;
    let span = description.span;
    if let Some(rest) = text.strip_prefix(MARK) {
        let trimmed = rest.trim_start();
        return (
            true,
            Spanned::new(trimmed, Span::new(span.end() - trimmed.len(), span.end())),
        );
    }
    if let Some(rest) = text.strip_suffix(MARK) {
        let trimmed = rest.trim_end();
        return (
            true,
            Spanned::new(
                trimmed,
                Span::new(span.start(), span.start() + trimmed.len()),
            ),
        );
    }
    (false, description)
}

/// A cell's text on one line: the line breaks of a split row become spaces.
fn owned(cell: Spanned<&str>) -> Spanned<String> {
    let text = if cell.value.contains('\n') {
        cell.value
            .lines()
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        cell.value.to_owned()
    };
    Spanned::new(text, cell.span)
}

/// Rows are told apart by their first cell.
pub(super) trait HasKey {
    /// What tells the row from others, and where it stands.
    fn key(&self) -> (Cow<'_, str>, Span);
}

macro_rules! named {
    ($($row:ty),*) => {$(
        impl HasKey for $row {
            fn key(&self) -> (Cow<'_, str>, Span) {
                (self.name.as_str().into(), self.name.span)
            }
        }
    )*};
}

named!(ParameterRow, HeaderRow, PropertyRow, MemberRow);

impl HasKey for StatusRow {
    fn key(&self) -> (Cow<'_, str>, Span) {
        (self.code.to_string().into(), self.code.span)
    }
}

impl Context<'_> {
    fn label(&mut self, cell: Spanned<&str>) -> Option<Spanned<TypeLabel>> {
        match TypeLabel::parse(cell.value) {
            Ok(label) => Some(Spanned::new(label, cell.span)),
            Err(reason) => {
                self.error("unknown-type", cell.span, reason, "write a scalar such as `int32`, `array`, `object`, a carrier's name, or `Enum: A, B`");
                None
            }
        }
    }
}
