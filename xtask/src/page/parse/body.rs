//! The sections of the request body and the response.

use super::super::markdown::BlockKind;
use super::super::table::{self, TableKind, table_kind};
use super::super::{RequestBody, Response, TypeLabel};
use super::context::{Context, after_colon, heading_text, prefix};
use crate::near::nearest;
use crate::source::{Span, Spanned};

/// The name of a body whose table describes arguments, not a carrier.
const ARGUMENTS: &str = "request";

pub(super) fn request(context: &mut Context<'_>) -> Option<RequestBody> {
    let heading = context.take_if(|context, block| {
        context
            .section(block)
            .is_some_and(|name| prefix(name, "Request Body").is_some())
    })?;
    let named = heading_text(context, heading.clone());
    check_colon(context, &named);
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
        context.error(
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
        body_label(context, label, span)
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
        label,
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
    check_colon(context, &named);
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
    response.body = body_label(context, &named.value, named.span).and_then(|label| {
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
fn check_colon(context: &mut Context<'_>, heading: &Spanned<String>) {
    let names = ["Request Body", "Response body", "Response"];
    let rest = names.iter().find_map(|name| prefix(heading, name));
    if let Some(rest) = rest.filter(|rest| !rest.is_empty() && !rest.starts_with(':')) {
        let name = heading.value[..heading.value.len() - rest.len()].trim_end();
        context.error(
            "misspelt-heading",
            heading.span,
            format!("a colon is missing after `{name}`"),
            &format!("write `{name}: {rest}`"),
        );
    }
}

fn body_label(context: &mut Context<'_>, text: &str, span: Span) -> Option<Spanned<TypeLabel>> {
    match TypeLabel::parse(text) {
        Ok(label) => Some(Spanned::new(label, span)),
        Err(reason) => {
            context.error(
                "unknown-type",
                span,
                reason,
                "write a scalar such as `int32`, `array`, `object`, `binary`, or a carrier's name",
            );
            None
        }
    }
}
