//! The order of times.
//!
//! To compare a time that has an offset and one that has none by what both say would be no order:
//! 12:00+02:00 is before 11:00Z, that is before 11:30, and 11:30 is before 12:00+02:00. Sorting
//! would panic on it.

use std::cmp::Ordering;

use super::{DateTime, TimeParts};

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        let strings = (self.as_str(), other.as_str());
        if strings.0 == strings.1 {
            return Ordering::Equal;
        }
        let key = |text| {
            let parts = TimeParts::parse(text)?;
            Some((parts.seconds(), parts.nanosecond))
        };
        key(strings.0)
            .cmp(&key(strings.1))
            .then_with(|| strings.0.cmp(strings.1))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
