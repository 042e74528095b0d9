//! Samples and examples that do not agree with the tables.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::PageFindings;
use super::rule::{COMMA_SEPARATED_ARRAY, MALFORMED_DATE, SAMPLE_CONTRADICTS_TABLE};
use crate::page::{ParameterRow, PropertyRow, Sample, Table, TypeLabel};
use crate::source::{Span, Spanned};

/// The headers whose values are dates of HTTP.
const DATES: [&str; 5] = [
    "Date",
    "Expires",
    "If-Modified-Since",
    "If-Unmodified-Since",
    "Last-Modified",
];

pub(super) fn check<'a>(page: &mut PageFindings<'a>) {
    let operation = &page.source.page;
    for sample in [&operation.sample_request, &operation.sample_response]
        .into_iter()
        .flatten()
    {
        dates(page, sample);
    }
    let shown = |sample: &'a Option<Sample>| sample.as_ref().and_then(Sample::json_body);
    if let Some(request) = &operation.request {
        let rows = request.properties.as_ref();
        properties(page, rows, shown(&operation.sample_request));
    }
    let response = &operation.response;
    let body = shown(&operation.sample_response);
    properties(page, response.properties.as_ref(), body);
    if let Some(label) = &response.body
        && !response.is_void()
        && response.properties.is_none()
        && let Some(body) = body
    {
        value_of(page, "the response body", label, body);
    }
    arrays(page);
}

fn dates(page: &mut PageFindings<'_>, sample: &Sample) {
    for header in &sample.headers {
        let Some((name, value)) = header.split_once(':') else {
            continue;
        };
        if DATES.contains(&name) && httpdate::parse_http_date(value.trim()).is_err() {
            page.find(
                MALFORMED_DATE,
                header.span,
                format!("`{}` is no date of HTTP", value.trim()),
                "write it as in `Wed, 31 Jan 2024 12:00:00 GMT`",
            );
        }
    }
}

/// The properties of a table in the object of a sample, or in the first of its objects.
fn properties(
    page: &mut PageFindings<'_>,
    table: Option<&Table<PropertyRow>>,
    sample: Option<(&Value, Span)>,
) {
    let (Some(table), Some((value, span))) = (table, sample) else {
        return;
    };
    let object = match value {
        Value::Array(items) => items.first().and_then(Value::as_object),
        value => value.as_object(),
    };
    let Some(object) = object else {
        return;
    };
    for row in &table.rows {
        if let Some(value) = object.get(&row.name.value) {
            let what = format!("`{}`", *row.name);
            value_of(page, &what, &row.label, (value, span));
        }
    }
}

fn value_of(
    page: &mut PageFindings<'_>,
    what: &str,
    label: &Spanned<TypeLabel>,
    (value, sample): (&Value, Span),
) {
    if fits(label, value) {
        return;
    }
    page.find_with(
        SAMPLE_CONTRADICTS_TABLE,
        label.span,
        format!(
            "{what} is `{}`, and the sample shows {}",
            label.lower(),
            shown(value)
        ),
        "correct the one that is wrong",
        (sample, "the sample"),
    );
}

/// Whether a value can be one of the type; names and `null` can be anything.
fn fits(label: &TypeLabel, value: &Value) -> bool {
    match (label, value) {
        (_, Value::Null) | (TypeLabel::Named(_) | TypeLabel::Blank | TypeLabel::Any, _) => true,
        (TypeLabel::Bool, value) => value.is_boolean(),
        (TypeLabel::Int32 | TypeLabel::Int64, Value::Number(number)) => {
            number.is_i64() || number.is_u64()
        }
        (TypeLabel::Double, value) => value.is_number(),
        (
            TypeLabel::String
            | TypeLabel::DateTime
            | TypeLabel::Date
            | TypeLabel::TimeSpan
            | TypeLabel::Byte
            | TypeLabel::Binary,
            value,
        ) => value.is_string(),
        (TypeLabel::Enum(_), value) => value.is_string() || value.is_number(),
        (TypeLabel::Array | TypeLabel::ArrayOf(_), value) => value.is_array(),
        (TypeLabel::Object | TypeLabel::ObjectOf(_), value) => value.is_object(),
        (TypeLabel::Int32 | TypeLabel::Int64, _) => false,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) => "a boolean".into(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(_) => "a string".into(),
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// `?ids=1,2` for `ids` that is an array; on the wire the name comes once for each value.
fn arrays(page: &mut PageFindings<'_>) {
    let Some(query) = &page.source.page.query else {
        return;
    };
    let is_array = |row: &&Spanned<ParameterRow>| {
        matches!(row.label.value, TypeLabel::Array | TypeLabel::ArrayOf(_))
    };
    let rows = query.section.table.rows.iter().filter(is_array);
    let names: HashMap<_, _> = rows
        .enumerate()
        .map(|(index, row)| (row.name.as_str(), index))
        .collect();
    // In the order of the rows, each with the examples that show it.
    let mut found = BTreeMap::new();
    for (number, example) in query.examples.iter().enumerate() {
        let Some((_, query)) = example.split_once('?') else {
            continue;
        };
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            if let Some(row) = names.get(name)
                && value.contains(',')
            {
                found
                    .entry((row, number))
                    .or_insert((example.span, name, value));
            }
        }
    }
    for (span, name, value) in found.into_values() {
        let values: Vec<_> = value
            .split(',')
            .map(|value| format!("{name}={value}"))
            .collect();
        page.find(
            COMMA_SEPARATED_ARRAY,
            span,
            format!("`{name}` is an array, and the example shows `{value}` as one value"),
            &format!("write `{}`", values.join("&")),
        );
    }
}
