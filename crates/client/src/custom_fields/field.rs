//! Values of fields, of whatever kind they are.

use super::codec::{self, Moment};
use crate::time::{Date, DateTime, TimeOfDay};

/// The value of a custom field, of the kind that its text says.
///
/// ```
/// use client::carrier::Dictionary;
/// use client::custom_fields::{CustomField, CustomFields};
///
/// let fields: Dictionary<String> = client::decode(br#"{"x_a": "[M:123.45]", "x_b": "[X:new]"}"#)?;
/// assert_eq!(fields.read("x_a")?, Some(CustomField::Money("123.45".to_owned())));
/// let Some(CustomField::Other { moniker, .. }) = fields.read("x_b")? else { panic!() };
/// assert_eq!(moniker, "X");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Nothing in a string tells it from the text of another kind that looks the same: the checkboxes
/// of `UserDefinedFields` are the strings `True` and `False`, and somebody may have typed `[I:3]`
/// into a field for text. Who knows that a field has text reads a `String`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CustomField {
    /// A string without a moniker, as it is.
    Text(String),
    /// `[I:3]`: a whole number, the identifier of an item of a list, or a checkbox.
    Integer(i64),
    /// `[F:4.43]`
    Float(f64),
    /// `[M:123.45]`: the digits as they are, because a float would round them.
    Money(String),
    /// `[D:05/13/1999]`
    Date(Date),
    /// `[DT:04/28/2024 20:28:37.0000000]`, without an offset.
    DateTime(DateTime),
    /// `[T:14:52]`
    Time(TimeOfDay),
    /// `[TS:500]`: a length of time, in the unit of the field.
    TimeSpan(i64),
    /// `[A:3,4,5]`
    IntegerArray(Vec<i64>),
    /// `[B:…]`: bytes, in the text that stands for them.
    Binary(String),
    /// A kind that this version does not know, or a value that is not what its moniker says.
    Other {
        /// The moniker: the upper-case letters before the colon.
        moniker: String,
        /// The text between the colon and the bracket.
        text: String,
    },
}

impl CustomField {
    /// The value that a string stands for.
    pub(super) fn parse(text: &str) -> Self {
        match codec::split(text) {
            Some((moniker, value)) => known(moniker, value).unwrap_or_else(|| Self::Other {
                moniker: moniker.to_owned(),
                text: value.to_owned(),
            }),
            None => Self::Text(text.to_owned()),
        }
    }

    /// The text; `None` if there is none.
    pub(super) fn text(&self) -> Option<String> {
        Some(match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => format!("[I:{number}]"),
            Self::Float(number) if number.is_finite() => format!("[F:{number}]"),
            Self::Float(_) => return None,
            Self::Money(digits) => format!("[M:{digits}]"),
            Self::Date(date) => format!("[D:{}]", Moment::midnight(date.parts()?).day()),
            Self::DateTime(time) => {
                format!("[DT:{}]", Moment::from_date_time(time)?.day_and_time())
            }
            Self::Time(time) if time.second() == 0 => {
                format!("[T:{:02}:{:02}]", time.hour(), time.minute())
            }
            Self::Time(time) => format!("[T:{time}]"),
            Self::TimeSpan(number) => format!("[TS:{number}]"),
            Self::IntegerArray(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
                format!("[A:{}]", numbers.join(","))
            }
            Self::Binary(text) => format!("[B:{text}]"),
            Self::Other { moniker, text } => format!("[{moniker}:{text}]"),
        })
    }
}

fn known(moniker: &str, value: &str) -> Option<CustomField> {
    Some(match moniker {
        "I" => CustomField::Integer(value.parse().ok()?),
        "F" => CustomField::Float(codec::float(value)?),
        "M" => {
            codec::float(value)?;
            CustomField::Money(value.to_owned())
        }
        "D" => match Moment::parse(value)? {
            moment if moment.is_midnight() => CustomField::Date(moment.to_date()?),
            moment => CustomField::DateTime(moment.to_date_time()),
        },
        "DT" => CustomField::DateTime(Moment::parse(value)?.to_date_time()),
        "T" => CustomField::Time(codec::time_of_day(value)?),
        "TS" => CustomField::TimeSpan(value.parse().ok()?),
        "A" => CustomField::IntegerArray(codec::integers(value)?),
        "B" => CustomField::Binary(value.to_owned()),
        _ => return None,
    })
}
