//! Why a value is not the JSON that a type wants.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Expected, Unexpected};

/// Why a value is not the JSON that a type wants. What was found is not in it: that can be personal.
#[derive(Clone, Debug)]
pub(crate) enum Mismatch {
    /// It is something else.
    Expected(Cow<'static, str>),
    /// A struct has a field that the object lacks.
    Missing(&'static str),
    /// It is no JSON, or no valid value for another reason.
    Other,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expected(expected) => write!(formatter, "expected {expected}"),
            Self::Missing(field) => write!(formatter, "`{field}` is missing"),
            Self::Other => formatter.write_str("it is not the expected JSON"),
        }
    }
}

/// An error of serde that keeps what was expected.
#[derive(Debug)]
pub(crate) struct JsonError {
    pub(crate) mismatch: Mismatch,
    text: String,
}

impl JsonError {
    fn expected(text: impl fmt::Display, expected: String) -> Self {
        Self {
            text: format!("{text}, expected {expected}"),
            mismatch: Mismatch::Expected(expected.into()),
        }
    }
}

impl de::Error for JsonError {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self {
            mismatch: Mismatch::Other,
            text: text.to_string(),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(format_args!("invalid type: {found}"), expected.to_string())
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(format_args!("invalid value: {found}"), expected.to_string())
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::expected(
            format_args!("invalid length {length}"),
            expected.to_string(),
        )
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::expected(
            format_args!("unknown variant `{variant}`"),
            one_of(expected),
        )
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::expected(format_args!("unknown field `{field}`"), one_of(expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            mismatch: Mismatch::Missing(field),
            text: format!("missing field `{field}`"),
        }
    }
}

fn one_of(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match &names[..] {
        [] => "none".to_owned(),
        [name] => name.clone(),
        [first, second] => format!("{first} or {second}"),
        _ => format!("one of {}", names.join(", ")),
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl std::error::Error for JsonError {}
