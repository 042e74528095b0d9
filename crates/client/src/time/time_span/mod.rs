//! Lengths of time as the API writes them.

mod iso;

use std::{borrow::Cow, fmt, str::FromStr, time::Duration};

use super::scan::{digits, fraction};
use super::string_type::string_type;
use crate::carrier::StringValue;

/// A length of time, as text: `[-][d.]hh:mm:ss[.fffffff]`.
///
/// The text of a value that was decoded is what the server wrote, even if that
/// is something else. A duration of ISO 8601, like `PT15M`, is understood as
/// well, and becomes the text that the service expects. To make a value, parse
/// one or convert a duration:
///
/// ```
/// use std::time::Duration;
///
/// let span: client::time::TimeSpan = "1.02:30:00".parse()?;
/// assert_eq!(Duration::try_from(&span)?, Duration::from_mins(26 * 60 + 30));
///
/// let span = client::time::TimeSpan::try_from(Duration::from_millis(1500))?;
/// assert_eq!(span.as_str(), "00:00:01.5000000");
///
/// let span: client::time::TimeSpan = "PT15M".parse()?;
/// assert_eq!(span.as_str(), "00:15:00");
/// # Ok::<(), client::time::TimeSpanError>(())
/// ```
///
/// Values are compared by their text. Two strings can be the same length of time,
/// like `00:00:01` and `00:00:01.0`, so values have no order; compare their
/// [`ticks`](Self::ticks) instead.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TimeSpan(Cow<'static, str>);

impl TimeSpan {
    /// The span of a number of ticks, of 100 nanoseconds each.
    #[must_use]
    pub fn from_ticks(ticks: i64) -> Self {
        let sign = if ticks < 0 { "-" } else { "" };
        let (seconds, fraction) = (
            ticks.unsigned_abs() / TICKS_PER_SECOND,
            ticks.unsigned_abs() % TICKS_PER_SECOND,
        );
        let (minutes, second) = (seconds / 60, seconds % 60);
        let (hours, minute) = (minutes / 60, minutes % 60);
        let (days, hour) = (hours / 24, hours % 24);
        let mut text = sign.to_owned();
        if days != 0 {
            text += &format!("{days}.");
        }
        text += &format!("{hour:02}:{minute:02}:{second:02}");
        if fraction != 0 {
            text += &format!(".{fraction:07}");
        }
        Self(text.into())
    }

    /// The number of ticks, of 100 nanoseconds each; `None` if the text is not a time span.
    #[must_use]
    pub fn ticks(&self) -> Option<i64> {
        ticks(&self.0)
    }
}

string_type! {
    /// No time.
    TimeSpan, "00:00:00"
}

impl StringValue for TimeSpan {
    fn from_string(text: &str) -> Self {
        match iso::ticks(text) {
            Some(ticks) => Self::from_ticks(ticks),
            None => Self(Cow::Owned(text.to_owned())),
        }
    }

    fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TimeSpan {
    type Err = TimeSpanError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let span = Self::from_string(text);
        span.ticks().ok_or(TimeSpanError::NotATimeSpan)?;
        Ok(span)
    }
}

/// Fails for a negative span, and for a string that is not a time span.
impl TryFrom<&TimeSpan> for Duration {
    type Error = TimeSpanError;

    fn try_from(span: &TimeSpan) -> Result<Self, Self::Error> {
        let ticks = span.ticks().ok_or(TimeSpanError::NotATimeSpan)?;
        let ticks = u64::try_from(ticks).map_err(|_| TimeSpanError::OutOfRange)?;
        let rest = Self::from_nanos(ticks % TICKS_PER_SECOND * NANOSECONDS_PER_TICK);
        Ok(Self::from_secs(ticks / TICKS_PER_SECOND) + rest)
    }
}

/// What is finer than 100 nanoseconds is cut off. Fails beyond 10675199 days.
impl TryFrom<Duration> for TimeSpan {
    type Error = TimeSpanError;

    fn try_from(duration: Duration) -> Result<Self, Self::Error> {
        let ticks = duration.as_nanos() / u128::from(NANOSECONDS_PER_TICK);
        let ticks = i64::try_from(ticks).map_err(|_| TimeSpanError::OutOfRange)?;
        Ok(Self::from_ticks(ticks))
    }
}

/// Fails for a string that is not a time span.
#[cfg(feature = "jiff")]
impl TryFrom<&TimeSpan> for jiff::SignedDuration {
    type Error = TimeSpanError;

    fn try_from(span: &TimeSpan) -> Result<Self, Self::Error> {
        let ticks = span.ticks().ok_or(TimeSpanError::NotATimeSpan)?;
        Ok(Self::from_nanos_i128(i128::from(ticks) * 100))
    }
}

/// What is finer than 100 nanoseconds is cut off. Fails beyond 10675199 days.
#[cfg(feature = "jiff")]
impl TryFrom<jiff::SignedDuration> for TimeSpan {
    type Error = TimeSpanError;

    fn try_from(duration: jiff::SignedDuration) -> Result<Self, Self::Error> {
        let ticks = i64::try_from(duration.as_nanos() / 100);
        Ok(Self::from_ticks(
            ticks.map_err(|_| TimeSpanError::OutOfRange)?,
        ))
    }
}

/// Why there is no such time span, or no such duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeSpanError {
    /// The text is not a time span, or one of too many days.
    NotATimeSpan,
    /// The other type has no such length of time.
    OutOfRange,
}

impl fmt::Display for TimeSpanError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotATimeSpan => {
                "the text is not a time span: expected `[-][d.]hh:mm:ss[.fffffff]`, or a duration of \
                 ISO 8601 without years and months, like `P1DT2H30M`"
            }
            Self::OutOfRange => "the length of time is out of range",
        })
    }
}

impl std::error::Error for TimeSpanError {}

const TICKS_PER_SECOND: u64 = 10_000_000;
const NANOSECONDS_PER_TICK: u64 = 100;

fn ticks(text: &str) -> Option<i64> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let mut parts = rest.split(':');
    let (first, minutes, last) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (days, hours) = first.split_once('.').unwrap_or(("0", first));
    let (seconds, part) = last.split_once('.').unwrap_or((last, "0"));
    // More digits than 8 are more days than there are.
    let days: u32 = digits(days, 1..=8)?;
    let two = |text, most: u32| digits::<u32>(text, 2..=2).filter(|number| *number <= most);
    let (hours, minutes, seconds) = (two(hours, 23)?, two(minutes, 59)?, two(seconds, 59)?);
    let fraction = fraction(part, 7)?;
    let seconds = ((i128::from(days) * 24 + i128::from(hours)) * 60 + i128::from(minutes)) * 60
        + i128::from(seconds);
    let ticks = seconds * i128::from(TICKS_PER_SECOND) + i128::from(fraction);
    i64::try_from(sign * ticks).ok()
}
