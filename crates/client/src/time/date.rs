//! Days as the API writes them.

use std::{borrow::Cow, cmp::Ordering, fmt, str::FromStr};

use crate::carrier::StringValue;
use crate::time::DateTime;
use crate::time::scan::{TimeParts, days_of_month};
use crate::time::string_type::string_type;

/// A day, such as a birthday, as text.
///
/// The API writes a day as midnight: `1999-05-13T00:00:00`, or with a `Z` or an offset where the
/// request asks for one. The day is the same in all time zones, so nothing here ever shifts it. The
/// text of a value that was decoded is what the server wrote; to make a value, name the day:
///
/// ```
/// let day = client::time::Date::new(1999, 5, 13)?;
/// assert_eq!(day.as_str(), "1999-05-13T00:00:00");
///
/// let read: client::time::Date = client::decode(br#""1999-05-13T00:00:00+02:00""#).unwrap();
/// assert_eq!((read.year(), read.month(), read.day()), (Some(1999), Some(5), Some(13)));
/// assert!(read.is_same_day(&day));
/// # Ok::<(), client::time::DateError>(())
/// ```
///
/// With the feature `jiff` there are conversions to and from `jiff::civil::Date`.
///
/// Values are equal if their strings are. The same day can be written in several ways; see
/// [`is_same_day`](Self::is_same_day). They are ordered by the day, whatever time and offset follow
/// it, and those of one day by their strings. What is no day comes first.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Date(Cow<'static, str>);

impl Date {
    /// A day of the years 1 to 9999. Months and days count from 1.
    ///
    /// # Errors
    ///
    /// If there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let days = match month {
            1..=12 => days_of_month(year.into(), month.into()),
            _ => 0,
        };
        if !(1..=9999).contains(&year) || !(1..=days).contains(&day.into()) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            return Err(DateError { text });
        }
        let text = format!("{year:04}-{month:02}-{day:02}T00:00:00");
        Ok(Self(text.into()))
    }

    /// The year; `None` if the text is not a day.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        Some(self.parts()?.0)
    }

    /// The month, from 1 to 12; `None` if the text is not a day.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        Some(self.parts()?.1)
    }

    /// The day of the month, from 1 to 31; `None` if the text is not a day.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        Some(self.parts()?.2)
    }

    /// Whether both are the same day, however it is written. A string that is not a day is no day.
    #[must_use]
    pub fn is_same_day(&self, other: &Self) -> bool {
        self.parts().is_some_and(|day| Some(day) == other.parts())
    }

    /// Whether this is 1 January of the year 1, which the API uses for no day at all.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        self.0.starts_with("0001-01-01")
    }

    /// The year, the month and the day of the month.
    pub(crate) fn parts(&self) -> Option<(u16, u8, u8)> {
        let parts = TimeParts::parse(&self.0)?;
        Some((
            parts.year.try_into().ok()?,
            parts.month.try_into().ok()?,
            parts.day.try_into().ok()?,
        ))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts()
            .cmp(&other.parts())
            .then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

string_type! {
    /// The first day there is, which the API uses for no day at all.
    Date, "0001-01-01T00:00:00"
}

impl StringValue for Date {
    fn from_string(text: &str) -> Self {
        Self(Cow::Owned(text.to_owned()))
    }

    fn as_str(&self) -> &str {
        &self.0
    }
}

/// The day as written, with the text as it is.
impl From<DateTime> for Date {
    fn from(time: DateTime) -> Self {
        Self::from_string(time.as_str())
    }
}

/// The text as it is, which is midnight for a day that was not read.
impl From<Date> for DateTime {
    fn from(day: Date) -> Self {
        Self::from_string(&day.0)
    }
}

/// Takes what the API writes for a time or a day, and keeps the text.
impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match TimeParts::parse(text) {
            Some(_) => Ok(Self::from_string(text)),
            None => Err(DateError {
                text: text.to_owned(),
            }),
        }
    }
}

/// Fails for a string that is not a day.
#[cfg(feature = "jiff")]
impl TryFrom<&Date> for jiff::civil::Date {
    type Error = DateError;

    fn try_from(day: &Date) -> Result<Self, Self::Error> {
        let date = day.parts().and_then(|(year, month, day)| {
            let (month, day) = (month.try_into().ok()?, day.try_into().ok()?);
            Self::new(year.try_into().ok()?, month, day).ok()
        });
        date.ok_or_else(|| DateError {
            text: day.as_str().to_owned(),
        })
    }
}

/// Fails before the year 1.
#[cfg(feature = "jiff")]
impl TryFrom<jiff::civil::Date> for Date {
    type Error = DateError;

    fn try_from(date: jiff::civil::Date) -> Result<Self, Self::Error> {
        let error = || DateError {
            text: date.to_string(),
        };
        let year = u16::try_from(date.year()).map_err(|_| error())?;
        Self::new(year, date.month().unsigned_abs(), date.day().unsigned_abs())
    }
}

/// A string or numbers that are not a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    text: String,
}

impl fmt::Display for DateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is not a day of the years 1 to 9999: expected `YYYY-MM-DD`, or a time that starts like that",
            self.text
        )
    }
}

impl std::error::Error for DateError {}
