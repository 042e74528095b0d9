//! Dates and times as the API writes them.

#[cfg(feature = "jiff")]
mod conversion;
mod order;
mod system_time;

#[cfg(feature = "jiff")]
pub use self::conversion::DateTimeError;

use std::{borrow::Cow, fmt, str::FromStr};

use super::scan::TimeParts;
use super::string_type::string_type;
use crate::carrier::StringValue;

/// A point in time, as text.
///
/// The API writes times in several ways: with a `Z`, with an offset, or with
/// neither, which means the time zone of whoever asks. All of that would be
/// lost in a number of seconds, so this keeps the text. The text of a value
/// that was decoded is what the server wrote; to make a value, parse one:
///
/// ```
/// let time: client::time::DateTime = "2019-12-19T10:44:12Z".parse()?;
/// assert_eq!(time.as_str(), "2019-12-19T10:44:12Z");
/// # Ok::<(), client::time::ParseDateTimeError>(())
/// ```
///
/// With the feature `jiff` there are conversions to and from the types of that
/// crate. None of them guesses a time zone.
///
/// Values are equal if their strings are. They are ordered by the point in time, and those of one
/// point by their strings, so that `max` finds the latest however it is written:
///
/// ```
/// let here: client::time::DateTime = "2024-06-01T12:00:00+02:00".parse()?;
/// let there: client::time::DateTime = "2024-06-01T11:00:00Z".parse()?;
/// assert!(here < there);
/// # Ok::<(), client::time::ParseDateTimeError>(())
/// ```
///
/// Times without an offset are ordered by what they say, and among times with one they stand where
/// they would with a `Z`. What is no time comes first.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(Cow<'static, str>);

impl DateTime {
    pub(crate) fn from_owned(text: String) -> Self {
        Self(Cow::Owned(text))
    }

    /// Whether this is a time on 1 January of the year 1, which the API uses for no time at all.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        self.0.starts_with("0001-01-01")
    }

    /// Whether this is a time on 31 December 9999, which the API uses for no end.
    #[must_use]
    pub fn is_forever(&self) -> bool {
        self.0.starts_with("9999-12-31")
    }

    /// Whether this is a time of day without a date: the API puts it into the year 1760.
    #[must_use]
    pub fn is_time_only(&self) -> bool {
        self.0.starts_with("1760-")
    }
}

string_type! {
    /// The earliest time there is, which the API uses for no time at all.
    DateTime, "0001-01-01T00:00:00"
}

impl StringValue for DateTime {
    fn from_string(text: &str) -> Self {
        Self(Cow::Owned(text.to_owned()))
    }

    fn as_str(&self) -> &str {
        &self.0
    }
}

/// A string that is not a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDateTimeError {
    text: String,
}

impl fmt::Display for ParseDateTimeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is not a time: expected `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`, \
             with up to 9 digits for the fraction of a second, and `Z`, `+hh:mm`, `+hhmm` or nothing at the end",
            self.text
        )
    }
}

impl std::error::Error for ParseDateTimeError {}

impl FromStr for DateTime {
    type Err = ParseDateTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match TimeParts::parse(text) {
            Some(_) => Ok(Self::from_string(text)),
            None => Err(ParseDateTimeError {
                text: text.to_owned(),
            }),
        }
    }
}
