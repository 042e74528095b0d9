//! Values apart from calls: strings with a meaning, carriers as programs write them, custom fields,
//! patches.
//!
//! This crate forbids `unsafe`, as the generated ones do.
#![forbid(unsafe_code)]

mod custom_fields;
mod date;
mod date_time;
mod enumeration;
mod flags;
#[cfg(feature = "jiff")]
mod jiff;
mod object;
mod patch;
mod table;
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
