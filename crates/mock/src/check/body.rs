//! Bodies of requests.

use bytes::Bytes;
use client::testing::FakeRequest;
use serde_json::Value as Json;

use super::pairs;
use super::value::{Violation, properties, value};
use crate::catalog::{Body, Operation, Response, Type};
use crate::problem::Problem;

/// What the body of a request is.
#[derive(Debug)]
pub(crate) enum RequestContent {
    None,
    Json(Json),
    /// The parameters of the query.
    Form(Vec<(String, String)>),
    Bytes(Bytes),
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Checks the body that an operation takes, and reads it.
pub(super) fn check(
    operation: &Operation,
    request: &FakeRequest,
) -> Result<RequestContent, Problem> {
    let media_type = request.header("Content-Type").unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let is_empty = request.body().is_empty();
    match operation.request() {
        Body::None if media_type.eq_ignore_ascii_case(FORM) => {
            let text = String::from_utf8_lossy(request.body());
            Ok(RequestContent::Form(pairs(&text)))
        }
        // What is sent without need is ignored: the official client sends `null`.
        Body::None => Ok(RequestContent::None),
        Body::Arguments(items) if is_empty && items.is_empty() => Ok(RequestContent::None),
        _ if is_empty => Err(Problem::invalid(format!(
            "`{}` takes a body, and none was sent.",
            operation.id
        ))),
        Body::Json(ty) => {
            let json = json(operation, media_type, request.body())?;
            let mut violations = Vec::new();
            let ty = merged(operation, &json).unwrap_or(ty);
            value(&json, &ty, "entity", &mut violations);
            given(json, violations)
        }
        Body::Arguments(items) => {
            let json = json(operation, media_type, request.body())?;
            let mut violations = Vec::new();
            match &json {
                Json::Object(object) => properties(object, &items, "", &mut violations),
                Json::Null => {}
                _ => {
                    return Err(Problem::invalid(format!(
                        "The body of `{}` is an object.",
                        operation.id
                    )));
                }
            }
            given(json, violations)
        }
        Body::Content(known) => {
            let mut same = known
                .iter()
                .map(|known| known.eq_ignore_ascii_case(media_type));
            match known.is_empty() || same.any(|is_same| is_same) {
                true => Ok(RequestContent::Bytes(request.body().clone())),
                false => Err(unsupported(media_type, operation)),
            }
        }
        Body::File(field) => match request.file() {
            Some(file) if file.name() == field => Ok(RequestContent::Bytes(file.content().clone())),
            Some(file) => Err(Problem::invalid(format!(
                "The form of `{}` has a field `{}`, and needs one of the name `{field}`.",
                operation.id,
                file.name()
            ))),
            None => Err(unsupported(media_type, operation)),
        },
    }
}

/// The type of a patch that is an object of the new values: that of the entity.
fn merged(operation: &Operation, json: &Json) -> Option<Type> {
    match operation.response() {
        Response::Json(ty) if operation.method == "PATCH" && json.is_object() => Some(ty),
        _ => None,
    }
}

fn json(operation: &Operation, media_type: &str, body: &Bytes) -> Result<Json, Problem> {
    let is_json = media_type.is_empty() || media_type.to_ascii_lowercase().ends_with("json");
    if !is_json {
        return Err(unsupported(media_type, operation));
    }
    serde_json::from_slice(body).map_err(|error| {
        Problem::State(vec![Violation {
            path: String::new(),
            message: format!("The body is no JSON: {error}."),
        }])
    })
}

fn given(json: Json, violations: Vec<Violation>) -> Result<RequestContent, Problem> {
    match violations.is_empty() {
        true => Ok(RequestContent::Json(json)),
        false => Err(Problem::State(violations)),
    }
}

fn unsupported(media_type: &str, operation: &Operation) -> Problem {
    Problem::UnsupportedMediaType(format!(
        "`{}` does not take the media type '{media_type}'.",
        operation.id
    ))
}
