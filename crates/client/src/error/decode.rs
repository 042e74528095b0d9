//! Answers that are not what the operation promises.

use std::error::Error;
use std::fmt;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::carrier::DecodeError;
use crate::one_line::one_line;

/// An answer that cannot be read as the type that the operation promises.
pub struct UnexpectedAnswer {
    operation: &'static str,
    content_type: Option<String>,
    /// What was to come instead.
    expected: &'static str,
    error: DecodeError,
}

impl UnexpectedAnswer {
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
        let error = DecodeError::custom(".", "a page of HTML, expected a file");
        Self {
            expected: "a file",
            ..Self::new(operation, Some(headers), error)
        }
    }

    /// The identifier of the operation in the reference documentation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The media type of the answer, where the server names one.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Where in the JSON the mistake is, for example `Person.Phones[0].Value`; `.` if it is the
    /// whole answer.
    pub fn path(&self) -> &str {
        self.error.path()
    }

    /// The error of the decoder. Unlike this error, it can quote the answer.
    pub fn decode_error(&self) -> &DecodeError {
        &self.error
    }
}

impl fmt::Display for UnexpectedAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation;
        match self.content_type() {
            Some(content_type) if self.expected != "JSON" || !is_json(content_type) => write!(
                formatter,
                "{operation} answered with {} instead of {}: check the base URL",
                one_line(content_type),
                self.expected
            ),
            _ => write!(
                formatter,
                "the answer of {operation} cannot be read at `{}`: {}",
                one_line(self.path()),
                self.error.reason()
            ),
        }
    }
}

impl fmt::Debug for UnexpectedAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UnexpectedAnswer")
            .field("operation", &self.operation)
            .field("content_type", &self.content_type().map(one_line))
            .field("path", &one_line(self.path()))
            .field("reason", &self.error.reason())
            .finish()
    }
}

fn is_json(content_type: &str) -> bool {
    content_type.to_ascii_lowercase().contains("json")
}

/// The error of the decoder is no source, because chains of sources are printed.
impl Error for UnexpectedAnswer {}
