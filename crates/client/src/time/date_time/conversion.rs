//! Times of the `jiff` crate.

use std::fmt;

use jiff::{
    Timestamp, Zoned,
    civil::{Date, Time},
    tz::Offset,
};

use super::{DateTime, TimeParts};

/// Conversions to `jiff`, exact to the nanosecond.
impl DateTime {
    /// The point in time, where the text says its offset.
    ///
    /// ```
    /// let time: client::time::DateTime = "2018-12-24T07:34:45-0500".parse()?;
    /// assert_eq!(time.to_timestamp()?.to_string(), "2018-12-24T12:34:45Z");
    ///
    /// // No offset, no point in time; but there is a date and time.
    /// let time: client::time::DateTime = "2018-12-24T07:34:45".parse()?;
    /// assert_eq!(time.to_timestamp(), Err(client::time::DateTimeError::NoOffset));
    /// assert_eq!(time.to_civil()?.to_string(), "2018-12-24T07:34:45");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not a time, or says no offset, or is after
    /// [`Timestamp::MAX`], which is on 30 December 9999. The API uses the day after for no end;
    /// see [`is_forever`](Self::is_forever) and
    /// [`to_timestamp_saturating`](Self::to_timestamp_saturating).
    pub fn to_timestamp(&self) -> Result<Timestamp, DateTimeError> {
        let parts = self.parts()?;
        let offset = parts.offset()?.ok_or(DateTimeError::NoOffset)?;
        let timestamp = offset.to_timestamp(parts.civil()?);
        timestamp.map_err(|_| DateTimeError::OutOfRange)
    }

    /// [`to_timestamp`](Self::to_timestamp), or the latest one there is for a later time.
    ///
    /// # Errors
    ///
    /// If the text is not a time, or says no offset.
    pub fn to_timestamp_saturating(&self) -> Result<Timestamp, DateTimeError> {
        match self.to_timestamp() {
            // The earliest time is long before the year 1.
            Err(DateTimeError::OutOfRange) => Ok(Timestamp::MAX),
            result => result,
        }
    }

    /// The date and time as written, whatever offset the text says.
    ///
    /// # Errors
    ///
    /// If the text is not a time.
    pub fn to_civil(&self) -> Result<jiff::civil::DateTime, DateTimeError> {
        self.parts()?.civil()
    }

    /// The date as written, whatever offset the text says.
    ///
    /// This is right for properties that are dates, like birthdays, also where
    /// the API writes them as midnight in some time zone.
    ///
    /// # Errors
    ///
    /// If the text is not a time.
    pub fn to_date(&self) -> Result<Date, DateTimeError> {
        Ok(self.to_civil()?.date())
    }

    /// The offset, if the text is a time that says one.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        self.parts().ok()?.offset().ok()?
    }

    fn parts(&self) -> Result<TimeParts, DateTimeError> {
        TimeParts::parse(self.as_str()).ok_or(DateTimeError::NotATime)
    }
}

impl TimeParts {
    fn offset(&self) -> Result<Option<Offset>, DateTimeError> {
        let offset = self
            .offset
            .map(|minutes| Offset::from_seconds(minutes * 60));
        offset.transpose().map_err(|_| DateTimeError::OutOfRange)
    }

    fn civil(&self) -> Result<jiff::civil::DateTime, DateTimeError> {
        /// Scanned numbers are in the ranges of what they stand for.
        fn small<T: TryFrom<u32>>(number: u32) -> Result<T, DateTimeError> {
            T::try_from(number).map_err(|_| DateTimeError::OutOfRange)
        }

        let date = Date::new(small(self.year)?, small(self.month)?, small(self.day)?);
        let time = Time::new(
            small(self.hour)?,
            small(self.minute)?,
            small(self.second)?,
            small(self.nanosecond)?,
        );
        match (date, time) {
            (Ok(date), Ok(time)) => Ok(date.to_datetime(time)),
            _ => Err(DateTimeError::OutOfRange),
        }
    }
}

/// Writes the time with `Z`, to 100 nanoseconds, as the API does. What is finer is cut off.
///
/// Fails before the year 1.
impl TryFrom<Timestamp> for DateTime {
    type Error = DateTimeError;

    fn try_from(time: Timestamp) -> Result<Self, Self::Error> {
        text(Offset::UTC.to_datetime(time), "Z")
    }
}

/// Writes the time with its offset, to 100 nanoseconds, as the API does. What is finer is cut off.
///
/// Fails before the year 1, and for an offset of more than 14 hours or a part of a minute.
impl TryFrom<&Zoned> for DateTime {
    type Error = DateTimeError;

    fn try_from(time: &Zoned) -> Result<Self, Self::Error> {
        let seconds = time.offset().seconds();
        let minutes = seconds.abs() / 60;
        if seconds % 60 != 0 || minutes > 14 * 60 {
            return Err(DateTimeError::OutOfRange);
        }
        let sign = if seconds < 0 { '-' } else { '+' };
        let offset = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
        text(time.datetime(), &offset)
    }
}

/// Writes the time without an offset, to 100 nanoseconds. What is finer is cut off.
///
/// Fails before the year 1.
impl TryFrom<jiff::civil::DateTime> for DateTime {
    type Error = DateTimeError;

    fn try_from(time: jiff::civil::DateTime) -> Result<Self, Self::Error> {
        text(time, "")
    }
}

/// Writes midnight of the date, without an offset, as the API does.
///
/// Fails before the year 1.
impl TryFrom<Date> for DateTime {
    type Error = DateTimeError;

    fn try_from(date: Date) -> Result<Self, Self::Error> {
        text(date.to_datetime(Time::midnight()), "")
    }
}

fn text(time: jiff::civil::DateTime, offset: &str) -> Result<DateTime, DateTimeError> {
    if time.year() < 1 {
        return Err(DateTimeError::OutOfRange);
    }
    let (year, month, day) = (time.year(), time.month(), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    let ticks = time.subsec_nanosecond() / 100;
    if ticks != 0 {
        let digits = format!(".{ticks:07}");
        text.push_str(digits.trim_end_matches('0'));
    }
    text.push_str(offset);
    Ok(DateTime(text.into()))
}

/// Why a time could not be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateTimeError {
    /// The text is not a time.
    NotATime,
    /// The text does not say which offset the time has.
    NoOffset,
    /// The other type has no such time.
    OutOfRange,
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotATime => "the text is not a time",
            Self::NoOffset => "the time has no offset, so it is no point in time",
            Self::OutOfRange => "the time is out of range",
        })
    }
}

impl std::error::Error for DateTimeError {}
