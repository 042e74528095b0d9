//! Which bodies of success are errors.

use serde_json::{Map, Value};

use super::ExpectedBody;

/// Properties that only errors have.
const MARKS: [&str; 8] = [
    "errorsource",
    "errortype",
    "exceptionmessage",
    "exceptiontype",
    "innerexception",
    "messagedetail",
    "modelstate",
    "stacktrace",
];

/// Properties that say what is wrong.
const MESSAGES: [&str; 3] = ["message", "errormessage", "exceptionmessage"];

/// Whether `body`, of a response with a status of success, is an error nevertheless: agents respond
/// with some mistakes so.
///
/// What an operation responds with decides. An object that says `Error: true`, or that has a
/// message and nothing of what was expected, is none of its responses, whatever else is in it.
/// Properties that the expected type has say nothing. Where any object is expected, it is an error
/// if all of it is known from errors, and more of it than a message.
pub(crate) fn is_error_object(body: &[u8], expected: ExpectedBody) -> bool {
    let owns = |key: &str| expected.has_property(key);
    // The first key of nearly every response shows that it is no error, without parsing the rest.
    let Some(first) = first_key(body) else {
        return false;
    };
    if owns(first) && !is_known(first) {
        return false;
    }
    let body = crate::carrier::without_mark(body);
    let Ok(object) = serde_json::from_slice::<Map<String, Value>>(body) else {
        return false;
    };
    let keys = || object.iter().filter(|(_, value)| !value.is_null());
    let foreign = || keys().filter(|(key, _)| !owns(key));
    let is = |key: &str, name: &str| key.eq_ignore_ascii_case(name);
    let is_declared = foreign().any(|(key, value)| is(key, "error") && *value == true);
    let has_message = foreign().any(|(key, value)| {
        MESSAGES.iter().any(|name| is(key, name)) && value.as_str().is_some_and(is_said)
    });
    let has_mark = foreign().any(|(key, _)| MARKS.iter().any(|name| is(key, name)));
    let all_known = keys().all(|(key, _)| is_known(key));
    let has_expected = keys().any(|(key, _)| owns(key) && !is_known(key));
    let is_denied = foreign().any(|(key, value)| is(key, "error") && *value == false);
    match expected {
        // A file can say anything, but not that it is an error and why.
        ExpectedBody::Bytes => has_message && (is_declared || all_known),
        _ if expected.is_open() => all_known && (is_declared || (has_message && has_mark)),
        _ if is_denied => false,
        _ => is_declared || (!has_expected && (has_message || has_mark)),
    }
}

fn is_known(key: &str) -> bool {
    let mut known = MARKS.iter().chain(&MESSAGES);
    key.eq_ignore_ascii_case("error") || known.any(|name| key.eq_ignore_ascii_case(name))
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn first_key(body: &[u8]) -> Option<&str> {
    let body = crate::carrier::without_mark(body);
    let object = body.trim_ascii_start().strip_prefix(b"{")?;
    let key = object.trim_ascii_start().strip_prefix(b"\"")?;
    let end = key.iter().position(|byte| *byte == b'"')?;
    str::from_utf8(&key[..end]).ok()
}
