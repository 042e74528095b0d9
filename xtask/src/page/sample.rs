//! Sample messages of HTTP.

use super::Structure;
use crate::source::{Span, Spanned};

/// A sample HTTP message.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The section's heading, where there is one.
    pub heading: Structure,
    /// The fence lines.
    pub fence: Structure,
    /// Request or status line.
    pub start_line: Spanned<String>,
    /// Header lines.
    pub headers: Vec<Spanned<String>>,
    /// The body.
    pub body: Option<Spanned<SampleBody>>,
}

/// The body of a sample message.
#[derive(Clone, Debug, PartialEq)]
pub enum SampleBody {
    /// JSON, parsed.
    Json(serde_json::Value),
    /// Anything else, as written.
    Raw(String),
}

impl Sample {
    /// The status of a response.
    pub(crate) fn status(&self) -> Option<u16> {
        self.start_line.split(' ').nth(1)?.parse().ok()
    }

    /// The body, when it is JSON, and its place.
    pub(crate) fn json_body(&self) -> Option<(&serde_json::Value, Span)> {
        Some((self.json()?, self.body.as_ref()?.span))
    }

    /// The body, when it is JSON.
    pub fn json(&self) -> Option<&serde_json::Value> {
        match self.body.as_deref() {
            Some(SampleBody::Json(value)) => Some(value),
            _ => None,
        }
    }
}
