//! The sections of the request body and the response.

use super::cursor::{Cursor, heading_text, prefix};
use super::head::{TableKind, table_kind};
use super::rows;
use crate::near::nearest;
use crate::page::markdown::BlockKind;
use crate::page::{RequestBody, Response, TypeLabel};
use crate::source::{Span, Spanned};

/// The name of a body whose table describes arguments, not a carrier.
const ARGUMENTS: &str = "request";

pub(super) fn request(cursor: &mut Cursor<'_>) -> Option<RequestBody> {
    let heading = cursor.take_if(|cursor, block| {
        cursor
            .section(block)
            .is_some_and(|name| prefix(name, "Request Body").is_some())
    })?;
    let named = heading_text(cursor, heading.clone());
    check_colon(cursor, &named);
    let words = after_colon(&named);
    let (name, label) = match words.value.split_once(' ') {
        Some((name, label)) => (name, Some(label.trim())),
        None => (&*words.value, None),
    };
    let start = words.span.start();
    let name_span = Span::new(start, start + name.len());
    let name = Spanned::new(name.to_owned(), name_span);
    // Under this name alone a table is one of arguments.
    if let Some(near) = nearest(&name, [ARGUMENTS]) {
        cursor.error(
            "misspelt-heading",
            name_span,
            format!(
                "`{}` is nearly the name of a table of arguments",
                name.value
            ),
            &format!("write `{near}`, or another name"),
        );
    }
    let label = label.and_then(|label| {
        let span = Span::new(words.span.end() - label.len(), words.span.end());
        body_label(cursor, label, span)
    });
    let text = cursor.text_until(|cursor, block| {
        table_kind(cursor.text(), block) == Some(TableKind::Property)
            || cursor
                .section(block)
                .is_some_and(|name| prefix(name, "Response").is_some())
    });
    let properties = cursor.tables(TableKind::Property, rows::properties);
    Some(RequestBody {
        heading: heading.span.into(),
        name,
        label,
        text,
        properties,
    })
}

pub(super) fn response(cursor: &mut Cursor<'_>) -> Option<Response> {
    let heading = cursor.take_if(|cursor, block| {
        cursor.section(block).is_some_and(|name| {
            prefix(name, "Response").is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        })
    });
    let Some(heading) = heading else {
        cursor.missing("missing-response", "the page has no section `## Response:`");
        return None;
    };
    let text = cursor
        .text_until(|cursor, block| table_kind(cursor.text(), block) == Some(TableKind::Status));
    let Some(statuses) = cursor.tables(TableKind::Status, rows::statuses) else {
        cursor.error(
            "missing-statuses",
            heading.span,
            "the response has no table of statuses".into(),
            "add a table `| Response | Description |` with a row for each status",
        );
        return None;
    };
    let body_heading = cursor.take_if(|cursor, block| match block.kind {
        BlockKind::Heading(_) => cursor
            .section(block)
            .is_some_and(|name| prefix(name, "Response body").is_some()),
        BlockKind::Text => prefix(&cursor.text()[block.span.range()], "Response body:").is_some(),
        _ => false,
    });
    let properties = cursor.tables(TableKind::Property, rows::properties);
    let named = heading_text(
        cursor,
        body_heading.clone().unwrap_or_else(|| heading.clone()),
    );
    check_colon(cursor, &named);
    let named = after_colon(&named);
    let mut response = Response {
        heading: heading.span.into(),
        text,
        statuses,
        body_heading: body_heading
            .map(|block| block.span.into())
            .unwrap_or_default(),
        body: None,
        properties,
    };
    response.body = body_label(cursor, &named.value, named.span).and_then(|label| {
        let value = match label.value {
            TypeLabel::Blank if response.is_void() => return None,
            TypeLabel::Blank if response.properties.is_some() => TypeLabel::Object,
            TypeLabel::Blank => TypeLabel::Byte,
            value => value,
        };
        Some(Spanned::new(value, label.span))
    });
    Some(response)
}

/// A heading that goes on without a colon names nothing.
fn check_colon(cursor: &mut Cursor<'_>, heading: &Spanned<String>) {
    let names = ["Request Body", "Response body", "Response"];
    let rest = names.iter().find_map(|name| prefix(heading, name));
    if let Some(rest) = rest.filter(|rest| !rest.is_empty() && !rest.starts_with(':')) {
        let name = heading.value[..heading.value.len() - rest.len()].trim_end();
        cursor.error(
            "misspelt-heading",
            heading.span,
            format!("a colon is missing after `{name}`"),
            &format!("write `{name}: {rest}`"),
        );
    }
}

fn body_label(cursor: &mut Cursor<'_>, text: &str, span: Span) -> Option<Spanned<TypeLabel>> {
    match TypeLabel::parse(text) {
        Ok(label) => Some(Spanned::new(label, span)),
        Err(reason) => {
            cursor.error(
                "unknown-type",
                span,
                reason,
                "write a scalar such as `int32`, `array`, `object`, `binary`, or a carrier's name",
            );
            None
        }
    }
}

fn after_colon(text: &Spanned<String>) -> Spanned<String> {
    let value = text
        .value
        .split_once(':')
        .map_or("", |(_, rest)| rest.trim());
    Spanned::new(
        value.to_owned(),
        Span::new(text.span.end() - value.len(), text.span.end()),
    )
}
