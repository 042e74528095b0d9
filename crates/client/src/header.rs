//! Header values.

use http::HeaderValue;

/// The header value `text`, or `None` if a header cannot have it.
///
/// `HeaderValue` takes any UTF-8, but HTTP says nothing about what a server makes of it.
pub(crate) fn value(text: &str) -> Option<HeaderValue> {
    text.is_ascii()
        .then(|| HeaderValue::from_str(text).ok())
        .flatten()
}

/// Like [`value`], and keeps the value out of debug output.
pub(crate) fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = value(text)?;
    value.set_sensitive(true);
    Some(value)
}
