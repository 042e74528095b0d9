//! Values of path and query arguments.

use std::fmt::Display;

use crate::time::{Date, DateTime, TimeSpan};

/// A value that can be an argument in a path or a query.
///
/// A type with [`string_value!`](crate::string_value!) is one.
///
/// So are numbers, `bool`, strings, dates and date-times; `Option`, where `None` is left out; and
/// lists, which repeat the argument.
pub trait Parameter {
    /// Adds the strings of the value to `values`: usually one.
    fn write(&self, values: &mut ParameterValues);
}

/// The strings of one argument.
#[derive(Debug, Default)]
pub struct ParameterValues(Vec<String>);

impl ParameterValues {
    /// Adds one string.
    pub fn push(&mut self, value: impl Display) {
        self.0.push(value.to_string());
    }

    pub(crate) fn from_parameter(parameter: &dyn Parameter) -> Vec<String> {
        let mut values = Self::default();
        parameter.write(&mut values);
        values.0
    }
}

/// Strings of any kind as an argument, which the bindings take as `&[impl AsRef<str>]`.
///
/// ```
/// use client::request::strings;
///
/// let owned = ["Name".to_owned(), "Department".to_owned()];
/// assert_eq!(strings(&["Name", "Department"]), strings(&owned));
/// ```
pub fn strings<S: AsRef<str>>(strings: &[S]) -> Vec<String> {
    strings.iter().map(|it| it.as_ref().to_owned()).collect()
}

macro_rules! displayed {
    ($($type:ty),*) => {$(
        impl Parameter for $type {
            fn write(&self, values: &mut ParameterValues) {
                values.push(self);
            }
        }
    )*};
}

displayed!(bool, i32, i64, f64, str, String, Date, DateTime, TimeSpan);

impl<T: Parameter + ?Sized> Parameter for &T {
    fn write(&self, values: &mut ParameterValues) {
        (**self).write(values);
    }
}

impl<T: Parameter> Parameter for Option<T> {
    fn write(&self, values: &mut ParameterValues) {
        if let Some(value) = self {
            value.write(values);
        }
    }
}

impl<T: Parameter> Parameter for [T] {
    fn write(&self, values: &mut ParameterValues) {
        for value in self {
            value.write(values);
        }
    }
}

impl<T: Parameter> Parameter for Vec<T> {
    fn write(&self, values: &mut ParameterValues) {
        self.as_slice().write(values);
    }
}
