//! Header values.

use http::header::{Entry, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

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

/// A media type such as `image/png` or `text/plain; charset=utf-8`, without spaces around it.
pub(crate) fn media_type(text: &str) -> Option<HeaderValue> {
    let text = text.trim_matches([' ', '\t']);
    let essence = text.split(';').next()?.trim_end();
    let (kind, subtype) = essence.split_once('/')?;
    let is_token = |part: &str| {
        let belongs = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        !part.is_empty() && part.bytes().all(belongs)
    };
    let value = value(text)?;
    (is_token(kind) && is_token(subtype)).then_some(value)
}

/// Hides the cookies of a response, which are credentials, from debug output.
pub(crate) fn hide_cookies(headers: &mut HeaderMap) {
    if let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE) {
        cookies
            .iter_mut()
            .for_each(|value| value.set_sensitive(true));
    }
}
