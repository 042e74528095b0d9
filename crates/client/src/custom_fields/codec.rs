//! The strings of values: `[MONIKER:value]`, where the moniker says what kind of value it is.

use crate::carrier::StringValue;
use crate::time::{Date, DateTime, TimeOfDay, TimeParts, digits, fraction};

/// The moniker and the value of an encoded string; `None` for any other string.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let (moniker, value) = inner.split_once(':')?;
    let is_moniker = !moniker.is_empty() && moniker.bytes().all(|byte| byte.is_ascii_uppercase());
    is_moniker.then_some((moniker, value))
}

/// The value of a string that has one of the monikers, or of a bare string.
pub(super) fn value_of<'a>(text: &'a str, monikers: &[&str]) -> Option<&'a str> {
    match split(text) {
        Some((moniker, value)) => monikers.contains(&moniker).then_some(value),
        None => Some(text),
    }
}

/// A day, a time or a length of time as other properties write it; `None` for strings that are as
/// they should be.
pub(crate) fn plain_text(text: &str) -> Option<String> {
    let Some((moniker, value)) = split(text) else {
        return with_seconds(text);
    };
    match moniker {
        "D" | "DT" => Some(Moment::parse(value)?.to_date_time().as_str().to_owned()),
        "T" => Some(time_of_day(value)?.to_string()),
        "TS" => {
            let seconds: u64 = value.parse().ok()?;
            let (days, rest) = (seconds / 86_400, seconds % 86_400);
            let time = format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
            Some(match days {
                0 => time,
                days => format!("{days}.{time}"),
            })
        }
        _ => None,
    }
}

/// The form of ISO 8601 with the seconds that the text leaves out; `None` if it has them, or is no
/// time.
fn with_seconds(text: &str) -> Option<String> {
    const MINUTES: usize = "2024-05-13T14:52".len();

    let (time, zone) = text.split_at_checked(MINUTES)?;
    let has_none = zone.is_empty() || zone.starts_with(['Z', '+', '-']);
    let (date, time) = time.split_once(['T', ' '])?;
    let complete = format!("{date}T{time}:00{zone}");
    (has_none && TimeParts::parse(&complete).is_some()).then_some(complete)
}

pub(super) fn float(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(number)
}

/// The whole number of a string like `3.00`.
pub(super) fn whole(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.')?;
    let is_whole = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    whole.parse().ok().filter(|_| is_whole)
}

/// The numbers of `3,4,5`; none for an empty string.
pub(super) fn integers(text: &str) -> Option<Vec<i64>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    text.split(',')
        .map(|number| number.trim().parse().ok())
        .collect()
}

/// The time of `14:52` or `14:52:10`.
pub(super) fn time_of_day(text: &str) -> Option<TimeOfDay> {
    let mut numbers = text.split(':').map(two_digits);
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let second = numbers.next().unwrap_or(Some(0))?;
    if numbers.next().is_some() {
        return None;
    }
    TimeOfDay::new(hour, minute, second)
}

/// A day, and a time on it if the text has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    pub(super) date: (u16, u8, u8),
    pub(super) time: Option<TimeOfDay>,
    /// Of a second, in units of 100 nanoseconds.
    pub(super) fraction: u32,
}

/// The year of times of day that are written with a date.
pub(super) const TIME_ONLY: (u16, u8, u8) = (1760, 1, 1);

impl Moment {
    /// Reads `MM/dd/yyyy`, or `dd.MM.yyyy` as people write it, and maybe ` HH:mm:ss.fffffff`, of
    /// which the seconds can be missing; or the form of ISO 8601 without an offset.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::parse_own(text).or_else(|| {
            let complete = with_seconds(text);
            Self::from_date_time(&DateTime::from_string(complete.as_deref().unwrap_or(text)))
        })
    }

    fn parse_own(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once(' ') {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let (separator, month_first) = match date.as_bytes().get(2)? {
            b'/' => ('/', true),
            b'.' => ('.', false),
            _ => return None,
        };
        let mut numbers = date.splitn(3, separator);
        let (first, second) = (two_digits(numbers.next()?)?, two_digits(numbers.next()?)?);
        let year = digits(numbers.next()?, 4..=4)?;
        let (month, day) = match month_first {
            true => (first, second),
            false => (second, first),
        };
        // There must be such a day.
        Date::new(year, month, day).ok()?;
        let (time, fraction) = match time.map(|time| time.split_once('.').unwrap_or((time, "0"))) {
            Some((time, ticks)) => (Some(time_of_day(time)?), fraction(ticks, 7)?),
            None => (None, 0),
        };
        Some(Self {
            date: (year, month, day),
            time,
            fraction,
        })
    }

    pub(super) fn midnight(date: (u16, u8, u8)) -> Self {
        Self {
            date,
            time: None,
            fraction: 0,
        }
    }

    /// The moment of a time that has no offset. What is finer than 100 nanoseconds is cut off.
    pub(super) fn from_date_time(time: &DateTime) -> Option<Self> {
        let parts = TimeParts::parse(time.as_str()).filter(|parts| parts.offset.is_none())?;
        let small = |number: u32| u8::try_from(number).ok();
        Some(Self {
            date: (
                parts.year.try_into().ok()?,
                small(parts.month)?,
                small(parts.day)?,
            ),
            time: TimeOfDay::new(
                small(parts.hour)?,
                small(parts.minute)?,
                small(parts.second)?,
            ),
            fraction: parts.nanosecond / 100,
        })
    }

    pub(super) fn is_midnight(self) -> bool {
        self.time.unwrap_or_default() == TimeOfDay::default() && self.fraction == 0
    }

    pub(super) fn to_date(self) -> Option<Date> {
        let (year, month, day) = self.date;
        Date::new(year, month, day).ok()
    }

    pub(super) fn to_date_time(self) -> DateTime {
        let (year, month, day) = self.date;
        let time = self.time.unwrap_or_default();
        let mut text = format!("{year:04}-{month:02}-{day:02}T{time}");
        if self.fraction != 0 {
            text += format!(".{:07}", self.fraction).trim_end_matches('0');
        }
        DateTime::from_string(&text)
    }

    /// The text `MM/dd/yyyy`.
    pub(super) fn day(self) -> String {
        let (year, month, day) = self.date;
        format!("{month:02}/{day:02}/{year:04}")
    }

    /// The text `MM/dd/yyyy HH:mm:ss.fffffff`.
    pub(super) fn day_and_time(self) -> String {
        let time = self.time.unwrap_or_default();
        format!("{} {time}.{:07}", self.day(), self.fraction)
    }
}

fn two_digits(text: &str) -> Option<u8> {
    digits(text, 2..=2)
}
