//! The response that the reference describes, where nothing else is said.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::Body;
use client::testing::FakeRequest;
use http::header::{CONTENT_TYPE, LAST_MODIFIED};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Value as Json, json};

use crate::catalog::{self, MatchedOperation, Type};
use crate::check::CheckedRequest;
use crate::problem::{Problem, empty, json_response, respond};
use crate::sample::sample;

/// The bytes of files and images: the smallest picture there is.
const CONTENT: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;";

/// Responds with the status of success and a value that is valid for its type.
pub(crate) fn documented(
    found: &MatchedOperation,
    request: &FakeRequest,
    checked: &CheckedRequest,
) -> Result<Response<Body>, Problem> {
    let operation = found.operation;
    if is_known(found, request, changed()) {
        return Ok(empty(StatusCode::NOT_MODIFIED));
    }
    if is_outdated(found, request, changed()) {
        return Err(Problem::PreconditionFailed);
    }
    let mut response = match operation.response() {
        catalog::Response::Nothing => success(found),
        catalog::Response::Bytes => bytes(request, CONTENT),
        catalog::Response::Json(ty) => json(found, checked, value(found, &ty)),
    };
    if operation.has_status(304) {
        set_changed(&mut response, changed());
    }
    Ok(response)
}

/// A value with the status of success, or what of it was selected.
pub(crate) fn json(
    found: &MatchedOperation,
    checked: &CheckedRequest,
    mut value: Json,
) -> Response<Body> {
    let mut options = checked.query.iter();
    let names = options.find(|(name, _)| name.eq_ignore_ascii_case("$select"));
    let is_dictionary = matches!(
        found.operation.response(),
        catalog::Response::Json(Type::Dictionary(_))
    );
    if let Some((_, names)) = names.filter(|_| !is_dictionary) {
        select(&mut value, names);
    }
    json_response(status(found), &value)
}

/// The status of success, without a body.
pub(crate) fn success(found: &MatchedOperation) -> Response<Body> {
    empty(status(found))
}

fn status(found: &MatchedOperation) -> StatusCode {
    StatusCode::from_u16(found.operation.success()).unwrap_or(StatusCode::OK)
}

/// Says when what is responded with was changed last.
pub(crate) fn set_changed(response: &mut Response<Body>, changed: SystemTime) {
    if let Ok(changed) = HeaderValue::from_str(&httpdate::fmt_http_date(changed)) {
        response.headers_mut().insert(LAST_MODIFIED, changed);
    }
}

/// Bytes, which are Base64 for who only takes JSON.
pub(crate) fn bytes(request: &FakeRequest, content: &[u8]) -> Response<Body> {
    let accept = request.header("Accept").unwrap_or_default();
    if accept.contains("json") && !accept.contains("octet-stream") {
        let base64 = client::carrier::Base64::from(content.to_vec());
        return json_response(StatusCode::OK, &json!(base64));
    }
    respond(StatusCode::OK, "application/octet-stream", content.to_vec())
}

/// A made-up value, with the number that was asked for.
fn value(found: &MatchedOperation, ty: &Type) -> Json {
    let area = found
        .operation
        .template
        .split('/')
        .nth(1)
        .unwrap_or_default();
    if *ty == Type::Named("ODataSlimResponse") {
        return json!({
            "odata.metadata": null,
            "odata.nextLink": null,
            "value": [{
                "PrimaryKey": "1",
                "EntityName": area.to_ascii_lowercase(),
                "name": "Nordlys AS",
            }],
        });
    }
    let mut value = sample(ty, "text");
    let mut parameters = found.operation.path_parameters().zip(&found.arguments);
    let id = parameters.find(|(item, _)| item.name == "id" && item.ty == Type::Int32);
    if let (Some((_, id)), Json::Object(object)) = (id, &mut value)
        && let Some(own) = object.get_mut(&format!("{area}Id"))
        && let Ok(id) = id.parse::<i32>()
    {
        *own = id.into();
    }
    value
}

/// Makes all properties null but the named ones, which can be columns as well.
fn select(value: &mut Json, names: &str) {
    let is_named = |property: &str| {
        let mut names = names.split(',').map(|name| name.trim().split('/').next());
        names.any(|name| name.is_some_and(|name| name.eq_ignore_ascii_case(property)))
    };
    match value {
        Json::Array(items) => items.iter_mut().for_each(|item| select(item, names)),
        Json::Object(object) if object.contains_key("odata.nextLink") => {}
        Json::Object(object) => {
            let others = object.iter_mut().filter(|(name, _)| !is_named(name));
            others.for_each(|(_, value)| *value = Json::Null);
        }
        _ => {}
    }
}

/// Whether who asks knows what was changed last at `changed`, and wants to hear no more than that.
pub(crate) fn is_known(
    found: &MatchedOperation,
    request: &FakeRequest,
    changed: SystemTime,
) -> bool {
    found.operation.has_status(304)
        && time(request, "If-Modified-Since").is_some_and(|time| changed <= time)
}

/// Whether what was changed last at `changed` is newer than who wants to change it knows.
pub(crate) fn is_outdated(
    found: &MatchedOperation,
    request: &FakeRequest,
    changed: SystemTime,
) -> bool {
    found.operation.has_status(412)
        && time(request, "If-Unmodified-Since").is_some_and(|time| time < changed)
}

fn time(request: &FakeRequest, header: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(request.header(header)?).ok()
}

/// When everything was changed last that nobody has changed: the 13th of May 2026, 09:30:00.
pub(crate) fn changed() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_778_664_600)
}

/// What was said that the response is.
pub(crate) fn given(response: client::testing::FakeResponse) -> Response<Body> {
    match response.into_response() {
        Ok(response) => response.map(Body::from_stream),
        // There is no response: what is sent breaks off at once.
        Err(_) => {
            let broken = futures_util::stream::iter([Err::<bytes::Bytes, _>(
                std::io::Error::other("the stand-in was told to fail"),
            )]);
            let mut response = Response::new(Body::from_stream(broken));
            let media_type = HeaderValue::from_static("application/json");
            response.headers_mut().insert(CONTENT_TYPE, media_type);
            response
        }
    }
}
