//! Pages in the place of files.

use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::carrier::without_mark;

/// How many bytes at the start of a response are looked at.
pub(crate) const START: usize = 64 * 1024;

/// What a page is called that asks for a login, or says that something is wrong. Companies word
/// their own pages, so these are parts of words, in lower case.
const TITLES: [&str; 14] = [
    "sign in",
    "sign-in",
    "signin",
    "log in",
    "login",
    "log on",
    "logon",
    "logg inn",
    "logga in",
    "anmelde",
    "error",
    "unavailable",
    "denied",
    "forbidden",
];

/// What a response to a download may be that is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suspect {
    Json,
    Html,
}

impl Suspect {
    /// A response that has no file name and says that it is JSON or HTML.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        if headers.contains_key(CONTENT_DISPOSITION) {
            return None;
        }
        let media_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let media_type = media_type.split(';').next()?.trim().to_ascii_lowercase();
        match &*media_type {
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            json if json == "text/json" || json.ends_with("/json") || json.ends_with("+json") => {
                Some(Self::Json)
            }
            _ => None,
        }
    }
}

impl Suspect {
    /// Whether a body that begins like this can still be an error or a page.
    pub(crate) fn is_possible(self, start: &[u8]) -> bool {
        let first = without_mark(start).trim_ascii_start().first();
        first.is_none_or(|first| match self {
            Self::Json => *first == b'{',
            Self::Html => *first == b'<',
        })
    }
}

/// Whether HTML that begins like this is a page of a login or of an error, and not a document.
pub(crate) fn is_page(start: &[u8]) -> bool {
    let start = without_mark(start).trim_ascii_start();
    let html = String::from_utf8_lossy(&start[..start.len().min(START)]).to_ascii_lowercase();
    if !html.starts_with('<') {
        return false;
    }
    let title = html.split_once("<title").and_then(|(_, rest)| {
        let (_, text) = rest.split_once('>')?;
        text.split_once("</title").map(|(text, _)| text)
    });
    let asks_for_password = ["type=\"password\"", "type='password'", "type=password"]
        .iter()
        .any(|input| html.contains(input));
    asks_for_password || title.is_some_and(|title| TITLES.iter().any(|word| title.contains(word)))
}
