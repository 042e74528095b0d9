//! Terms of filters about days and times.

use super::operators::{with_value, without_value};
use super::{Column, Filter, FilterValue, Period};

/// Days. Columns with a time compare their day alone.
impl Column {
    with_value! {
        /// The day is before `date`.
        before = "before";
        /// The day is `date`.
        on = "date";
        /// The day is after `date`.
        after = "after";
    }

    /// The day lies between both, or is one of them.
    #[must_use]
    pub fn date_between(
        self,
        first: impl Into<FilterValue>,
        last: impl Into<FilterValue>,
    ) -> Filter {
        self.list("dateBetween", [first.into(), last.into()])
    }

    without_value! {
        /// The day is over.
        before_today = "beforeToday";
        /// The day is today.
        today = "today";
        /// The day is yet to come.
        after_today = "afterToday";
        /// The day is in the week before this one.
        last_week = "lastWeek";
        /// The day is in this week.
        this_week = "thisWeek";
        /// The day is in the week after this one.
        next_week = "nextWeek";
        /// The day is in the month before this one.
        last_month = "lastMonth";
        /// The day is in this month.
        this_month = "thisMonth";
        /// The day is in the month after this one.
        next_month = "nextMonth";
        /// The day is in the quarter before this one.
        last_quarter = "lastQuarter";
        /// The day is in this quarter.
        this_quarter = "thisQuarter";
        /// The day is in the quarter after this one.
        next_quarter = "nextQuarter";
        /// The day is in this half of the year.
        this_half = "thisHalf";
        /// The day is in this year.
        this_year = "thisYear";
    }
}

/// Days, relative to today. A period that has begun counts from its first to its last day.
impl Column {
    /// The day is in the period that today is in.
    #[must_use]
    pub fn this(self, period: Period) -> Filter {
        self.function("this", [period.name()])
    }

    /// The day is in one of the `count` periods after this one.
    #[must_use]
    pub fn next(self, count: u32, period: Period) -> Filter {
        self.periods("next", count, period)
    }

    /// The day is in one of the `count` periods before this one.
    #[must_use]
    pub fn previous(self, count: u32, period: Period) -> Filter {
        self.periods("previous", count, period)
    }

    /// The day is in this period or one of the `count` after it.
    #[must_use]
    pub fn this_and_next(self, count: u32, period: Period) -> Filter {
        self.periods("thisAndNext", count, period)
    }

    /// The day is in this period or one of the `count` before it.
    #[must_use]
    pub fn this_and_previous(self, count: u32, period: Period) -> Filter {
        self.periods("thisAndPrevious", count, period)
    }

    /// The day is in this period, the one before it or the one after it.
    #[must_use]
    pub fn this_previous_and_next(self, period: Period) -> Filter {
        self.function("thisAndPreviousAndNext", [period.name()])
    }

    fn periods(self, name: &str, count: u32, period: Period) -> Filter {
        self.function(name, [count.into(), FilterValue::from(period.name())])
    }
}

/// Times, to the second.
impl Column {
    with_value! {
        /// The time is before `time`.
        before_time = "beforeTime";
        /// The time is `time`.
        at_time = "dateTime";
        /// The time is `time` or after it.
        after_time = "afterTime";
    }
}
