//! Whole numbers, which may be written like fractions.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};

/// A whole number, of the named type.
pub(super) struct Integer(pub(super) &'static str);

impl Visitor<'_> for Integer {
    type Value = i64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }

    fn visit_i64<E>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i64, E> {
        // 2^63 is the first float that is too large.
        const LIMIT: f64 = 9_223_372_036_854_775_808.0;
        if number.fract() == 0.0 && (-LIMIT..LIMIT).contains(&number) {
            Ok(number as i64)
        } else {
            Err(E::invalid_value(Unexpected::Float(number), &self))
        }
    }
}

/// The error for a number that is whole, but not one of the `expected` type.
pub(super) fn out_of_range<E: Error>(number: i64, expected: &'static str) -> E {
    E::invalid_value(Unexpected::Signed(number), &Integer(expected))
}
