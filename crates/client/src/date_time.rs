//! Dates and times as the API writes them.

use std::{borrow::Cow, fmt, str::FromStr};

use crate::Text;

/// A point in time, as text.
///
/// The API writes times in several ways: with a `Z`, with an offset, or with
/// neither, which means the time zone of whoever asks. All of that would be
/// lost in a number of seconds, so this keeps the text. The text of a value
/// that was decoded is what the server wrote; to make a value, parse one:
///
/// ```
/// let time: client::DateTime = "2019-12-19T10:44:12Z".parse()?;
/// assert_eq!(time.as_str(), "2019-12-19T10:44:12Z");
/// # Ok::<(), client::ParseDateTimeError>(())
/// ```
///
/// Values are compared by their text.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateTime(Cow<'static, str>);

impl DateTime {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The earliest time there is, which the API uses for no time at all.
impl Default for DateTime {
    fn default() -> Self {
        Self(Cow::Borrowed("0001-01-01T00:00:00"))
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DateTime({})", self.0)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Text for DateTime {
    fn from_text(text: &str) -> Self {
        Self(Cow::Owned(text.to_owned()))
    }

    fn as_str(&self) -> &str {
        &self.0
    }
}

crate::__serde!(DateTime);

/// A text that is not a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDateTimeError {
    text: String,
}

impl fmt::Display for ParseDateTimeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is not a time: expected `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`, \
             with up to 9 digits for the fraction of a second, and `Z`, `+hh:mm` or nothing at the end",
            self.text
        )
    }
}

impl std::error::Error for ParseDateTimeError {}

impl FromStr for DateTime {
    type Err = ParseDateTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_date_time(text) {
            Ok(Self::from_text(text))
        } else {
            Err(ParseDateTimeError {
                text: text.to_owned(),
            })
        }
    }
}

fn is_date_time(text: &str) -> bool {
    let mut scanner = Scanner {
        rest: text.as_bytes(),
    };
    let valid = scanner.date().is_some()
        && (scanner.rest.is_empty() || (scanner.time().is_some() && scanner.zone().is_some()));
    valid && scanner.rest.is_empty()
}

/// Takes a text apart from its start. A part that is not there is `None`.
struct Scanner<'a> {
    rest: &'a [u8],
}

impl Scanner<'_> {
    fn date(&mut self) -> Option<()> {
        let year = self.number(4, 1..=9999)?;
        self.one_of(b"-")?;
        let month = self.number(2, 1..=12)?;
        self.one_of(b"-")?;
        self.number(2, 1..=days_of_month(year, month))?;
        Some(())
    }

    fn time(&mut self) -> Option<()> {
        self.one_of(b"T")?;
        self.number(2, 0..=23)?;
        self.one_of(b":")?;
        self.number(2, 0..=59)?;
        self.one_of(b":")?;
        self.number(2, 0..=59)?;
        if self.one_of(b".").is_some() {
            let digits = self
                .rest
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            self.rest = (1..=9).contains(&digits).then(|| &self.rest[digits..])?;
        }
        Some(())
    }

    fn zone(&mut self) -> Option<()> {
        if self.rest.is_empty() || self.one_of(b"Z").is_some() {
            return Some(());
        }
        self.one_of(b"+-")?;
        self.number(2, 0..=14)?;
        // The colon may be missing.
        let _ = self.one_of(b":");
        self.number(2, 0..=59)?;
        Some(())
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<()> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = bytes.contains(first).then_some(rest)?;
        Some(())
    }

    fn number(&mut self, digits: usize, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let (number, rest) = self.rest.split_at_checked(digits)?;
        if !number.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.rest = rest;
        let number = str::from_utf8(number).ok()?.parse().ok()?;
        range.contains(&number).then_some(number)
    }
}

fn days_of_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
