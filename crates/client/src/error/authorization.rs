//! Failures to obtain credentials.

use std::fmt;
use std::sync::Arc;

use crate::stream::BoxError;

/// No credentials could be obtained, or they cannot be sent.
///
/// The message must hold no secret: it is shown and logged.
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
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for AuthorizationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
