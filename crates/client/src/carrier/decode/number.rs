//! Saveable numbers, which may be written like fractions.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

/// Reads an `i32`.
pub(super) fn int<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    const NAME: &str = "i32";

    let number = deserializer.deserialize_i32(Integer(NAME))?;
    i32::try_from(number)
        .map_err(|_| D::Error::invalid_value(Unexpected::Signed(number), &Integer(NAME)))
}

/// Reads an `i64`.
pub(super) fn long<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    deserializer.deserialize_i64(Integer("i64"))
}

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

/// An `i32`, which may be written like a fraction.
pub(super) struct Int(pub(super) i32);

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        int(deserializer).map(Self)
    }
}

/// An `i64`, which may be written like a fraction.
pub(super) struct Long(pub(super) i64);

impl<'de> Deserialize<'de> for Long {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        long(deserializer).map(Self)
    }
}
