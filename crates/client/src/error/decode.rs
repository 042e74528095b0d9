//! JSON that is not what it was expected to be, and responses that are not.

use std::error::Error;
use std::fmt;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::json::Mismatch;
use crate::one_line::one_line;
use crate::transport::BoxError;

/// JSON that is not what it was expected to be.
#[derive(Debug)]
pub struct DecodeError {
    path: String,
    mismatch: Mismatch,
    source: Option<BoxError>,
}

impl DecodeError {
    pub(crate) fn new(path: String, mismatch: Mismatch, source: impl Into<BoxError>) -> Self {
        Self {
            path,
            mismatch,
            source: Some(source.into()),
        }
    }

    /// What is at `path` is no JSON.
    pub(crate) fn malformed(path: &str, source: serde_json::Error) -> Self {
        Self::new(path.to_owned(), Mismatch::Other, source)
    }

    /// What is at `path` is not `expected`.
    pub(crate) fn mismatch(path: &str, expected: &'static str) -> Self {
        Self {
            path: path.to_owned(),
            mismatch: Mismatch::Expected(expected.into()),
            source: None,
        }
    }

    /// Where in the JSON the error is, for example `Person.Phones[0].Value`.
    ///
    /// This is `.` if it is the whole string, and `?` where the JSON ends too early.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected there, such as `i32` or `an array`, if that is known.
    #[must_use]
    pub fn expected(&self) -> Option<&str> {
        match &self.mismatch {
            Mismatch::Expected(expected) => Some(expected),
            Mismatch::Missing(_) | Mismatch::Other => None,
        }
    }

    /// What is wrong, without the value that was found: that can be personal.
    pub(crate) fn reason(&self) -> &dyn fmt::Display {
        &self.mismatch
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = one_line(&self.path);
        write!(formatter, "cannot decode the JSON at `{path}`")
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_deref()?)
    }
}

/// A response that cannot be read as the type that the operation promises.
pub struct ResponseError {
    operation: &'static str,
    content_type: Option<String>,
    /// What was to come instead.
    expected: &'static str,
    error: DecodeError,
}

impl ResponseError {
    pub(crate) fn new(
        operation: &'static str,
        headers: Option<&HeaderMap>,
        error: DecodeError,
    ) -> Self {
        let content_type = headers
            .and_then(|headers| headers.get(CONTENT_TYPE))
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        Self {
            operation,
            content_type,
            expected: "JSON",
            error,
        }
    }

    /// A page for people in the place of a file.
    pub(crate) fn page(operation: &'static str, headers: &HeaderMap) -> Self {
        let error = DecodeError::mismatch(".", "a file");
        Self {
            expected: "a file",
            ..Self::new(operation, Some(headers), error)
        }
    }

    /// The identifier of the operation in the reference documentation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The media type of the response, where the server names one.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Where in the JSON the mistake is, for example `Person.Phones[0].Value`; `.` if it is the
    /// whole response.
    pub fn path(&self) -> &str {
        self.error.path()
    }

    /// The error of the decoder. Unlike this error, it can quote the response.
    pub fn decode_error(&self) -> &DecodeError {
        &self.error
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation;
        match self.content_type() {
            Some(content_type) if self.expected != "JSON" || !is_json(content_type) => write!(
                formatter,
                "{operation} responded with {} instead of {}: check the base URL",
                one_line(content_type),
                self.expected
            ),
            _ => write!(
                formatter,
                "the response of {operation} cannot be read at `{}`: {}",
                one_line(self.path()),
                self.error.reason()
            ),
        }
    }
}

impl fmt::Debug for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResponseError")
            .field("operation", &self.operation)
            .field("content_type", &self.content_type().map(one_line))
            .field("path", &one_line(self.path()))
            .field("reason", &self.error.reason().to_string())
            .finish()
    }
}

fn is_json(content_type: &str) -> bool {
    content_type.to_ascii_lowercase().contains("json")
}

/// The error of the decoder is no source, because chains of sources are printed.
impl Error for ResponseError {}
