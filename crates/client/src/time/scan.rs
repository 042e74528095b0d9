//! What the string of a time says, and the digits in it.

use std::ops::RangeInclusive;

/// The parts of a time.
pub(crate) struct TimeParts {
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
    pub(crate) nanosecond: u32,
    /// In minutes, if the text says which.
    pub(crate) offset: Option<i32>,
}

impl TimeParts {
    /// The parts of a string that is a time, or a date.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut scanner = Scanner { rest: text };
        let mut parts = scanner.date()?;
        if !scanner.rest.is_empty() {
            scanner.time(&mut parts)?;
            parts.offset = scanner.zone()?;
        }
        scanner.rest.is_empty().then_some(parts)
    }
}

/// Takes a string apart from its start. A part that is not there is `None`.
struct Scanner<'a> {
    rest: &'a str,
}

impl Scanner<'_> {
    fn date(&mut self) -> Option<TimeParts> {
        let year = self.number(4, 1..=9999)?;
        self.one_of(b"-")?;
        let month = self.number(2, 1..=12)?;
        self.one_of(b"-")?;
        let day = self.number(2, 1..=days_of_month(year, month))?;
        Some(TimeParts {
            year,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
            nanosecond: 0,
            offset: None,
        })
    }

    fn time(&mut self, parts: &mut TimeParts) -> Option<()> {
        self.one_of(b"T")?;
        parts.hour = self.number(2, 0..=23)?;
        self.one_of(b":")?;
        parts.minute = self.number(2, 0..=59)?;
        self.one_of(b":")?;
        parts.second = self.number(2, 0..=59)?;
        if self.one_of(b".").is_some() {
            let end = self.rest.find(|c: char| !c.is_ascii_digit());
            let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            parts.nanosecond = fraction(digits, 9)?;
            self.rest = rest;
        }
        Some(())
    }

    /// The offset in minutes, if there is one.
    fn zone(&mut self) -> Option<Option<i32>> {
        if self.rest.is_empty() {
            return Some(None);
        }
        let sign = self.one_of(b"Z+-")?;
        if sign == b'Z' {
            return Some(Some(0));
        }
        let hours = self.number(2, 0..=14)?;
        // The colon may be missing.
        let _ = self.one_of(b":");
        let minutes = self.number(2, 0..=59)?;
        let offset = i32::try_from(hours * 60 + minutes).ok()?;
        Some(Some(if sign == b'-' { -offset } else { offset }))
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let first = *self.rest.as_bytes().first()?;
        self.rest = bytes.contains(&first).then(|| &self.rest[1..])?;
        Some(first)
    }

    fn number(&mut self, length: usize, range: RangeInclusive<u32>) -> Option<u32> {
        let (number, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        digits(number, length..=length).filter(|number| range.contains(number))
    }
}

/// The number of a string of so many digits and nothing else, if it is one of its type.
pub(crate) fn digits<T: std::str::FromStr>(text: &str, length: RangeInclusive<usize>) -> Option<T> {
    let is_number = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// The fraction of these digits after a point, in units of the last of so many `places`.
pub(crate) fn fraction(text: &str, places: u32) -> Option<u32> {
    let missing = places.checked_sub(u32::try_from(text.len()).ok()?)?;
    Some(digits::<u32>(text, 1..=9)? * 10_u32.pow(missing))
}

pub(crate) fn days_of_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
