//! Values in filters.

use crate::time::{Date, DateTime};

/// A value in a [`Filter`](crate::collection::Filter): strings, dates and members of enums in
/// quotes, numbers and booleans without.
///
/// It is made of strings, numbers of all sizes, `bool`, [`Date`], [`DateTime`] and the enums of the
/// bindings, and of references to these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterValue {
    text: String,
    /// What is wrong with the value.
    fault: Option<&'static str>,
}

impl FilterValue {
    /// The text, and what is wrong with the value.
    pub(super) fn into_parts(self) -> (String, Option<&'static str>) {
        (self.text, self.fault)
    }

    fn bare(text: String) -> Self {
        Self { text, fault: None }
    }
}

impl From<&str> for FilterValue {
    fn from(text: &str) -> Self {
        // What escapes a quote has to be escaped itself.
        let escaped = text.replace('\\', r"\\").replace('\'', r"\'");
        Self::bare(format!("'{escaped}'"))
    }
}

impl From<&String> for FilterValue {
    fn from(text: &String) -> Self {
        (&**text).into()
    }
}

/// Makes the members of an enum values in filters.
#[doc(hidden)]
#[macro_export]
macro_rules! __filter_value {
    ($name:ident) => {
        impl $crate::__private::From<$name> for $crate::collection::FilterValue {
            #[inline]
            fn from(value: $name) -> Self {
                value.as_str().into()
            }
        }

        impl $crate::__private::From<&$name> for $crate::collection::FilterValue {
            #[inline]
            fn from(value: &$name) -> Self {
                value.as_str().into()
            }
        }
    };
}

impl From<&Date> for FilterValue {
    /// The day, without a time.
    fn from(date: &Date) -> Self {
        let text = date.as_str();
        text.split_once('T').map_or(text, |(day, _)| day).into()
    }
}

impl From<&DateTime> for FilterValue {
    fn from(time: &DateTime) -> Self {
        time.as_str().into()
    }
}

macro_rules! owned {
    ($($ty:ty),*) => {$(
        impl From<$ty> for FilterValue {
            fn from(value: $ty) -> Self {
                (&value).into()
            }
        }
    )*};
}

owned!(String, Date, DateTime);

macro_rules! bare {
    ($($ty:ty),*) => {$(
        impl From<$ty> for FilterValue {
            fn from(value: $ty) -> Self {
                Self::bare(value.to_string())
            }
        }
    )*};
}

bare!(bool, i8, i16, i32, i64, i128, isize);
bare!(u8, u16, u32, u64, u128, usize);

macro_rules! float {
    ($($ty:ty),*) => {$(
        impl From<$ty> for FilterValue {
            fn from(value: $ty) -> Self {
                Self {
                    text: value.to_string(),
                    fault: (!value.is_finite()).then_some("a number that is infinite or none"),
                }
            }
        }
    )*};
}

float!(f32, f64);

macro_rules! borrowed {
    ($($ty:ty),*) => {$(
        impl From<&$ty> for FilterValue {
            fn from(value: &$ty) -> Self {
                (*value).into()
            }
        }
    )*};
}

borrowed!(&str, f32, f64, bool, i8, i16, i32, i64, i128, isize);
borrowed!(u8, u16, u32, u64, u128, usize);
