//! A page from its text, section by section.

mod body;
mod context;
mod http;
mod samples;

use super::markdown::{Block, BlockKind, blocks};
use super::near_miss::check_front;
use super::table::{self, HasKey, TableKind, table_kind};
use super::{FrontMatter, Page, Query, Section, Table};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span, Spanned};

use body::{request, response};
pub(super) use context::{Context, bullet_lines, fence_lines, lines};
use context::{heading_text, is};
pub(crate) use http::METHODS;
use http::http_line;
use samples::samples;

/// Reads one operation's page.
///
/// Every line is either part of the page or lies at or behind a place that a
/// diagnostic names. There is no page when something that every operation needs
/// is missing.
pub fn parse(file: &SourceFile) -> (Option<Page>, Vec<Diagnostic>) {
    let blocks = blocks(&file.text);
    let mut context = Context::new(file, &blocks);
    let page = page(&mut context);
    let diagnostics = context.diagnostics;
    (page, diagnostics)
}

fn page(context: &mut Context<'_>) -> Option<Page> {
    let front = front_matter(context);
    if front.is_none() {
        context.missing(
            "missing-front-matter",
            "the page has no front matter with a `title` and a `uid`",
        );
    }
    let heading = heading(context);
    if heading.is_none() {
        context.missing(
            "missing-heading",
            "the page has no top heading, `# METHOD path`",
        );
    }
    if let Some(front) = &front {
        check_uid(context, &front.uid);
    }
    let http = http_line(context);
    let is_told = |found: &Diagnostic| found.code == "invalid-http-line";
    if http.is_none() && !context.diagnostics.iter().any(is_told) {
        context.missing(
            "missing-http-line",
            "the page has no fence `http` with a line `METHOD /api/…`",
        );
    }
    let prose = context.text_until(|context, block| {
        table_kind(context.text(), block) == Some(TableKind::Path)
            || context.section(block).is_some_and(|name| {
                is(name, "Query String Parameters") || is(name, "Request Headers")
            })
    });
    let path_parameters = context
        .tables(TableKind::Path, table::parameters)
        .unwrap_or_default();
    let query = query(context);
    let headers = section(
        context,
        "Request Headers",
        TableKind::Headers,
        table::headers,
    );
    if headers.is_none() {
        context.missing(
            "missing-headers",
            "the page has no section `## Request Headers` with its table",
        );
    }
    let request = request(context);
    let response = response(context);
    let (sample_request, sample_response) = samples(context);
    context.report_rest("HTTP line, prose, path table, Query String Parameters, Request Headers, Request Body, Response, Response body, Sample request, Sample response");
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
        structure: std::mem::take(&mut context.structure),
    })
}

/// The text of the top heading.
pub(super) fn heading(context: &mut Context<'_>) -> Option<Spanned<String>> {
    let block = context.take_if(|_, block| block.kind == BlockKind::Heading(1))?;
    Some(heading_text(context, block))
}

/// Title and identifier.
pub(super) fn front_matter(context: &mut Context<'_>) -> Option<FrontMatter> {
    let block = context.take_if(|_, block| block.kind == BlockKind::FrontMatter)?;
    check_front(context, block.span);
    let value = |keys: [&str; 2]| {
        lines(context.text(), block.span).find_map(|line| {
            let (key, value) = line.value.split_once(':')?;
            let value = value.trim();
            let start = line.span.end() - line.value.trim_end_matches(' ').len().min(value.len());
            keys.contains(&key).then(|| {
                Spanned::new(
                    value.trim_matches('"').to_owned(),
                    Span::new(start.min(line.span.end()), line.span.end()),
                )
            })
        })
    };
    Some(FrontMatter {
        title: value(["title"; 2])?,
        uid: value(["uid", "id"]).filter(|uid| !uid.is_empty())?,
        block: block.span.into(),
    })
}

/// The identifier names the area and the operation: `v1AppointmentAgent_Accept`.
fn check_uid(context: &mut Context<'_>, uid: &Spanned<String>) {
    let is_word =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let parts = uid.strip_prefix('v').and_then(|rest| rest.split_once('_'));
    let is_valid = parts.is_some_and(|(area, operation)| {
        let area = area.trim_start_matches(|c: char| c.is_ascii_digit());
        is_word(area) && is_word(operation)
    });
    if !is_valid {
        context.error(
            "invalid-uid",
            uid.span,
            format!("`{}` is no operation's identifier", uid.value),
            "write the version, the area and the operation, such as `v1ContactAgent_GetContact`",
        );
    }
}

fn query(context: &mut Context<'_>) -> Option<Query> {
    let section = section(
        context,
        "Query String Parameters",
        TableKind::Query,
        table::parameters,
    )?;
    let mut examples = Vec::new();
    if let Some(block) = context
        .take_if(|_, block| matches!(&block.kind, BlockKind::Fence { info, .. } if info == "http"))
        && let BlockKind::Fence { content, .. } = block.kind
    {
        context.structure.0.extend(fence_lines(block.span, content));
        examples.extend(
            lines(context.text(), content)
                .map(|line| Spanned::new(line.value.to_owned(), line.span)),
        );
    }
    Some(Query { section, examples })
}

fn section<Row: HasKey>(
    context: &mut Context<'_>,
    name: &str,
    kind: TableKind,
    read: fn(&mut Context<'_>, &Block) -> Table<Row>,
) -> Option<Section<Row>> {
    let heading = context
        .take_if(|context, block| context.section(block).is_some_and(|found| is(found, name)))?;
    match context.tables(kind, read) {
        Some(table) => Some(Section {
            heading: heading.span.into(),
            table,
        }),
        None => {
            context.error(
                "missing-table",
                heading.span,
                format!("no table follows `## {name}`"),
                "add the table, or remove the heading",
            );
            None
        }
    }
}
