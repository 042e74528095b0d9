//! Values on their way out.

use super::AdditionalProperties;
use super::erased::{Value, ValueRef};
use super::json_text::JsonText;
use super::spelling::Spelling;
use super::write::write;

/// A value, and how it was spelled where it was read.
#[derive(Clone, Copy)]
pub(crate) struct ValueWithSpelling<'a> {
    value: ValueRef<'a>,
    spelling: Option<&'a Spelling>,
}

impl<'a> ValueWithSpelling<'a> {
    /// A value of which no more is known.
    pub(crate) fn new<T: Value>(value: &'a T) -> Self {
        ValueRef::new(value).into()
    }

    /// The value of the property `name` of something with these `additional` properties.
    pub(super) fn property(
        name: &str,
        value: ValueRef<'a>,
        additional: &'a AdditionalProperties,
    ) -> Self {
        Self {
            value,
            spelling: additional.spelling(name),
        }
    }

    /// As JSON.
    pub(crate) fn json(self) -> JsonText {
        write(self.value, self.spelling)
    }

    pub(super) fn value(self) -> ValueRef<'a> {
        self.value
    }
}

impl<'a> From<ValueRef<'a>> for ValueWithSpelling<'a> {
    fn from(value: ValueRef<'a>) -> Self {
        Self {
            value,
            spelling: None,
        }
    }
}

impl PartialEq for ValueWithSpelling<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
