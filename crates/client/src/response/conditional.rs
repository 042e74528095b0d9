//! When an entity was changed.

use std::fmt;
use std::time::SystemTime;

use http::header::LAST_MODIFIED;
use http::{HeaderMap, HeaderName, HeaderValue};

/// An entity, if it was changed after a given time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfModified<T> {
    /// It was, and this is how it is now.
    Modified(T),
    /// It was not: the service responded with a status of 304.
    NotModified,
}

/// When an entity was changed last, in the words of the server.
///
/// The text goes back as it came, so it does not matter whether it is a date that anybody else can
/// read. A time of your own is written as HTTP wants it, in whole seconds.
#[derive(Clone, PartialEq, Eq)]
pub struct LastModified(HeaderValue);

impl<T> IfModified<T> {
    /// The entity, if it was changed.
    pub fn modified(self) -> Option<T> {
        match self {
            Self::Modified(entity) => Some(entity),
            Self::NotModified => None,
        }
    }
}

impl LastModified {
    pub(crate) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        headers.get(LAST_MODIFIED).cloned().map(Self)
    }

    pub(crate) fn write(self, name: HeaderName, headers: &mut HeaderMap) {
        headers.insert(name, self.0);
    }

    /// The text; empty if it is not one.
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// The time, if the server's text is a date of HTTP.
    pub fn time(&self) -> Option<SystemTime> {
        httpdate::parse_http_date(self.as_str()).ok()
    }
}

impl From<SystemTime> for LastModified {
    /// Times before 1970 and after 9999 become the nearest that HTTP can write.
    fn from(time: SystemTime) -> Self {
        let last = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(253_402_300_799);
        let time = time.clamp(SystemTime::UNIX_EPOCH, last);
        let text = httpdate::fmt_http_date(time);
        Self(HeaderValue::from_str(&text).expect("a date is ASCII"))
    }
}

impl fmt::Debug for LastModified {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "LastModified({})", self.as_str())
    }
}
