//! Percent-encoding of paths and queries.

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

pub(super) fn encode_path_argument(value: &str) -> String {
    utf8_percent_encode(value, PATH_ARGUMENT).to_string()
}

/// Joins an encoded `path` and the pairs of `query`, in order.
pub(super) fn path_and_query(path: &str, query: &[(String, String)]) -> String {
    let mut text = path.to_owned();
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
