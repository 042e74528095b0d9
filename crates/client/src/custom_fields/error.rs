//! Why a field could not be read or written.

use std::fmt;

use crate::one_line::one_line;

/// A field whose value is of another kind than the one asked for, or cannot have a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomFieldError {
    key: String,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// The text that was found, and what was expected.
    Unreadable(String, &'static str),
    /// What the value is.
    Unwritable(&'static str),
}

impl CustomFieldError {
    pub(super) fn new(key: &str, problem: Problem) -> Self {
        Self {
            key: key.to_owned(),
            problem,
        }
    }

    /// The name of the field.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What the value is not.
    pub(crate) fn expected(&self) -> &'static str {
        match self.problem {
            Problem::Unreadable(_, expected) | Problem::Unwritable(expected) => expected,
        }
    }

    /// The text that was found in the field; `None` if it was to be written.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.problem {
            Problem::Unreadable(text, _) => Some(text),
            Problem::Unwritable(_) => None,
        }
    }
}

impl fmt::Display for CustomFieldError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = one_line(&self.key);
        match &self.problem {
            Problem::Unreadable(text, expected) => write!(
                formatter,
                "the custom field `{key}` is `{}`, which is not {expected}",
                one_line(text)
            ),
            Problem::Unwritable(expected) => write!(
                formatter,
                "the value for the custom field `{key}` cannot be written: it is not {expected}"
            ),
        }
    }
}

impl std::error::Error for CustomFieldError {}
