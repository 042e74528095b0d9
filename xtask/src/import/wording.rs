//! Descriptions reduced to their facts, in fixed wording.

use crate::facts::{BodyFact, Facts, OperationFacts};
use crate::page::{Page, RequestBody, TypeLabel};
use crate::resolve::carrier_in_text;
use crate::source::Spanned;

/// The request headers of the API, and what they are for.
const HEADERS: [(&str, &str); 9] = [
    ("Authorization", "Credentials: Basic, SoTicket or Bearer."),
    (
        "X-XSRF-TOKEN",
        "The session's XSRF value, in place of Authorization.",
    ),
    ("Content-Type", "Media type of the request body:"),
    ("Accept", "Media types of the response:"),
    ("Accept-Language", "Language of texts in the response."),
    (
        "SO-Language",
        "Language of texts in the response; overrides Accept-Language.",
    ),
    (
        "SO-Culture",
        "Culture of numbers and dates; needs a language.",
    ),
    ("SO-TimeZone", "Time zone of times in the response."),
    ("SO-AppToken", "The app's token."),
];

/// The older dialect names a body's carrier in the response's text alone.
pub(super) fn name_body(page: &mut Page) {
    let response = &mut page.response;
    if let (Some(body), Some(text)) = (&mut response.body, &response.text)
        && body.value == TypeLabel::Object
        && let Some(name) = carrier_in_text(text)
    {
        body.value = TypeLabel::Named(name);
    }
}

/// Replaces every description by the facts that it states.
pub(super) fn reduce(page: &mut Page) {
    let prose = page.prose.take();
    page.prose =
        prose.and_then(|prose| restate(prose, |text| OperationFacts::read(text).to_string()));
    for row in page.parameters_mut() {
        facts(&mut row.value.description);
    }
    for row in page.properties_mut() {
        facts(&mut row.value.description);
    }
    for row in &mut page.headers.table.rows {
        header(&row.value.name.value, &mut row.value.description);
    }
    if let Some(request) = &mut page.request {
        request_text(request);
    }
    let response = &mut page.response;
    response.text = None;
    for row in &mut response.statuses.rows {
        row.value.description.value = status(*row.value.code).to_owned();
    }
    if let Some(sample) = &mut page.sample_response {
        sample.start_line.value = status_line(sample.status().unwrap_or(200));
    }
}

fn facts(description: &mut Spanned<String>) {
    description.value = Facts::read(&description.value).to_string();
}

/// The list of the arguments' names is a fact already.
fn request_text(request: &mut RequestBody) {
    let names: Vec<_> = request.rows().map(|row| row.name.as_str()).collect();
    let names = names.join(", ");
    let name = request.name.value.clone();
    request.text = request.text.take().and_then(|text| {
        if text.value == names && !names.is_empty() {
            return Some(text);
        }
        restate(text, |text| {
            BodyFact::read(&name, text)
                .map(|fact| fact.to_string())
                .unwrap_or_default()
        })
    });
}

fn restate(text: Spanned<String>, restated: impl Fn(&str) -> String) -> Option<Spanned<String>> {
    let value = restated(&text.value);
    (!value.is_empty()).then(|| Spanned::new(value, text.span))
}

/// The purpose in our words, and the media types.
fn header(name: &str, description: &mut Spanned<String>) {
    let purpose = HEADERS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map_or("", |(_, purpose)| purpose);
    let types: Vec<_> = description
        .value
        .split('`')
        .skip(1)
        .step_by(2)
        .map(|media_type| format!("`{media_type}`"))
        .collect();
    let lists_types = purpose.ends_with(':');
    description.value = match (lists_types, types.is_empty()) {
        (true, false) => format!("{purpose} {}", types.join(", ")),
        (true, true) => format!("{purpose} none"),
        (false, _) => purpose.to_owned(),
    };
}

/// `HTTP/1.1 200 OK`
pub(super) fn status_line(code: u16) -> String {
    format!("HTTP/1.1 {code} {}", status(code))
}

/// What a status means, for every operation that has it.
fn status(code: u16) -> &'static str {
    match code {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        304 => "Not modified since If-Modified-Since",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        412 => "Modified since If-Unmodified-Since",
        _ => "",
    }
}
