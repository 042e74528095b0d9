//! What a program calls itself.

use http::HeaderValue;
use http::header::USER_AGENT;

use super::{RequestBody, ResponseFuture, Transport};
use crate::error::ConfigurationError;
use crate::header;

/// What a program calls itself that says nothing.
pub(super) const DEFAULT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// A transport whose requests say what the program calls itself, unless they say it already.
pub(crate) struct UserAgent {
    name: HeaderValue,
    transport: Box<dyn Transport>,
}

impl UserAgent {
    pub(crate) fn new(name: HeaderValue, transport: Box<dyn Transport>) -> Self {
        Self { name, transport }
    }
}

/// Reads what a program calls itself.
pub(crate) fn parse(text: &str) -> Result<HeaderValue, ConfigurationError> {
    let value = header::value(text.trim()).filter(|value| !value.is_empty());
    value.ok_or_else(|| {
        ConfigurationError::new(format!(
            "the user agent `{}` is empty or has characters that no header can have",
            text.escape_debug()
        ))
    })
}

impl Transport for UserAgent {
    fn send(&self, mut request: http::Request<RequestBody>) -> ResponseFuture<'_> {
        let headers = request.headers_mut();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.name.clone());
        self.transport.send(request)
    }
}
