//! Table rows as typed rows.

use super::findings::Findings;
use crate::page::markdown::{Block, BlockKind, trim};
use crate::page::name::is_no_part_of_a_name;
use crate::page::{
    HeaderRow, MemberRow, ParameterRow, PropertyRow, StatusRow, Structure, Table, TypeLabel,
};
use crate::source::{Span, Spanned};

pub(super) fn parameters(found: &mut Findings<'_>, block: &Block) -> Table<ParameterRow> {
    rows(found, block, |found, cells: [Spanned<&str>; 3]| {
        let [name, label, description] = cells;
        let (required, description) = required(description);
        Some(ParameterRow {
            name: owned(name),
            label: type_label(found, label)?,
            required,
            description: owned(description),
        })
    })
}

pub(super) fn headers(found: &mut Findings<'_>, block: &Block) -> Table<HeaderRow> {
    rows(found, block, |_, [name, description]| {
        Some(HeaderRow {
            name: owned(name),
            description: owned(description),
        })
    })
}

pub(super) fn statuses(found: &mut Findings<'_>, block: &Block) -> Table<StatusRow> {
    rows(found, block, |found, [code, description]| {
        match code.value.parse() {
            Ok(value @ 100..=599) => Some(StatusRow {
                code: Spanned::new(value, code.span),
                description: owned(description),
            }),
            _ => {
                found.error(
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

pub(super) fn properties(found: &mut Findings<'_>, block: &Block) -> Table<PropertyRow> {
    rows(found, block, |found, [name, label, description]| {
        Some(PropertyRow {
            name: owned(name),
            label: type_label(found, label)?,
            description: owned(description),
        })
    })
}

pub(super) fn members(found: &mut Findings<'_>, block: &Block) -> Table<MemberRow> {
    rows(found, block, |found, [name, value, description]| {
        let number = match value.value {
            "" => None,
            text => match text.parse() {
                Ok(number) => Some(number),
                Err(_) => {
                    found.error(
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
    found: &mut Findings<'_>,
    block: &Block,
    mut read: impl FnMut(&mut Findings<'_>, [Spanned<&str>; N]) -> Option<Row>,
) -> Table<Row> {
    let BlockKind::Table { rows: spans } = &block.kind else {
        return Table::default();
    };
    let text = found.text();
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
            found.error(
                "wrong-cell-count",
                span,
                format!("the row has {count} cells, the table has {N} columns"),
                "add the missing cells, or write `\\|` for a pipe character that belongs to the text",
            );
            continue;
        };
        let name = cells[0].clone();
        if name.value.is_empty() {
            found.error(
                "empty-name",
                span,
                "the first cell of the row is empty".into(),
                "give the row its name",
            );
            continue;
        }
        if name.value.contains(is_no_part_of_a_name) {
            found.error(
                "invalid-name",
                name.span,
                format!("`{}` cannot be a name", name.value),
                "write the name as it is in the samples",
            );
            continue;
        }
        if let Some(row) = read(found, cells) {
            table.rows.push(Spanned::new(row, span));
        }
    }
    table
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

fn type_label(found: &mut Findings<'_>, cell: Spanned<&str>) -> Option<Spanned<TypeLabel>> {
    match TypeLabel::parse(cell.value) {
        Ok(label) => Some(Spanned::new(label, cell.span)),
        Err(reason) => {
            found.error("unknown-type", cell.span, reason, "write a scalar such as `int32`, `array`, `object`, a carrier's name, or `Enum: A, B`");
            None
        }
    }
}
