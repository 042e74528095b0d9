//! Names and types of bodies and properties.

use serde_json::Value;

use super::Page;
use super::rule::{
    ENTITY_FOR_DICTIONARY, PLACEHOLDER_BODY, PLACEHOLDER_ROW, VOID_BODY_NAME, VOID_BODY_SAMPLE,
};
use crate::page::{PropertyRow, TypeLabel};
use crate::resolve::Placeholders;
use crate::source::Spanned;

pub(super) fn check(page: &mut Page<'_>, placeholders: &Placeholders) {
    let response = &page.source.page.response;
    if response.is_void() {
        void(page);
    } else if let Some(body) = &response.body
        && let TypeLabel::Named(name) = &body.value
        && placeholders.is_wrong(page.source, name)
    {
        page.find(
            PLACEHOLDER_BODY,
            body.span,
            format!("the response body is called `{name}`, which is printed where a name is lost"),
            "name the type that the operation answers with",
        );
    }
    let response_rows = response.properties.iter();
    let request_rows = page.source.page.request.iter();
    let tables = response_rows.chain(request_rows.flat_map(|request| request.properties.as_ref()));
    for row in tables.flat_map(|table| &table.rows) {
        if let TypeLabel::Named(name) = &row.label.value
            && placeholders.contains(page.source.kind(), name)
            && !Placeholders::is_named_after(&row.name, name)
        {
            page.find(
                PLACEHOLDER_ROW,
                row.label.span,
                format!(
                    "`{}` has the type `{name}`, which is printed where a type is lost",
                    *row.name
                ),
                "name the type of the property",
            );
        }
    }
    dictionaries(page);
}

fn void(page: &mut Page<'_>) {
    let response = &page.source.page.response;
    if let Some(body) = &response.body
        && body.value != TypeLabel::Blank
    {
        page.find(
            VOID_BODY_NAME,
            body.span,
            format!(
                "the operation answers without a body, and has the name `{}` for it",
                body.value.lower()
            ),
            "leave out the heading of the body",
        );
    }
    let sample = page.source.page.sample_response.as_ref();
    if let Some(body) = sample.and_then(|sample| sample.body.as_ref()) {
        page.find(
            VOID_BODY_SAMPLE,
            body.span,
            "the operation answers without a body, and its sample has one".into(),
            "end the sample after the headers",
        );
    }
}

/// Only samples of dictionaries show an object where the table has a name.
fn dictionaries(page: &mut Page<'_>) {
    let operation = &page.source.page;
    let Some(table) = operation
        .request
        .as_ref()
        .and_then(|request| request.properties.as_ref())
    else {
        return;
    };
    let sample = operation.sample_request.as_ref();
    let sample = sample.and_then(|sample| sample.json());
    let is_object = |row: &Spanned<PropertyRow>| {
        let value = sample.and_then(|sample| sample.get(&row.name.value));
        value.is_some_and(Value::is_object)
    };
    // A dialect whose samples show whole entities says nothing here.
    let names = table
        .rows
        .iter()
        .filter(|row| matches!(row.label.value, TypeLabel::Named(_)));
    for row in names.filter(|row| is_object(row)) {
        page.find(
            ENTITY_FOR_DICTIONARY,
            row.label.span,
            format!(
                "`{}` has the type `{}`, and the sample shows an object with other keys",
                *row.name,
                row.label.capitalized()
            ),
            "write `object`, or `object of` with the type of the values",
        );
    }
}
