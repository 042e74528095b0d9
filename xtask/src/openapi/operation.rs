//! Operations, with their parameters, bodies and responses.

use http::StatusCode;
use serde_json::{Value, json};

use super::schema::{self, not_empty};
use super::{Object, flag, insert, object};
use crate::area::AreaKind;
use crate::facts::{Audience, OperationFacts, Restriction, RestrictionReason};
use crate::model::{Api, Area, Body, Operation, Parameter, ResponseBody, Type};
use crate::words;

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
const FORM: &str = "multipart/form-data";

/// What a response is called that says why there is none of success, and its statuses.
const FAILURE: &str = "Failure";
const FAILURES: [&str; 2] = ["4XX", "5XX"];

/// An operation; `same_path` are those with the same method and a path that
/// differs in the names of its parameters alone.
pub(super) fn operation(
    api: &Api,
    area: &Area,
    operation: &Operation,
    same_path: &[&str],
) -> Object {
    let mut out = object([
        ("tags", json!([area.path()])),
        ("operationId", json!(operation.uid)),
    ]);
    out.insert("summary".into(), json!(words::operation(area, operation)));
    // The page's own words include the facts.
    let description = match operation.text.is_empty() {
        true => operation.facts.to_string(),
        false => operation.text.join("\n\n"),
    };
    insert(&mut out, "description", not_empty(description));
    let in_path = operation.path_parameters.iter();
    let in_query = operation.query_parameters.iter();
    let parameters: Vec<Value> = in_path
        .map(|part| parameter(api, part, "path"))
        .chain(in_query.map(|option| parameter(api, option, "query")))
        .map(Value::from)
        .collect();
    let has_parameters = !parameters.is_empty();
    insert(&mut out, "parameters", has_parameters.then_some(parameters));
    insert(&mut out, "requestBody", request(api, operation));
    out.insert("responses".into(), responses(area.kind, operation).into());
    state(&mut out, &operation.facts);
    let same_path = (!same_path.is_empty()).then(|| json!(same_path));
    insert(&mut out, "x-same-path", same_path);
    out
}

fn parameter(api: &Api, parameter: &Parameter, place: &str) -> Object {
    let mut out = object([("name", json!(parameter.name)), ("in", json!(place))]);
    let says = words::parameter(&api.glossary, parameter);
    let text = parameter.text.as_deref();
    schema::state(&mut out, &parameter.facts, text, &says);
    // A path without one of its parts would be another path.
    flag(&mut out, "required", parameter.required || place == "path");
    if let (Type::List(_), "query") = (&parameter.ty, place) {
        out.insert("style".into(), json!("form"));
        out.insert("explode".into(), json!(true));
    }
    out.insert("schema".into(), schema::of(&parameter.ty).into());
    out
}

fn request(api: &Api, operation: &Operation) -> Option<Object> {
    let media_types = operation.media_types.iter().map(String::as_str);
    let (media_types, schema): (Vec<_>, _) = match operation.request.as_ref()? {
        Body::Arguments(_) => (vec![JSON], schema::named(&arguments_name(api, operation))),
        Body::Json(ty, _) => (vec![JSON], schema::of(ty)),
        Body::Content if operation.media_types.is_empty() => (vec![BYTES], schema::binary()),
        Body::Content => (media_types.collect(), schema::binary()),
        Body::File(name) => (vec![FORM], schema::form(name)),
    };
    let mut out = Object::new();
    insert(&mut out, "description", operation.request_text.clone());
    out.insert("required".into(), json!(true));
    out.insert("content".into(), content(media_types, &schema).into());
    Some(out)
}

/// The schema of an operation's arguments: the operation's identifier, which
/// is unique, and a word that sets it apart from types.
pub(super) fn arguments_name(api: &Api, operation: &Operation) -> String {
    let mut name = format!("{}Request", operation.uid);
    while api.carriers.contains_key(name.as_str()) || api.enums.contains_key(name.as_str()) {
        name.push('_');
    }
    name
}

fn content<'a>(media_types: impl IntoIterator<Item = &'a str>, schema: &Object) -> Object {
    media_types
        .into_iter()
        .map(|media_type| (media_type.to_owned(), json!({ "schema": schema })))
        .collect()
}

/// The statuses of the page, the body at those that mean success, and what any other status is. An
/// operation that has a body has such a status: without one the model knows of none.
fn responses(kind: AreaKind, operation: &Operation) -> Object {
    let body = match &operation.response {
        ResponseBody::Nothing => None,
        ResponseBody::Json(ty, _) if operation.may_find_nothing(kind) => {
            Some(content([JSON], &schema::nullable(schema::of(ty))))
        }
        ResponseBody::Json(ty, _) => Some(content([JSON], &schema::of(ty))),
        ResponseBody::Bytes => Some(content([BYTES], &schema::binary())),
    };
    let is_success = |code: u16| (200..300).contains(&code);
    let mut out = Object::new();
    for (code, text) in &operation.statuses {
        let text = if text.is_empty() { reason(*code) } else { text };
        let mut response = object([("description", json!(text))]);
        if is_success(*code) && *code != 204 {
            insert(&mut response, "content", body.clone());
        }
        out.insert(code.to_string(), response.into());
    }
    if !operation.statuses.iter().any(|(code, _)| is_success(*code)) {
        let response = json!({ "description": "Not documented" });
        out.insert("2XX".into(), response);
    }
    for status in FAILURES {
        let response = json!({ "$ref": format!("#/components/responses/{FAILURE}") });
        out.insert(status.into(), response);
    }
    out
}

/// What every operation can respond with: the service words it in several ways, and what stands in
/// front of it words it as a page.
pub(super) fn failures() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let is_error = json!({ "type": ["boolean", "null"] });
    let state = json!({
        "type": ["object", "null"],
        "additionalProperties": { "type": "array", "items": { "type": "string" } },
    });
    json!({
        FAILURE: {
            "description": "Refused or failed. A page of a web server, a string or nothing is possible as well.",
            "content": {
                JSON: {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "Error": is_error,
                            "ErrorType": text,
                            "ErrorSource": text,
                            "ErrorMessage": text,
                            "Message": text,
                            "MessageDetail": text,
                            "ModelState": state,
                        },
                        "anyOf": [{ "required": ["Message"] }, { "required": ["ErrorMessage"] }],
                    },
                },
                "text/html": { "schema": { "type": "string" } },
                "text/plain": { "schema": { "type": "string" } },
            },
        },
    })
}

/// What HTTP calls a status.
fn reason(code: u16) -> &'static str {
    let status = StatusCode::from_u16(code).ok();
    let reason = status.as_ref().and_then(StatusCode::canonical_reason);
    reason.unwrap_or("No description")
}

fn state(out: &mut Object, facts: &OperationFacts) {
    let OperationFacts {
        restricted,
        experimental,
        calls,
        archive,
        slow_threshold,
        since,
    } = facts;
    let calls: Vec<_> = calls
        .iter()
        .map(|call| json!({ "agent": call.agent, "service": call.service }))
        .collect();
    insert(out, "x-calls", (!calls.is_empty()).then_some(calls));
    insert(out, "x-archive", archive.clone());
    insert(out, "x-restricted-online", restricted.map(restriction));
    flag(out, "x-experimental", *experimental);
    insert(out, "x-slow-threshold-ms", *slow_threshold);
    insert(out, "x-since", since.clone());
}

fn restriction(restriction: Restriction) -> Object {
    let reason = match restriction.reason {
        RestrictionReason::OnRequest => "on-request",
        RestrictionReason::UserManagement => "user-management",
        RestrictionReason::OnSiteOnly => "on-site-only",
        RestrictionReason::Unspecified => "unspecified",
    };
    let mut out = object([("reason", json!(reason))]);
    let audience = restriction.audience.map(|audience| match audience {
        Audience::ErpIntegration => "erp-integration",
        Audience::Internal => "internal",
    });
    insert(&mut out, "audience", audience);
    out
}
