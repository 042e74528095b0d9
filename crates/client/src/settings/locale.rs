//! Language, culture and time zone of a client or of one call.

use http::header::ACCEPT_LANGUAGE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::RequestErrorKind;
use crate::header;

const SO_LANGUAGE: HeaderName = HeaderName::from_static("so-language");
const SO_CULTURE: HeaderName = HeaderName::from_static("so-culture");
pub(crate) const SO_TIME_ZONE: HeaderName = HeaderName::from_static("so-timezone");

/// Asks for times with their offset, in the zone that stands before it or in that of the server.
const INCLUDE_OFFSET: &str = "includeTZOffset";

/// Cancels the translation of text.
const RAW: &str = "*";

/// The language of text, such as `en` or `nb-no`.
///
/// Without one, the service sends multi-language strings as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(String);

/// The time zone of date-times, as the code that the service knows it by, such as `NO`, `UTC` or
/// `US-NY`.
///
/// Without one, date-times are in the zone of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZone {
    code: String,
    includes_offset: bool,
}

impl Language {
    /// Strings as they are stored, in all their languages, also where a proxy or a setting of the
    /// client asks for one language.
    pub fn raw() -> Self {
        Self(RAW.to_owned())
    }
}

impl TimeZone {
    /// The zone `code`.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            includes_offset: false,
        }
    }

    /// The zone of the server, with date-times that carry their offset from UTC.
    pub fn offset_only() -> Self {
        Self::new("").include_offset()
    }

    /// Asks for date-times that carry their offset from UTC, as in `2019-12-19T10:44:12+01:00`.
    pub fn include_offset(mut self) -> Self {
        self.includes_offset = true;
        self
    }
}

impl<Code: Into<String>> From<Code> for Language {
    fn from(code: Code) -> Self {
        Self(code.into())
    }
}

impl<Code: Into<String>> From<Code> for TimeZone {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

/// What is set of the three, in a client or in a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Locale {
    pub(crate) language: Option<Language>,
    pub(crate) culture: Option<String>,
    pub(crate) time_zone: Option<TimeZone>,
}

impl Locale {
    /// Writes these settings, completed by `defaults`, to `headers`.
    pub(crate) fn write(
        &self,
        defaults: &Self,
        headers: &mut HeaderMap,
    ) -> Result<(), (RequestErrorKind, &'static str)> {
        let language = self.language.as_ref().or(defaults.language.as_ref());
        let culture = self.culture.as_ref().or(defaults.culture.as_ref());
        let time_zone = self.time_zone.as_ref().or(defaults.time_zone.as_ref());

        if let Some(Language(language)) = language {
            let value = header_value(language, "SO-Language")?;
            // The service reads its own header first; caches and proxies know the other.
            if language != RAW {
                headers.insert(ACCEPT_LANGUAGE, value.clone());
            }
            headers.insert(SO_LANGUAGE, value);
        }
        if let Some(culture) = culture {
            if language.is_none() {
                return Err((RequestErrorKind::CultureWithoutLanguage, ""));
            }
            headers.insert(SO_CULTURE, header_value(culture, "SO-Culture")?);
        }
        if let Some(TimeZone {
            code,
            includes_offset,
        }) = time_zone
        {
            let value = match (code.trim(), *includes_offset) {
                ("", true) => INCLUDE_OFFSET.to_owned(),
                (code, true) => format!("{code},{INCLUDE_OFFSET}"),
                (code, false) => code.to_owned(),
            };
            let value = header_value(&value, "SO-TimeZone")?;
            headers.insert(SO_TIME_ZONE, value);
        }
        Ok(())
    }
}

fn header_value(
    text: &str,
    name: &'static str,
) -> Result<HeaderValue, (RequestErrorKind, &'static str)> {
    let fault = (RequestErrorKind::Header, name);
    if text.is_empty() {
        return Err(fault);
    }
    header::value(text).ok_or(fault)
}
