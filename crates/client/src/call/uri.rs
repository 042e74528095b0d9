//! Percent-encoding of paths and queries.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, so that no value leaves its segment.
const PATH_ARGUMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Keeps what a query may hold literally, except what a server splits or rewrites: `&` and `;`
/// separate, `=` assigns, `+` is read as a space, and URL parsers encode `'` on their own.
const QUERY: &AsciiSet = &PATH_ARGUMENT
    .remove(b'$')
    .remove(b'!')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b'?')
    .remove(b'@');

pub(super) fn encode_path_argument(value: &str) -> Cow<'_, str> {
    utf8_percent_encode(value, PATH_ARGUMENT).into()
}

/// Joins `base`, an encoded `path` and the pairs of `query`, in order.
pub(super) fn address(base: &str, path: &str, query: &[(String, String)]) -> String {
    let pairs = query
        .iter()
        .map(|(name, value)| name.len() + value.len() + 2);
    let mut text = String::with_capacity(base.len() + path.len() + pairs.sum::<usize>());
    text.push_str(base);
    text.push_str(path);
    let mut separator = '?';
    for (name, value) in query {
        text.push(separator);
        text.extend(utf8_percent_encode(name, QUERY));
        text.push('=');
        text.extend(utf8_percent_encode(value, QUERY));
        separator = '&';
    }
    text
}
