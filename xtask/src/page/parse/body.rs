//! The sections of the request body and the response.

use super::super::markdown::BlockKind;
use super::super::table::{self, TableKind, table_kind};
use super::super::{RequestBody, Response, TypeLabel};
use super::context::{Context, after_colon, heading_text, prefix};
use crate::source::{Span, Spanned};

pub(super) fn request(context: &mut Context<'_>) -> Option<RequestBody> {
    let heading = context.take_if(|context, block| {
        context
            .section(block)
            .is_some_and(|name| prefix(name, "Request Body").is_some())
    })?;
    let named = heading_text(context, heading.clone());
    let words = after_colon(&named);
    let (name, format) = match words.value.split_once(' ') {
        Some((name, format)) => (name, Some(format.trim())),
        None => (&*words.value, None),
    };
    let start = words.span.start();
    let name_span = Span::new(start, start + name.len());
    let name = Spanned::new(name.to_owned(), name_span);
    let format = format.map(|format| {
        Spanned::new(
            format.to_owned(),
            Span::new(words.span.end() - format.len(), words.span.end()),
        )
    });
    let text = context.text_until(|context, block| {
        table_kind(context.text(), block) == Some(TableKind::Property)
            || context
                .section(block)
                .is_some_and(|name| prefix(name, "Response").is_some())
    });
    let properties = context.tables(TableKind::Property, table::properties);
    Some(RequestBody {
        heading: heading.span.into(),
        name,
        format,
        text,
        properties,
    })
}

pub(super) fn response(context: &mut Context<'_>) -> Option<Response> {
    let heading = context.take_if(|context, block| {
        context.section(block).is_some_and(|name| {
            prefix(name, "Response").is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        })
    });
    let Some(heading) = heading else {
        context.missing("missing-response", "the page has no section `## Response:`");
        return None;
    };
    let text = context
        .text_until(|context, block| table_kind(context.text(), block) == Some(TableKind::Status));
    let Some(statuses) = context.tables(TableKind::Status, table::statuses) else {
        context.error(
            "missing-statuses",
            heading.span,
            "the response has no table of statuses".into(),
            "add a table `| Response | Description |` with a row for each status",
        );
        return None;
    };
    let body_heading = context.take_if(|context, block| match block.kind {
        BlockKind::Heading(_) => context
            .section(block)
            .is_some_and(|name| prefix(name, "Response body").is_some()),
        BlockKind::Text => prefix(&context.text()[block.span.range()], "Response body:").is_some(),
        _ => false,
    });
    let properties = context.tables(TableKind::Property, table::properties);
    let named = heading_text(
        context,
        body_heading.clone().unwrap_or_else(|| heading.clone()),
    );
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
    response.body = match TypeLabel::parse(&named.value) {
        Ok(TypeLabel::Blank) if response.is_void() => None,
        Ok(TypeLabel::Blank) if response.properties.is_some() => {
            Some(Spanned::new(TypeLabel::Object, named.span))
        }
        Ok(TypeLabel::Blank) => Some(Spanned::new(TypeLabel::Byte, named.span)),
        Ok(label) => Some(Spanned::new(label, named.span)),
        Err(reason) => {
            context.error(
                "unknown-type",
                named.span,
                reason,
                "write a scalar such as `int32`, `array`, `object`, or a carrier's name",
            );
            None
        }
    };
    Some(response)
}
