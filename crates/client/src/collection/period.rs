//! Stretches of the calendar.

/// A stretch of the calendar, for filters that are relative to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Period {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A half of a year.
    HalfYear,
    /// A year.
    Year,
}

impl Period {
    /// As filters name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Quarter => "quarters",
            Self::HalfYear => "halfyears",
            Self::Year => "years",
        }
    }
}
