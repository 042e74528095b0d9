//! Times of day.

use std::fmt;

/// A time of day, of a field that has no date.
///
/// ```
/// let time = client::time::TimeOfDay::new(14, 52, 0).unwrap();
/// assert_eq!(time.to_string(), "14:52:00");
/// assert_eq!(client::time::TimeOfDay::new(24, 0, 0), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
    second: u8,
}

impl TimeOfDay {
    /// The time at so many hours, minutes and seconds after midnight; `None` if there is none.
    #[must_use]
    pub fn new(hour: u8, minute: u8, second: u8) -> Option<Self> {
        let is_time = hour < 24 && minute < 60 && second < 60;
        is_time.then_some(Self {
            hour,
            minute,
            second,
        })
    }

    /// The hour, from 0 to 23.
    #[must_use]
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, from 0 to 59.
    #[must_use]
    pub fn minute(self) -> u8 {
        self.minute
    }

    /// The second, from 0 to 59.
    #[must_use]
    pub fn second(self) -> u8 {
        self.second
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            hour,
            minute,
            second,
        } = self;
        formatter.pad(&format!("{hour:02}:{minute:02}:{second:02}"))
    }
}
