//! Sample messages: start line, headers, body.

use serde_json::Value;

use super::cursor::Cursor;
use crate::page::markdown::{Block, BlockKind, fence_lines, lines, trim};
use crate::page::{Sample, SampleBody, Structure};
use crate::source::{Span, Spanned, json_error};

/// Reads a fence that holds an HTTP message.
pub(super) fn message(cursor: &mut Cursor<'_>, fence: &Block) -> Option<Sample> {
    let BlockKind::Fence { content, .. } = fence.kind else {
        return None;
    };
    let text = cursor.text();
    let head_end = text[content.range()]
        .find("\n\n")
        .map_or(content.end(), |blank| content.start() + blank + 1);
    let mut head = lines(text, Span::new(content.start(), head_end))
        .map(|line| Spanned::new(line.value.to_owned(), line.span));
    let Some(start_line) = head.next() else {
        cursor.error(
            "empty-sample",
            fence.span,
            "the sample holds no message".into(),
            "add the message, or remove the fence",
        );
        return None;
    };
    let headers: Vec<_> = head.collect();
    for header in &headers {
        if !header.contains(':') {
            cursor.error(
                "invalid-sample-header",
                header.span,
                format!("`{}` is no HTTP header", header.value),
                "write `Name: value`, and a blank line before the body",
            );
        }
    }
    Some(Sample {
        heading: Structure::default(),
        fence: Structure(fence_lines(fence.span, content).to_vec()),
        start_line,
        headers,
        body: body(cursor, trim(text, Span::new(head_end, content.end()))),
    })
}

fn body(cursor: &mut Cursor<'_>, span: Span) -> Option<Spanned<SampleBody>> {
    let text = &cursor.text()[span.range()];
    if text.is_empty() {
        return None;
    }
    if looks_like_json(text) {
        let Spanned { value, span } = json(cursor, span)?;
        return Some(Spanned::new(SampleBody::Json(value), span));
    }
    let body = serde_json::from_str(text)
        .map_or_else(|_| SampleBody::Raw(text.to_owned()), SampleBody::Json);
    Some(Spanned::new(body, span))
}

/// A text that has to be JSON.
pub(super) fn json(cursor: &mut Cursor<'_>, span: Span) -> Option<Spanned<Value>> {
    let text = &cursor.text()[span.range()];
    let error = match serde_json::from_str(text) {
        Ok(value) => return Some(Spanned::new(value, span)),
        Err(error) => error,
    };
    let (offset, reason) = json_error(text, &error);
    let at = span.start() + offset;
    let wrong = cursor.text()[at..].chars().next();
    let end = wrong.map_or(at, |c| at + c.len_utf8());
    cursor.error(
        "invalid-sample-json",
        Span::new(at, end),
        format!("the sample body is not JSON: {reason}"),
        "correct the sample; its values decide types that the tables leave open",
    );
    None
}

/// Raw bytes are shown as a word or two; whatever begins like JSON has to be JSON.
fn looks_like_json(text: &str) -> bool {
    text.starts_with(['{', '[', '"'])
}
