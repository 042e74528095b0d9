//! Values of path and query arguments.

use std::fmt::Display;

use crate::{Date, DateTime, TimeSpan};

/// A value that can be an argument in a path or a query.
///
/// A type with [`text!`](crate::text!) is one.
///
/// So are numbers, `bool`, strings, dates and date-times; `Option`, where `None` is left out; and lists,
/// which repeat the argument.
pub trait Parameter {
    /// Adds the texts of the value to `values`: usually one.
    fn write(&self, values: &mut Values);
}

/// The texts of one argument.
#[derive(Debug, Default)]
pub struct Values(Vec<String>);

impl Values {
    /// Adds one text.
    pub fn push(&mut self, value: impl Display) {
        self.push_text(value.to_string());
    }

    pub(crate) fn of(parameter: &dyn Parameter) -> Vec<String> {
        let mut values = Self::default();
        parameter.write(&mut values);
        values.0
    }

    fn push_text(&mut self, value: String) {
        self.0.push(value);
    }
}

/// Texts of any kind as an argument, which the bindings take as `&[impl AsRef<str>]`.
///
/// ```
/// assert_eq!(client::strings(&["Name", "Department"]), client::strings(&["Name".to_owned(), "Department".to_owned()]));
/// ```
pub fn strings<S: AsRef<str>>(texts: &[S]) -> Vec<String> {
    texts.iter().map(|text| text.as_ref().to_owned()).collect()
}

macro_rules! displayed {
    ($($type:ty),*) => {$(
        impl Parameter for $type {
            fn write(&self, values: &mut Values) {
                values.push(self);
            }
        }
    )*};
}

displayed!(bool, i32, i64, f64, str, String, Date, DateTime, TimeSpan);

impl<T: Parameter + ?Sized> Parameter for &T {
    fn write(&self, values: &mut Values) {
        (**self).write(values);
    }
}

impl<T: Parameter> Parameter for Option<T> {
    fn write(&self, values: &mut Values) {
        if let Some(value) = self {
            value.write(values);
        }
    }
}

impl<T: Parameter> Parameter for [T] {
    fn write(&self, values: &mut Values) {
        for value in self {
            value.write(values);
        }
    }
}

impl<T: Parameter> Parameter for Vec<T> {
    fn write(&self, values: &mut Values) {
        self.as_slice().write(values);
    }
}
