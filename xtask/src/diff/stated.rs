//! What a page states of a type, and no more than it states.
//!
//! The dialects lose different things: one leaves a carrier's name out, another
//! prints `String` for dates. Two statements agree unless no type fits both, so
//! nothing that a dialect leaves out, and no sample's value, is a change.

use std::fmt;

use serde_json::Value;

use crate::page::TypeLabel;
use crate::resolve::is_date_time;

/// A type as far as a page states it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stated {
    /// Nothing.
    Unknown,
    /// A number of any kind.
    Number,
    /// A text that is no point in time.
    Text,
    /// A text of any kind.
    AnyText,
    /// An object with known properties, its name left out.
    Structure,
    /// An array.
    List(Box<Stated>),
    /// An object with keys of the user's choice.
    Dictionary(Box<Stated>),
    /// Just this.
    Exactly(TypeLabel),
}

/// Where a label stands, which decides what it can be trusted for.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The label as it is spelled.
    pub(super) spelling: &'a str,
    /// Whether a name is no type's.
    pub(super) is_placeholder: bool,
    /// What the sample shows in this place.
    pub(super) sample: Option<&'a Value>,
}

impl Stated {
    /// What a cell of a table states.
    pub(super) fn of(label: &TypeLabel, context: Context<'_>) -> Self {
        let sample = context.sample.filter(|sample| !sample.is_null());
        match label {
            TypeLabel::Blank => Self::Structure,
            // Where capitals are used, this is what is left of dates, bytes and enums too.
            TypeLabel::String if context.spelling == "String" => match sample {
                Some(Value::String(text)) if is_date_time(text) => {
                    Self::Exactly(TypeLabel::DateTime)
                }
                Some(Value::String(_)) => Self::Text,
                _ => Self::AnyText,
            },
            TypeLabel::Array => {
                let first = sample.and_then(|sample| sample.as_array()?.first());
                Self::List(Box::new(first.map_or(Self::Unknown, Self::shown)))
            }
            TypeLabel::Object => Self::Dictionary(Box::new(Self::Unknown)),
            TypeLabel::ArrayOf(element) => Self::List(Box::new(Self::within(element, context))),
            TypeLabel::ObjectOf(value) => Self::Dictionary(Box::new(Self::within(value, context))),
            // A carrier is shown as `null`; what is shown as an object is a dictionary.
            TypeLabel::Named(_) if context.is_placeholder => Self::Unknown,
            TypeLabel::Named(_) if sample.is_some_and(Value::is_object) => Self::Unknown,
            label => Self::Exactly(label.clone()),
        }
    }

    fn within(label: &TypeLabel, context: Context<'_>) -> Self {
        Self::of(
            label,
            Context {
                sample: None,
                ..context
            },
        )
    }

    /// What a sample shows, whatever its value.
    pub(super) fn shown(sample: &Value) -> Self {
        match sample {
            Value::Null => Self::Unknown,
            Value::Bool(_) => Self::Exactly(TypeLabel::Bool),
            Value::Number(_) => Self::Number,
            Value::String(text) if is_date_time(text) => Self::Exactly(TypeLabel::DateTime),
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List(Box::new(Self::Unknown)),
            // A carrier or a dictionary: the sample of neither tells.
            Value::Object(_) => Self::Structure,
        }
    }

    /// Whether one type fits both.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        self == other || self.admits(other) || other.admits(self)
    }

    fn admits(&self, other: &Self) -> bool {
        use TypeLabel::{
            Byte, Date, DateTime, Double, Enum, Int32, Int64, Named, String, TimeSpan,
        };
        match (self, other) {
            (Self::Unknown, _) => true,
            (Self::Number, Self::Exactly(Int32 | Int64 | Double)) => true,
            (Self::AnyText, Self::Text | Self::Exactly(DateTime)) => true,
            (
                Self::Text | Self::AnyText,
                Self::Exactly(String | Byte | Date | TimeSpan | Enum(_)),
            ) => true,
            // The name of an enum is a name like any other.
            (Self::Text | Self::AnyText, Self::Exactly(Named(_))) => true,
            (Self::Structure, Self::Exactly(Named(_)) | Self::Dictionary(_)) => true,
            (Self::List(one), Self::List(two)) | (Self::Dictionary(one), Self::Dictionary(two)) => {
                one.agrees_with(two)
            }
            // Members are compared one by one.
            (Self::Exactly(Enum(_)), Self::Exactly(Enum(_))) => true,
            _ => false,
        }
    }
}

/// In the words of a Type column.
impl fmt::Display for Stated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("any"),
            Self::Number => f.write_str("number"),
            Self::Text | Self::AnyText => f.write_str("string"),
            Self::Structure => f.write_str("carrier"),
            Self::List(element) => match **element {
                Self::Unknown => f.write_str("array"),
                _ => write!(f, "array of {element}"),
            },
            Self::Dictionary(value) => match **value {
                Self::Unknown => f.write_str("object"),
                _ => write!(f, "object of {value}"),
            },
            Self::Exactly(label) => write!(f, "{}", label.lower()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn stated(spelling: &str, sample: &Value) -> Stated {
        let label = TypeLabel::parse(spelling).expect("a type");
        let is_placeholder = spelling == "Compost";
        Stated::of(
            &label,
            Context {
                spelling,
                is_placeholder,
                sample: Some(sample),
            },
        )
    }

    #[test]
    fn what_a_dialect_leaves_out_is_no_difference() {
        let date = json!("2024-01-31T12:00:00Z");
        let check = |old: (&str, &Value), new: (&str, &Value), expected: bool| {
            let (one, two) = (stated(old.0, old.1), stated(new.0, new.1));
            assert_eq!(one.agrees_with(&two), expected, "{old:?} {new:?}");
            assert_eq!(two.agrees_with(&one), expected, "{new:?} {old:?}");
        };
        check(("int32", &json!(1)), ("Integer", &json!(2)), true);
        check(("int32", &json!(1)), ("int64", &json!(1)), false);
        check(("date-time", &date), ("String", &date), true);
        check(("date-time", &date), ("String", &json!("a")), false);
        check(("date-time", &date), ("String", &json!(null)), true);
        check(("date-time", &date), ("string", &json!("a")), false);
        check(("byte", &json!("R0lG")), ("String", &json!("a")), true);
        check(("byte", &json!("R0lG")), ("string", &json!("a")), false);
        check(("", &json!({})), ("Tree", &json!(null)), true);
        check(("Tree", &json!(null)), ("Bush", &json!(null)), false);
        check(("Tree", &json!(null)), ("Compost", &json!(null)), true);
        check(("object", &json!({})), ("Tree", &json!({"a": 1})), true);
        check(("array", &json!([1])), ("Array", &json!([2.5])), true);
        check(("array", &json!([1])), ("Array", &json!(["a"])), false);
        check(("array", &json!([])), ("Array", &json!(["a"])), true);
        check(
            ("array", &json!(["a"])),
            ("array of byte", &json!([])),
            true,
        );
        check(
            ("array", &json!([date])),
            ("array of string", &json!([])),
            false,
        );
        check(("Enum: A", &json!("A")), ("Enum: A, B", &json!("A")), true);
    }
}
