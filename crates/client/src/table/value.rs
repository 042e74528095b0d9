//! Types of values that columns of tables have.

use std::fmt;

use crate::custom_fields::{CustomField, CustomFieldValue};
use crate::time::{Date, DateTime, TimeOfDay};

/// A type of value that a column of a database table can have.
///
/// | type | text |
/// |---|---|
/// | `str`, `String` | the text, bare |
/// | `bool` | `[I:0]`, `[I:1]` |
/// | `i16`, `i32`, `i64`, `u16`, `u32` | `[I:42]` |
/// | `f64` | `[F:4.5]` |
/// | [`Date`] | `[D:05/28/2024]` |
/// | [`DateTime`] | `[DT:05/28/2024 14:52:00.0000000]` |
/// | [`TimeOfDay`] | `[T:14:52]` |
/// | `Vec<i64>` | `[A:3,4,5]` |
/// | [`CustomField`] | that of its kind; for money, bytes and lengths of time |
/// | `Option` of any of these | `null` for `None` |
///
/// The documentation does not say what the service makes of `null`; a column that is not named gets
/// the default value of its type.
pub trait TableValue {
    /// The text for the value; `None` for no value.
    ///
    /// # Errors
    ///
    /// If there is no string for it.
    fn to_table_text(&self) -> Result<Option<String>, TableValueError>;
}

/// There is no string for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableValueError {
    /// What the value would have to be.
    pub(super) expected: &'static str,
}

impl TableValueError {
    /// The error for a value that is not `expected`, such as "a whole number".
    #[must_use]
    pub const fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}

impl fmt::Display for TableValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the value is not {}", self.expected)
    }
}

impl std::error::Error for TableValueError {}

fn text<T: CustomFieldValue>(value: &T) -> Result<Option<String>, TableValueError> {
    let error = TableValueError::new(T::EXPECTED);
    value.to_field_text(None).map(Some).ok_or(error)
}

macro_rules! fields {
    ($($ty:ty),*) => {$(
        impl TableValue for $ty {
            fn to_table_text(&self) -> Result<Option<String>, TableValueError> {
                text(self)
            }
        }
    )*};
}

macro_rules! numbers {
    ($($ty:ty),*) => {$(
        impl TableValue for $ty {
            fn to_table_text(&self) -> Result<Option<String>, TableValueError> {
                text(&i64::from(*self))
            }
        }
    )*};
}

fields!(
    bool,
    i64,
    f64,
    String,
    Date,
    DateTime,
    TimeOfDay,
    Vec<i64>,
    CustomField
);
numbers!(i16, i32, u16, u32);

impl TableValue for str {
    fn to_table_text(&self) -> Result<Option<String>, TableValueError> {
        Ok(Some(self.to_owned()))
    }
}

impl<T: TableValue> TableValue for Option<T> {
    fn to_table_text(&self) -> Result<Option<String>, TableValueError> {
        match self {
            Some(value) => value.to_table_text(),
            None => Ok(None),
        }
    }
}

impl<T: TableValue + ?Sized> TableValue for &T {
    fn to_table_text(&self) -> Result<Option<String>, TableValueError> {
        (**self).to_table_text()
    }
}
