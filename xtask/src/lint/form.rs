//! Titles, and the form of tables.

use std::collections::HashSet;

use super::PageFindings;
use super::rule::{SPLIT_ROW, TITLE_MISMATCH};
use crate::source::{SourceFile, Span, Spanned};

pub(super) fn check(page: &mut PageFindings<'_>) {
    title(page);
    split_rows(page);
}

/// `GET Ticket/{id}`: the method, and the path below `/api/v1/`.
fn title(page: &mut PageFindings<'_>) {
    let operation = &page.source.page;
    let title = &operation.front.title;
    let Some((method, path)) = title.split_once(' ') else {
        return;
    };
    // A title in words is not compared.
    if path.contains(' ') {
        return;
    }
    for (says, said, right) in [
        ("says", method, &*operation.http.method),
        ("has the path", path, operation.http.short_path()),
    ] {
        if said != right {
            page.find(
                TITLE_MISMATCH,
                title.span,
                format!("the title {says} `{said}`, the HTTP line `{right}`"),
                &format!("write `{right}`"),
            );
        }
    }
}

fn split_rows(page: &mut PageFindings<'_>) {
    let operation = &page.source.page;
    let mut rows = Vec::new();
    fn spans<'r, Row: 'r>(
        rows: impl IntoIterator<Item = &'r Spanned<Row>>,
    ) -> impl Iterator<Item = Span> {
        rows.into_iter().map(|row| row.span)
    }
    rows.extend(spans(operation.parameters()));
    rows.extend(spans(&operation.headers.table.rows));
    rows.extend(spans(&operation.response.statuses.rows));
    rows.extend(spans(operation.properties()));
    for span in rows {
        let lines = page.source.file.text[span.range()].lines().count();
        if lines > 1 {
            page.find(
                SPLIT_ROW,
                span,
                format!("a row is split over {lines} lines, and no table for Markdown"),
                "write the row in one line, with `<br>` for a line break",
            );
        }
    }
}

/// The heads of tables that come a second time without a heading in between.
///
/// This looks at the text, because such a page may not be readable.
pub(super) fn restarted(file: &SourceFile) -> Vec<Span> {
    let mut heads: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    let mut start = 0;
    let mut before: Option<(&str, Span)> = None;
    for line in file.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        let text = line.trim();
        if text.starts_with('#') || text.starts_with("```") {
            heads.clear();
        }
        let is_separator = text.starts_with('|')
            && text.contains('-')
            && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        if let (true, Some((head, head_span))) = (is_separator, before)
            && !heads.insert(head)
        {
            found.push(head_span);
        }
        before = text.starts_with('|').then_some((text, span));
    }
    found
}
