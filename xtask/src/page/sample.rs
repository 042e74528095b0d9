//! Sample messages of HTTP.

use super::Structure;
use crate::source::Spanned;

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
    /// The body, when it is JSON.
    pub fn json(&self) -> Option<&serde_json::Value> {
        match self.body.as_deref() {
            Some(SampleBody::Json(value)) => Some(value),
            _ => None,
        }
    }
}
