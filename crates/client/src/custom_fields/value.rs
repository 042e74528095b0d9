//! Types of values that fields have.

use super::CustomField;
use super::codec::{self, Moment, TIME_ONLY};
use crate::time::{Date, DateTime, TimeOfDay};

/// A type of value that [`CustomFields`](super::CustomFields) read and write.
///
/// Values may also be bare, as the API takes them: `42` is a number like `[I:42]`.
///
/// | type | strings |
/// |---|---|
/// | `String` | any, as it is |
/// | `i32`, `i64` | `[I:3]`, `[TS:500]`; `[F:3.0]` and `[M:3.00]` without a fraction |
/// | `f64` | `[F:4.43]`, `[M:123.45]`, `[I:3]` |
/// | `bool` | `[I:0]` and `[I:1]`, `False` and `True` |
/// | [`Date`] | `[D:05/13/1999]`, also with a time or as `[DT:…]`, which must be midnight then |
/// | [`DateTime`] | `[DT:04/28/2024 20:28:37.0000000]`, `[D:…]` |
/// | [`TimeOfDay`] | `[T:14:52]`, and `[DT:01/01/1760 14:52:00.0000000]`, which has no date |
/// | `Vec<i64>` | `[A:3,4,5]` |
/// | [`CustomField`] | any |
///
/// Days may also be written like `13.05.1999`.
pub trait CustomFieldValue: Sized {
    /// What the value is, for errors, such as "a whole number".
    const EXPECTED: &'static str;

    /// The value that the text of a field stands for; `None` if it is of another kind.
    fn from_field_text(text: &str) -> Option<Self>;

    /// The text for the value, as far as possible of the same kind as `current`, the text that the
    /// field has; `None` if there is no string for the value.
    fn to_field_text(&self, current: Option<&str>) -> Option<String>;
}

impl CustomFieldValue for CustomField {
    const EXPECTED: &'static str = "a value that a custom field can have";

    fn from_field_text(text: &str) -> Option<Self> {
        Some(Self::parse(text))
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        keep::<Self>(self.text()?, current)
    }
}

/// The text as it is, also if it looks like that of another kind.
impl CustomFieldValue for String {
    const EXPECTED: &'static str = "a string";

    fn from_field_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn to_field_text(&self, _: Option<&str>) -> Option<String> {
        Some(self.clone())
    }
}

impl CustomFieldValue for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn from_field_text(text: &str) -> Option<Self> {
        let digits = codec::value_of(text, &["I", "TS", "F", "M"])?;
        digits.parse().ok().or_else(|| codec::whole(digits))
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        let text = number(&self.to_string(), &["I", "TS", "F", "M"], current);
        keep::<Self>(text, current)
    }
}

impl CustomFieldValue for i32 {
    const EXPECTED: &'static str = "a whole number of 32 bits";

    fn from_field_text(text: &str) -> Option<Self> {
        i64::from_field_text(text)?.try_into().ok()
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        i64::from(*self).to_field_text(current)
    }
}

impl CustomFieldValue for f64 {
    const EXPECTED: &'static str = "a finite number";

    fn from_field_text(text: &str) -> Option<Self> {
        codec::float(codec::value_of(text, &["F", "M", "I"])?)
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        if !self.is_finite() {
            return None;
        }
        let monikers: &[&str] = match self.fract() == 0.0 {
            true => &["F", "M", "I"],
            false => &["F", "M"],
        };
        let text = number(&self.to_string(), monikers, current);
        keep::<Self>(text, current)
    }
}

impl CustomFieldValue for bool {
    const EXPECTED: &'static str = "true or false";

    fn from_field_text(text: &str) -> Option<Self> {
        match codec::value_of(text, &["I"])? {
            "1" => Some(true),
            "0" => Some(false),
            // In brackets there is only a number.
            word if codec::split(text).is_none() => word.to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        let text = match current {
            Some("0" | "1") => u8::from(*self).to_string(),
            Some(current) if moniker(Some(current)).is_none() && !current.is_empty() => {
                let word = if *self { "True" } else { "False" };
                word.to_owned()
            }
            _ => format!("[I:{}]", u8::from(*self)),
        };
        keep::<Self>(text, current)
    }
}

impl CustomFieldValue for Date {
    const EXPECTED: &'static str = "a day";

    fn from_field_text(text: &str) -> Option<Self> {
        let moment = Moment::parse(codec::value_of(text, &["D", "DT"])?)?;
        moment.to_date().filter(|_| moment.is_midnight())
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        let moment = Moment::midnight(self.parts()?);
        let text = match moniker(current) {
            Some("DT") => format!("[DT:{}]", moment.day_and_time()),
            // The time is there or not.
            Some("D") if current?.contains(' ') => format!("[D:{}]", moment.day_and_time()),
            _ => format!("[D:{}]", moment.day()),
        };
        keep::<Self>(text, current)
    }
}

impl CustomFieldValue for DateTime {
    const EXPECTED: &'static str = "a date and time without an offset";

    fn from_field_text(text: &str) -> Option<Self> {
        let moment = Moment::parse(codec::value_of(text, &["D", "DT"])?)?;
        Some(moment.to_date_time())
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        let moment = Moment::from_date_time(self)?.day_and_time();
        let text = match moniker(current) {
            Some("D") => format!("[D:{moment}]"),
            _ => format!("[DT:{moment}]"),
        };
        keep::<Self>(text, current)
    }
}

impl CustomFieldValue for TimeOfDay {
    const EXPECTED: &'static str = "a time of day";

    fn from_field_text(text: &str) -> Option<Self> {
        let value = codec::value_of(text, &["T", "DT"])?;
        match Moment::parse(value) {
            Some(moment) => {
                let is_time = moment.date == TIME_ONLY && moment.fraction == 0;
                is_time.then(|| moment.time.unwrap_or_default())
            }
            None => codec::time_of_day(value),
        }
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        let moment = Moment {
            date: TIME_ONLY,
            time: Some(*self),
            fraction: 0,
        };
        let text = match moniker(current) {
            Some("DT") => format!("[DT:{}]", moment.day_and_time()),
            _ => CustomField::Time(*self).text()?,
        };
        keep::<Self>(text, current)
    }
}

impl CustomFieldValue for Vec<i64> {
    const EXPECTED: &'static str = "a list of whole numbers";

    fn from_field_text(text: &str) -> Option<Self> {
        match codec::split(text)? {
            ("A", value) => codec::integers(value),
            _ => None,
        }
    }

    fn to_field_text(&self, current: Option<&str>) -> Option<String> {
        let text = CustomField::IntegerArray(self.clone()).text()?;
        keep::<Self>(text, current)
    }
}

/// `current` if it stands for the same value as `text`, and `text` otherwise.
fn keep<T: CustomFieldValue + PartialEq>(text: String, current: Option<&str>) -> Option<String> {
    let value = T::from_field_text(&text);
    match current {
        Some(current) if value.is_some() && T::from_field_text(current) == value => {
            Some(current.to_owned())
        }
        _ => Some(text),
    }
}

fn moniker(current: Option<&str>) -> Option<&str> {
    Some(codec::split(current?)?.0)
}

/// The text of a number: with the moniker of `current` if that is one of `monikers`, bare if that
/// is a bare number, and otherwise with the first of `monikers`.
fn number(digits: &str, monikers: &[&str], current: Option<&str>) -> String {
    match moniker(current) {
        Some(moniker) if monikers.contains(&moniker) => format!("[{moniker}:{digits}]"),
        None if current.is_some_and(|bare| codec::float(bare).is_some()) => digits.to_owned(),
        _ => format!("[{}:{digits}]", monikers[0]),
    }
}
