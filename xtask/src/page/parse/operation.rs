//! The page of an operation, section by section.

use super::body::{request, response};
use super::cursor::{Cursor, is};
use super::findings::Findings;
use super::front::{front_matter, heading};
use super::head::{TableKind, table_kind};
use super::http::http_line;
use super::keys::HasKey;
use super::rows;
use super::samples::samples;
use crate::diagnostic::Diagnostic;
use crate::page::markdown::{Block, BlockKind, blocks, fence_lines, lines};
use crate::page::{Page, Query, Section, Table};
use crate::source::{SourceFile, Spanned};

/// Reads one operation's page.
///
/// Every line is either part of the page or lies at or behind a place that a
/// diagnostic names. There is no page when something that every operation needs
/// is missing.
pub fn parse(file: &SourceFile) -> (Option<Page>, Vec<Diagnostic>) {
    let blocks = blocks(&file.text);
    let mut cursor = Cursor::new(file, &blocks);
    let page = page(&mut cursor);
    (page, cursor.into_diagnostics())
}

fn page(cursor: &mut Cursor<'_>) -> Option<Page> {
    let front = front_matter(cursor);
    let heading = heading(cursor);
    if heading.is_none() {
        cursor.missing(
            "missing-heading",
            "the page has no top heading, `# METHOD path`",
        );
    }
    if let Some(front) = &front {
        check_uid(cursor, &front.uid);
    }
    let http = http_line(cursor);
    if http.is_none() && !cursor.has_error("invalid-http-line") {
        cursor.missing(
            "missing-http-line",
            "the page has no fence `http` with a line `METHOD /api/…`",
        );
    }
    let prose = cursor.text_until(|cursor, block| {
        table_kind(cursor.text(), block) == Some(TableKind::Path)
            || cursor.section(block).is_some_and(|name| {
                is(name, "Query String Parameters") || is(name, "Request Headers")
            })
    });
    let path_parameters = cursor
        .tables(TableKind::Path, rows::parameters)
        .unwrap_or_default();
    let query = query(cursor);
    let headers = section(cursor, "Request Headers", TableKind::Headers, rows::headers);
    if headers.is_none() {
        cursor.missing(
            "missing-headers",
            "the page has no section `## Request Headers` with its table",
        );
    }
    let request = request(cursor);
    let response = response(cursor);
    let (sample_request, sample_response) = samples(cursor);
    cursor.report_rest("HTTP line, prose, path table, Query String Parameters, Request Headers, Request Body, Response, Response body, Sample request, Sample response");
    Some(Page {
        front: front?,
        heading: heading?,
        http: http?,
        prose,
        path_parameters,
        query,
        headers: headers?,
        request,
        response: response?,
        sample_request,
        sample_response,
        structure: std::mem::take(&mut cursor.structure),
    })
}

/// The identifier names the area and the operation: `v1AppointmentAgent_Accept`.
fn check_uid(cursor: &mut Cursor<'_>, uid: &Spanned<String>) {
    let is_word =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let parts = uid.strip_prefix('v').and_then(|rest| rest.split_once('_'));
    let is_valid = parts.is_some_and(|(area, operation)| {
        let area = area.trim_start_matches(|c: char| c.is_ascii_digit());
        is_word(area) && is_word(operation)
    });
    if !is_valid {
        cursor.error(
            "invalid-uid",
            uid.span,
            format!("`{}` is no operation's identifier", uid.value),
            "write the version, the area and the operation, such as `v1ContactAgent_GetContact`",
        );
    }
}

fn query(cursor: &mut Cursor<'_>) -> Option<Query> {
    let section = section(
        cursor,
        "Query String Parameters",
        TableKind::Query,
        rows::parameters,
    )?;
    let mut examples = Vec::new();
    if let Some(block) = cursor
        .take_if(|_, block| matches!(&block.kind, BlockKind::Fence { info, .. } if info == "http"))
        && let BlockKind::Fence { content, .. } = block.kind
    {
        cursor.structure.0.extend(fence_lines(block.span, content));
        examples.extend(
            lines(cursor.text(), content)
                .map(|line| Spanned::new(line.value.to_owned(), line.span)),
        );
    }
    Some(Query { section, examples })
}

fn section<Row: HasKey>(
    cursor: &mut Cursor<'_>,
    name: &str,
    kind: TableKind,
    read: fn(&mut Findings<'_>, &Block) -> Table<Row>,
) -> Option<Section<Row>> {
    let heading = cursor
        .take_if(|cursor, block| cursor.section(block).is_some_and(|found| is(found, name)))?;
    match cursor.tables(kind, read) {
        Some(table) => Some(Section {
            heading: heading.span.into(),
            table,
        }),
        None if cursor.is_next_misspelt() => None,
        None => {
            cursor.error(
                "missing-table",
                heading.span,
                format!("no table follows `## {name}`"),
                "add the table, or remove the heading",
            );
            None
        }
    }
}
