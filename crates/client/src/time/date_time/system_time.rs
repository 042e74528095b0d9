//! Points in time, for comparisons with the clock.

use std::time::{Duration, SystemTime};

use super::DateTime;
use crate::time::scan::{TimeParts, days_of_month};

/// The days from 1 January of the year 1 to 1 January 1970.
const DAYS_TO_UNIX_EPOCH: i64 = 719_162;

impl DateTime {
    /// The point in time, to the second, taken for UTC if the text says no offset. `None` if the
    /// text is not a time, or if the system has no such time.
    pub(crate) fn to_system_time(&self) -> Option<SystemTime> {
        let seconds = TimeParts::parse(self.as_str())?.seconds();
        let distance = Duration::from_secs(seconds.unsigned_abs());
        if seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(distance)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(distance)
        }
    }
}

impl TimeParts {
    /// The seconds from 1970 on, taken for UTC if there is no offset.
    pub(super) fn seconds(&self) -> i64 {
        let years = i64::from(self.year) - 1;
        let months = 1..self.month;
        let days = years * 365 + years / 4 - years / 100
            + years / 400
            + months
                .map(|month| i64::from(days_of_month(self.year, month)))
                .sum::<i64>()
            + i64::from(self.day)
            - 1
            - DAYS_TO_UNIX_EPOCH;
        let minutes = (days * 24 + i64::from(self.hour)) * 60 + i64::from(self.minute)
            - i64::from(self.offset.unwrap_or_default());
        minutes * 60 + i64::from(self.second)
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::DateTime;
    use crate::carrier::StringValue;

    #[test]
    fn times_are_seconds_since_1970() {
        check("1970-01-01T00:00:00Z", Some(0));
        check("1970-01-01T00:00:59.9999999Z", Some(59));
        check("1969-12-31T23:59:58Z", Some(-2));
        check("2020-05-13T17:49:37.2652758Z", Some(1_589_392_177));
        check("2020-05-13T19:49:37+02:00", Some(1_589_392_177));
        check("2020-05-13T13:19:37-0430", Some(1_589_392_177));
        check("2020-05-13T17:49:37", Some(1_589_392_177));
        check("2000-02-29", Some(951_782_400));
        check("2024-12-31T23:59:59Z", Some(1_735_689_599));
        check("2100-03-01T00:00:00Z", Some(4_107_542_400));
        check("0001-01-01T00:00:00Z", Some(-62_135_596_800));
        check("9999-12-31T23:59:59Z", Some(253_402_300_799));
        check("2023-02-29T00:00:00Z", None);
        check("soon", None);
        check("", None);
    }

    #[track_caller]
    fn check(text: &str, expected: Option<i64>) {
        let seconds = DateTime::from_string(text).to_system_time().map(|time| {
            let signed = |seconds: u64| i64::try_from(seconds).expect("a year up to 9999");
            match time.duration_since(SystemTime::UNIX_EPOCH) {
                Ok(after) => signed(after.as_secs()),
                Err(before) => -signed(before.duration().as_secs()),
            }
        });
        assert_eq!(seconds, expected, "{text}");
    }
}
