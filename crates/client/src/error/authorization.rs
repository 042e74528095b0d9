//! Failures to obtain credentials.

use std::fmt;
use std::sync::Arc;

use super::with_cause;
use crate::transport::BoxError;

/// No credentials could be obtained, or they cannot be sent.
///
/// Neither the message nor its cause may hold a secret: both are shown and logged.
#[derive(Clone, Debug)]
pub struct AuthorizationError {
    message: Arc<str>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl AuthorizationError {
    /// An error with a message for people.
    pub fn new(message: impl Into<Arc<str>>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    /// An error with a message for people, caused by `source`.
    pub fn with_source(message: impl Into<Arc<str>>, source: impl Into<BoxError>) -> Self {
        Self {
            message: message.into(),
            source: Some(source.into().into()),
        }
    }
}

impl fmt::Display for AuthorizationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = std::error::Error::source(self);
        formatter.write_str(&with_cause(&self.message, source))
    }
}

impl std::error::Error for AuthorizationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
