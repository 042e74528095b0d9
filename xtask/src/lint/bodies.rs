//! Names and types of bodies and properties.

use super::PageFindings;
use super::rule::{
    ENTITY_FOR_DICTIONARY, PLACEHOLDER_BODY, PLACEHOLDER_ROW, VOID_BODY_NAME, VOID_BODY_SAMPLE,
};
use crate::page::{Placeholders, RequestBody, ResponseCarriers, TypeLabel};

pub(super) fn check(
    page: &mut PageFindings<'_>,
    placeholders: &Placeholders,
    described: &ResponseCarriers,
) {
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
            "name the type that the operation responds with",
        );
    }
    for row in page.source.page.properties() {
        if let TypeLabel::Named(name) = &row.label.value
            && placeholders.hides(page.source.kind(), &row.name, name)
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
    dictionaries(page, described);
}

fn void(page: &mut PageFindings<'_>) {
    let response = &page.source.page.response;
    if let Some(body) = &response.body
        && body.value != TypeLabel::Blank
    {
        page.find(
            VOID_BODY_NAME,
            body.span,
            format!(
                "the operation responds without a body, and has the name `{}` for it",
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
            "the operation responds without a body, and its sample has one".into(),
            "end the sample after the headers",
        );
    }
}

/// A sample that has none of the properties of the type is a dictionary.
fn dictionaries(page: &mut PageFindings<'_>, described: &ResponseCarriers) {
    let operation = &page.source.page;
    let sample = operation.sample_request.as_ref();
    let sample = sample.and_then(|sample| sample.json());
    for row in operation.request.iter().flat_map(RequestBody::rows) {
        let shown = sample.and_then(|sample| sample.get(&row.name.value)?.as_object());
        if let (TypeLabel::Named(name), Some(shown)) = (&row.label.value, shown)
            && described.is_dictionary(name, shown)
        {
            page.find(
                ENTITY_FOR_DICTIONARY,
                row.label.span,
                format!(
                    "`{}` has the type `{name}`, and the sample shows an object with other keys",
                    *row.name
                ),
                "write `object`, or `object of` with the type of the values",
            );
        }
    }
}
