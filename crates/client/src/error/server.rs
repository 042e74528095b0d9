//! Errors that the server responds with.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::invalid::{InvalidField, invalid_fields};
use crate::carrier::without_mark;
use crate::one_line::one_line;

/// The usual headers with the identifier of a request. The service documents none.
const REQUEST_ID_HEADERS: [&str; 6] = [
    "request-id",
    "x-request-id",
    "correlation-id",
    "x-correlation-id",
    "x-ms-request-id",
    "x-amzn-requestid",
];

/// The server responded with an error.
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
    invalid: Vec<InvalidField>,
}

impl ServerError {
    /// Reads the error from a response. `redact_text` cuts secrets out of a string.
    pub(crate) fn new(
        operation: &'static str,
        response: http::Response<Bytes>,
        redact_text: impl Fn(String) -> String,
    ) -> Self {
        let (head, body) = response.into_parts();
        let redact = |text: Option<String>| text.map(&redact_text);
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
                invalid: details
                    .invalid
                    .into_iter()
                    .map(|field| field.map(&redact_text))
                    .collect(),
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

    /// The fields of the request that are invalid, and why: the `ModelState` of a status of 400.
    pub fn invalid_fields(&self) -> &[InvalidField] {
        &self.details.invalid
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

impl Details {
    fn read(body: &[u8]) -> Self {
        // Pages of IIS can begin with a byte order mark, which JSON must not have.
        let body = without_mark(body);
        match serde_json::from_slice::<Value>(body) {
            Ok(Value::Object(object)) => Self {
                error_type: text(&object, &["errortype", "exceptiontype"]),
                message: text(&object, &["message", "errormessage", "exceptionmessage"]),
                message_detail: text(&object, &["messagedetail", "exceptionmessage"]),
                error_source: text(&object, &["errorsource"]),
                invalid: member(&object, "modelstate").map_or_else(Vec::new, invalid_fields),
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
        write!(
            formatter,
            "{} responded with {}",
            self.operation, self.status
        )?;
        if let Some(error_type) = self.error_type() {
            write!(formatter, ", {}", one_line(error_type))?;
        }
        let messages = [self.message(), self.message_detail()];
        for message in messages.into_iter().flatten() {
            write!(formatter, ": {}", one_line(message))?;
        }
        if !self.details.invalid.is_empty() {
            let fields: Vec<_> = self
                .details
                .invalid
                .iter()
                .map(ToString::to_string)
                .collect();
            write!(formatter, ": {}", one_line(&fields.join("; ")))?;
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
            .field("error_type", &self.error_type().map(one_line))
            .field("message", &self.message().map(one_line))
            .field("message_detail", &self.message_detail().map(one_line))
            .field("error_source", &self.error_source().map(one_line))
            .field("invalid_fields", &self.details.invalid)
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

/// The first text that says anything among the members of these names, which are in lower case.
fn text(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let mut strings = names.iter().filter_map(|name| {
        let text = member(object, name)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    });
    strings.next()
}

/// The first member that has this name, which is in lower case, and is not null.
fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let (_, value) = object
        .iter()
        .find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_null())?;
    Some(value)
}

/// The text of a body that is neither JSON nor HTML, if it is short enough for a message.
fn plain_text(body: &[u8]) -> Option<String> {
    const LONGEST: usize = 500;

    let text = str::from_utf8(body).ok()?.trim();
    let fits = !text.is_empty() && text.len() <= LONGEST && !text.starts_with(['<', '{', '[']);
    fits.then(|| text.to_owned())
}
