//! Errors as the service words them.
//!
//! It has several forms: its own object with `Error`, that of the framework below it with
//! `MessageDetail` or `ModelState`, pages of the web server, plain text, and nothing at all.

use axum::body::Body;
use http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::check::Violation;

/// Why a request has no response of success.
#[derive(Debug)]
pub(crate) enum Problem {
    /// 400: an argument is wrong, or missing.
    Invalid(String),
    /// 400: the body has values that are none of their types.
    State(Vec<Violation>),
    /// 401.
    Unauthorized,
    /// 404: there is no such operation.
    NoOperation(String),
    /// 404: there is no such entity.
    NotFound(String),
    /// 409: a patch does not fit any more.
    Conflict(String),
    /// 405: the path has other operations.
    OtherMethods {
        method: String,
        allowed: Vec<&'static str>,
    },
    /// 411, as the web server words it.
    LengthRequired,
    /// 412, without a body.
    PreconditionFailed,
    /// 413, as the web server words it.
    TooLarge,
    /// 500: the stand-in itself has failed.
    #[cfg_attr(
        not(feature = "store"),
        expect(dead_code, reason = "only a file can fail")
    )]
    Internal(String),
    /// 415.
    UnsupportedMediaType(String),
}

impl Problem {
    pub(crate) fn invalid(detail: impl Into<String>) -> Self {
        Self::Invalid(detail.into())
    }

    pub(crate) fn into_response(self) -> Response<Body> {
        match self {
            Self::Invalid(detail) => json_response(
                StatusCode::BAD_REQUEST,
                &json!({ "Message": "The request is invalid.", "MessageDetail": detail }),
            ),
            Self::State(violations) => json_response(
                StatusCode::BAD_REQUEST,
                &json!({ "Message": "The request is invalid.", "ModelState": state(violations) }),
            ),
            Self::Unauthorized => {
                let status = StatusCode::UNAUTHORIZED;
                let mut response = html(status, "You are not authorized to view this page.");
                let schemes = HeaderValue::from_static("Basic, Bearer, SOTicket");
                response.headers_mut().insert(WWW_AUTHENTICATE, schemes);
                response
            }
            Self::NoOperation(path) => json_response(
                StatusCode::NOT_FOUND,
                &json!({
                    "Message": format!("No HTTP resource was found that matches the request URI '{path}'."),
                    "MessageDetail": "The reference has no operation with this path.",
                }),
            ),
            Self::NotFound(message) => {
                let mut object = error_object("SoNotFoundException", &message);
                // REST calls the message otherwise here.
                if let Some(message) = object.remove("Message") {
                    object.insert("ErrorMessage".to_owned(), message);
                }
                json_response(StatusCode::NOT_FOUND, &object.into())
            }
            Self::Conflict(message) => {
                let object = error_object("ConflictException", &message);
                json_response(StatusCode::CONFLICT, &object.into())
            }
            Self::OtherMethods { method, allowed } => {
                let message =
                    format!("The requested resource does not support http method '{method}'.");
                let status = StatusCode::METHOD_NOT_ALLOWED;
                let mut response = json_response(status, &json!({ "Message": message }));
                if let Ok(allowed) = HeaderValue::from_str(&allowed.join(", ")) {
                    response.headers_mut().insert(ALLOW, allowed);
                }
                response
            }
            Self::Internal(message) => {
                let object = error_object("Exception", &message);
                json_response(StatusCode::INTERNAL_SERVER_ERROR, &object.into())
            }
            Self::LengthRequired => html(StatusCode::LENGTH_REQUIRED, "A length is required."),
            Self::PreconditionFailed => empty(StatusCode::PRECONDITION_FAILED),
            Self::TooLarge => html(StatusCode::PAYLOAD_TOO_LARGE, "The request is too large."),
            Self::UnsupportedMediaType(message) => json_response(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                &json!({ "Message": message }),
            ),
        }
    }
}

/// What is wrong, by place.
fn state(violations: Vec<Violation>) -> Map<String, Json> {
    let mut state = Map::new();
    for Violation { path, message } in violations {
        let messages = state.entry(path).or_insert_with(|| json!([]));
        if let Json::Array(messages) = messages {
            messages.push(message.into());
        }
    }
    state
}

/// The service's own error object.
pub(crate) fn error_object(kind: &str, message: &str) -> Map<String, Json> {
    let entries = [
        ("Error", json!(true)),
        ("ErrorType", kind.into()),
        ("Message", message.into()),
        ("ErrorSource", "SuperOffice.Services.Implementation".into()),
    ];
    let entries = entries.map(|(name, value)| (name.to_owned(), value));
    entries.into_iter().collect()
}

pub(crate) fn json_response(status: StatusCode, json: &Json) -> Response<Body> {
    respond(status, "application/json; charset=utf-8", json.to_string())
}

/// A page as web servers and proxies send it.
pub(crate) fn html(status: StatusCode, text: &str) -> Response<Body> {
    let page = format!(
        "<!DOCTYPE html>\n<html><head><title>{status}</title></head><body><h1>{text}</h1></body></html>\n"
    );
    respond(status, "text/html; charset=utf-8", page)
}

pub(crate) fn text(status: StatusCode, text: &'static str) -> Response<Body> {
    respond(status, "text/plain; charset=utf-8", text)
}

pub(crate) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

pub(crate) fn respond(
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let media_type = HeaderValue::from_static(media_type);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}
