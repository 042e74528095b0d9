//! Answers that are not what the operation promises.

use std::error::Error;
use std::fmt;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::carrier::DecodeError;

/// An answer that cannot be read as the type that the operation promises.
pub struct UnexpectedAnswer {
    operation: &'static str,
    content_type: Option<String>,
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
            error,
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
            Some(content_type) if !content_type.contains("json") => write!(
                formatter,
                "{operation} answered with {content_type} instead of JSON: check the base URL"
            ),
            _ => write!(
                formatter,
                "the answer of {operation} cannot be read at `{}`: {}",
                self.path(),
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
            .field("content_type", &self.content_type)
            .field("path", &self.path())
            .field("reason", &self.error.reason())
            .finish()
    }
}

/// The error of the decoder is no source, because chains of sources are printed.
impl Error for UnexpectedAnswer {}
