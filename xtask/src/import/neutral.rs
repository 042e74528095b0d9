//! Sample values by kind, the same in every release.

use serde_json::{Value, json};

use super::bodies;
use super::members::{Members, form as form_of};
use crate::first::first_of_each;
use crate::model::is_patch_step;
use crate::page::{Page, ParameterRow, Sample, SampleBody, TypeLabel};
use crate::resolve::is_date_time;

pub(super) const DATE: &str = "1990-05-17T00:00:00";
pub(super) const DATE_TIME: &str = "2024-01-31T12:00:00Z";
pub(super) const TIME_SPAN: &str = "00:15:00";
/// Base64 of the start of a picture: bytes are recognized by it.
pub(super) const BYTES: &str = "R0lGODlh";
/// A number that only 64 bits hold.
pub(super) const LARGE: i64 = i32::MAX as i64 + 1;
pub(super) const TEXT: &str = "text";

/// A step of a JSON Patch.
pub(super) fn patch() -> Value {
    json!({"op": "replace", "path": "/Name", "value": TEXT})
}

/// Replaces the values of samples and query examples.
pub(super) fn neutralize(page: &mut Page, members: &Members) {
    let uid = page.front.uid.value.clone();
    for body in bodies(page) {
        match body {
            SampleBody::Json(body) => value(&uid, &uid, body, members),
            SampleBody::Raw(_) => *body = SampleBody::Json(json!(BYTES)),
        }
    }
    whole_number(page);
    let start = format!("{} {}", page.http.method, page.http.path);
    if let Some(query) = &mut page.query {
        let rows = query.section.table.rows.iter();
        let rows = first_of_each(rows.map(|row| (row.name.as_str(), row)));
        for example in &mut query.examples {
            let Some((_, argument)) = example.value.split_once('?') else {
                continue;
            };
            let (name, shown) = argument.split_once('=').unwrap_or((argument, ""));
            if let Some(row) = rows.get(name) {
                example.value = format!("{start}?{}", argument_pairs(row, shown));
            }
        }
    }
    let start = sample_start(page);
    if let Some(sample) = &mut page.sample_request {
        sample.start_line.value = start;
        headers(sample);
    }
    if let Some(sample) = &mut page.sample_response {
        headers(sample);
    }
}

/// The method and the path of a request, with a value for each parameter.
pub(super) fn sample_start(page: &Page) -> String {
    let mut path = page.http.path.clone();
    for row in &page.path_parameters.rows {
        path = path.replace(
            &format!("{{{}}}", *row.name),
            &argument_value(&row.label, ""),
        );
    }
    let pairs: Vec<_> = match &page.query {
        Some(query) => query
            .examples
            .iter()
            .filter_map(|example| Some(example.split_once('?')?.1))
            .collect(),
        None => Vec::new(),
    };
    let query = if pairs.is_empty() { "" } else { "?" };
    format!("{} {path}{query}{}", page.http.method, pairs.join("&"))
}

fn value(form: &str, property: &str, value: &mut Value, members: &Members) {
    match value {
        Value::Null => {}
        Value::Bool(flag) => *flag = true,
        Value::Number(number) if number.is_f64() => {
            // Upstream shows fractions for 64-bit integers.
            let is_integer = members.is_large_integer(property);
            *value = if is_integer { json!(1) } else { json!(1.5) };
        }
        Value::Number(number)
            if number
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()) =>
        {
            *value = json!(1)
        }
        Value::Number(_) => *value = json!(LARGE),
        Value::String(text) => {
            if !members.contains(form, property, text) {
                let is_body = form == property;
                let member = members.any(property).filter(|_| is_body);
                *text = member.unwrap_or(neutral_text(text)).to_owned();
            }
        }
        Value::Array(elements) => {
            for text in elements.iter_mut().filter(|element| element.is_string()) {
                let is_member = text
                    .as_str()
                    .is_some_and(|text| members.contains(form, property, text));
                if let (false, Some(member)) = (is_member, members.any(property)) {
                    *text = json!(member);
                }
            }
            elements
                .iter_mut()
                .for_each(|element| self::value(form, property, element, members));
            // How many there are is as random as what they are.
            elements.dedup();
        }
        // Upstream shows an empty object for each text of an array of arrays.
        Value::Object(entries) if entries.is_empty() && members.is_table_of_texts(property) => {
            *value = json!(TEXT);
        }
        Value::Object(entries) if is_patch_step(entries.keys().map(String::as_str)) => {
            *value = patch();
        }
        Value::Object(entries) => {
            let form = form_of(entries);
            for (name, entry) in entries {
                self::value(&form, name, entry, members);
            }
        }
    }
}

/// Upstream shows a fraction for the two bodies that are 64-bit integers.
fn whole_number(page: &mut Page) {
    let is_integer = matches!(
        page.response.body.as_deref(),
        Some(TypeLabel::Int32 | TypeLabel::Int64)
    );
    let body = page
        .sample_response
        .as_mut()
        .and_then(|sample| sample.body.as_mut());
    if let (true, Some(body)) = (is_integer, body) {
        body.value = SampleBody::Json(json!(1));
    }
}

fn neutral_text(text: &str) -> &'static str {
    if is_date_time(text) {
        DATE_TIME
    } else if text.starts_with("GIF89") || text == BYTES {
        BYTES
    } else {
        TEXT
    }
}

/// `ids=1&ids=2`
fn argument_pairs(row: &ParameterRow, shown: &str) -> String {
    let value = argument_value(&row.label, shown);
    let pairs = value
        .split(',')
        .map(|value| format!("{}={value}", *row.name));
    pairs.collect::<Vec<_>>().join("&")
}

fn argument_value(label: &TypeLabel, shown: &str) -> String {
    match label {
        TypeLabel::Bool => "true".into(),
        TypeLabel::Int32 => "1".into(),
        TypeLabel::Int64 => LARGE.to_string(),
        TypeLabel::Double => "1.5".into(),
        TypeLabel::DateTime => DATE_TIME.into(),
        TypeLabel::Date => DATE.into(),
        TypeLabel::TimeSpan => TIME_SPAN.into(),
        TypeLabel::ArrayOf(element) if **element == TypeLabel::Int32 => "1,2".into(),
        TypeLabel::ArrayOf(element) => {
            let value = argument_value(element, "");
            format!("{value},{value}")
        }
        TypeLabel::Enum(members) => members.first().cloned().unwrap_or_default(),
        TypeLabel::Array
            if shown
                .split([',', '&'])
                .map(|part| part.rsplit('=').next().unwrap_or(part))
                .all(|part| part.trim().parse::<i64>().is_ok()) =>
        {
            "1,2".into()
        }
        _ => TEXT.into(),
    }
}

fn headers(sample: &mut Sample) {
    for header in &mut sample.headers {
        let Some((name, _)) = header.value.split_once(':') else {
            continue;
        };
        header.value = match name {
            "Authorization" => "Authorization: Bearer TOKEN".into(),
            "Accept-Language" => "Accept-Language: en".into(),
            "Last-Modified" => "Last-Modified: Wed, 31 Jan 2024 12:00:00 GMT".into(),
            "Accept" | "Content-Type" => format!("{name}: application/json; charset=utf-8"),
            _ => format!("{name}: {TEXT}"),
        };
    }
}
