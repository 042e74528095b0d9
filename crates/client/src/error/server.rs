//! Errors that the server answers with.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

/// The keys of error objects, in lower case. A body made of these alone is an error, also under
/// a status of success: agents answer some mistakes so.
const ERROR_KEYS: [&str; 11] = [
    "error",
    "errormessage",
    "errorsource",
    "errortype",
    "exceptionmessage",
    "exceptiontype",
    "innerexception",
    "message",
    "messagedetail",
    "modelstate",
    "stacktrace",
];

/// The usual headers with the identifier of a request. The service documents none.
const REQUEST_ID_HEADERS: [&str; 6] = [
    "request-id",
    "x-request-id",
    "correlation-id",
    "x-correlation-id",
    "x-ms-request-id",
    "x-amzn-requestid",
];

/// The server answered with an error.
///
/// The status can be one of success: agents report some errors so.
pub struct ServerError {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    details: Details,
    /// What to do about it, for people.
    advice: Option<&'static str>,
}

/// What an error body tells. Every part can be missing: the body can be empty, plain text or a
/// page of HTML.
#[derive(Default)]
struct Details {
    error_type: Option<String>,
    message: Option<String>,
    message_detail: Option<String>,
    error_source: Option<String>,
}

impl ServerError {
    /// Reads the error from a response. `redact` cuts secrets out of a text.
    pub(crate) fn new(
        operation: &'static str,
        response: http::Response<Bytes>,
        redact: impl Fn(String) -> String,
    ) -> Self {
        let (head, body) = response.into_parts();
        let redact = |text: Option<String>| text.map(&redact);
        let details = Details::read(&body);
        Self {
            operation,
            status: head.status,
            headers: head.headers,
            body,
            details: Details {
                error_type: redact(details.error_type),
                message: redact(details.message),
                message_detail: redact(details.message_detail),
                error_source: redact(details.error_source),
            },
            advice: advice(head.status),
        }
    }

    /// Sets what to do about it, where more is known than the status.
    pub(crate) fn advise(&mut self, advice: &'static str) {
        self.advice = Some(advice);
    }

    /// The identifier of the operation in the reference documentation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The type of the exception in the server, such as `SoNotFoundException`.
    pub fn error_type(&self) -> Option<&str> {
        self.details.error_type.as_deref()
    }

    /// The message of the server, or the text of a short plain-text body.
    pub fn message(&self) -> Option<&str> {
        self.details.message.as_deref()
    }

    /// The second, more technical message that the server gives for malformed requests.
    pub fn message_detail(&self) -> Option<&str> {
        self.details.message_detail.as_deref()
    }

    /// The component of the server that the error comes from.
    pub fn error_source(&self) -> Option<&str> {
        self.details.error_source.as_deref()
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the server, or a proxy before it, calls the request in its logs, if it says so: name it
    /// when you ask for support.
    pub fn request_id(&self) -> Option<&str> {
        let mut values = REQUEST_ID_HEADERS
            .iter()
            .filter_map(|name| self.headers.get(*name)?.to_str().ok());
        values.find(|value| !value.is_empty())
    }

    /// The body as the server sent it, which can repeat arguments and secrets of the call.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// Whether `body`, of a response with a status of success, is an error nevertheless.
pub(crate) fn is_error_object(body: &[u8]) -> bool {
    // The first key of nearly every answer shows that it is no error, without parsing the rest.
    if !first_key(body).is_some_and(is_error_key) {
        return false;
    }
    let Ok(object) = serde_json::from_slice::<Map<String, Value>>(body) else {
        return false;
    };
    let declared = member(&object, &["error"]) == Some(&Value::Bool(true));
    let detailed = member(&object, &["message"]).is_some_and(Value::is_string)
        && member(&object, &["messagedetail"]).is_some_and(Value::is_string);
    object.keys().all(|key| is_error_key(key)) && (declared || detailed)
}

impl Details {
    fn read(body: &[u8]) -> Self {
        // Pages of IIS can begin with a byte order mark, which JSON must not have.
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        match serde_json::from_slice::<Value>(body) {
            Ok(Value::Object(object)) => Self {
                error_type: text(&object, &["errortype", "exceptiontype"]),
                message: text(&object, &["message", "errormessage", "exceptionmessage"]),
                message_detail: text(&object, &["messagedetail", "exceptionmessage"]),
                error_source: text(&object, &["errorsource"]),
            },
            Ok(Value::String(message)) => Self {
                message: Some(message),
                ..Self::default()
            },
            Ok(_) => Self::default(),
            Err(_) => Self {
                message: plain_text(body),
                ..Self::default()
            },
        }
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} answered {}", self.operation, self.status)?;
        if let Some(error_type) = self.error_type() {
            write!(formatter, ", {error_type}")?;
        }
        for message in [self.message(), self.message_detail()]
            .into_iter()
            .flatten()
        {
            write!(formatter, ": {message}")?;
        }
        if let Some(advice) = self.advice {
            write!(formatter, " ({advice})")?;
        }
        Ok(())
    }
}

impl std::error::Error for ServerError {}

/// Leaves out the values of headers and the body, which can be personal or secret.
impl fmt::Debug for ServerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().collect();
        formatter
            .debug_struct("ServerError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("error_type", &self.error_type())
            .field("message", &self.message())
            .field("message_detail", &self.message_detail())
            .field("error_source", &self.error_source())
            .field("headers", &headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

fn advice(status: StatusCode) -> Option<&'static str> {
    Some(match status {
        StatusCode::UNAUTHORIZED => "check the authorization of the client",
        StatusCode::FORBIDDEN => "the user or the application lacks the right",
        status if status.is_redirection() && status != StatusCode::NOT_MODIFIED => {
            "redirects are not followed: check the base URL"
        }
        _ => return None,
    })
}

fn is_error_key(key: &str) -> bool {
    ERROR_KEYS.contains(&key.to_ascii_lowercase().as_str())
}

fn first_key(body: &[u8]) -> Option<&str> {
    let object = body.trim_ascii_start().strip_prefix(b"{")?;
    let key = object.trim_ascii_start().strip_prefix(b"\"")?;
    let end = key.iter().position(|byte| *byte == b'"')?;
    str::from_utf8(&key[..end]).ok()
}

/// The first text among the members of these names, which are in lower case.
fn text(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let text = member(object, names)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The first member that has one of these names, which are in lower case, and is not null.
fn member<'a>(object: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| {
        let (_, value) = object
            .iter()
            .find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_null())?;
        Some(value)
    })
}

/// The text of a body that is neither JSON nor HTML, if it is short enough for a message.
fn plain_text(body: &[u8]) -> Option<String> {
    const LONGEST: usize = 500;

    let text = str::from_utf8(body).ok()?.trim();
    let fits = !text.is_empty() && text.len() <= LONGEST && !text.starts_with(['<', '{', '[']);
    fits.then(|| text.to_owned())
}
