//! Values that are strings in JSON.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::number::Integer;
use crate::carrier::erased;
use crate::time::DateTime;

/// A string with a meaning.
pub(super) struct TextVisitor<'a>(pub(super) &'a mut dyn erased::Text);

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }
}

/// A string or a whole number, which is its own text.
pub(super) struct Symbol<'a>(pub(super) &'a mut dyn erased::Text);

impl Visitor<'_> for Symbol<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(SYMBOL)
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.0.set(&number.to_string());
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        let number = Integer(SYMBOL).visit_u64(number)?;
        self.visit_i64(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        let number = Integer(SYMBOL).visit_f64(number)?;
        self.visit_i64(number)
    }
}

const SYMBOL: &str = "a string or an integer";

/// A time, without the way through its functions.
pub(super) struct Time(pub(super) DateTime);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(DateTime::from_owned(text)))
    }
}
