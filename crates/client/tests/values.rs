//! ParameterValues that are text with a meaning: names, sets of names, times and lengths of time.
//!
//! This crate forbids `unsafe`, as the generated ones do.
#![forbid(unsafe_code)]

#[path = "values/date.rs"]
mod date;
#[path = "values/date_time.rs"]
mod date_time;
#[path = "values/enumeration.rs"]
mod enumeration;
#[path = "values/flags.rs"]
mod flags;
#[cfg(feature = "jiff")]
#[path = "values/jiff.rs"]
mod jiff;
#[path = "values/table.rs"]
mod table;
#[path = "values/time_span.rs"]
mod time_span;

use std::hash::{DefaultHasher, Hash, Hasher};

use client::carrier::Value;
use client::request::{Parameter, ParameterValues};
use client::{decode, encode};

/// What comes out of decoding and encoding.
fn again<T: Value>(json: &str) -> String {
    String::from_utf8(encode(&decode::<T>(json.as_bytes()).unwrap())).unwrap()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// `ParameterValues` lets nobody read it but through `Debug`.
fn parameter(value: &impl Parameter) -> String {
    let mut values = ParameterValues::default();
    value.write(&mut values);
    format!("{values:?}")
}
