//! The largest types in three makes.

use std::hint::black_box;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::measure::time;

/// How one type is decoded and encoded.
pub(crate) struct Decoder {
    pub(crate) name: &'static str,
    /// Decodes, and drops the result.
    pub(crate) decode: fn(&[u8]),
    /// Decodes and encodes.
    pub(crate) round_trip: fn(&[u8]) -> Value,
    /// Decodes all samples, then measures how long it takes to encode them so many times.
    pub(crate) encode: fn(&[String], usize) -> Duration,
}

/// The types of the bindings.
pub(crate) fn carriers() -> impl Iterator<Item = Decoder> {
    generated::DECODERS.into_iter()
}

/// The same with serde's derives, without unknown properties.
pub(crate) fn derived() -> impl Iterator<Item = Decoder> {
    derived::DECODERS.into_iter()
}

/// The same with serde's derives and a map of unknown properties.
pub(crate) fn flattened() -> impl Iterator<Item = Decoder> {
    flattened::DECODERS.into_iter()
}

/// For a module that has a `decoder` and the `types`.
macro_rules! largest {
    ($($ty:ident = $name:literal,)*) => {
        pub(super) const DECODERS: [Decoder; [$($name),*].len()] =
            [$(decoder::<types::$ty>($name)),*];
    };
}

mod generated {
    use bindings::types;
    use client::carrier::Value;

    use super::{Decoder, black_box, encoding, parse};

    macro_rules! twin {
        ($($anything:tt)*) => {};
    }

    include!(concat!(env!("OUT_DIR"), "/twins.rs"));

    const fn decoder<T: Value>(name: &'static str) -> Decoder {
        Decoder {
            name,
            decode: |json| drop(black_box(decode::<T>(json))),
            round_trip: |json| parse(&client::encode(&decode::<T>(json))),
            encode: |samples, times| encoding(samples, times, decode::<T>, client::encode),
        }
    }

    fn decode<T: Value>(json: &[u8]) -> T {
        client::decode(json).expect("a sample of the type")
    }
}

/// The types that the twins' fields name, as a program without this client has them.
mod scalars {
    #![allow(
        unused_imports,
        dead_code,
        reason = "which of them the largest types hold depends on the pages"
    )]

    pub(super) use client::Json;

    pub(super) mod carrier {
        use std::collections::BTreeMap;

        pub(crate) use client::carrier::Base64;

        pub(crate) type Dictionary<T> = BTreeMap<String, Option<T>>;
    }

    pub(super) mod time {
        use serde::{Deserialize, Serialize};

        #[derive(Deserialize, Serialize)]
        pub(crate) struct DateTime(Box<str>);
    }
}

mod derived {
    use serde::{Deserialize, Serialize};

    use super::{Decoder, decoder, derived as types, scalars as client};

    macro_rules! twin {
        ($name:ident { $($field:ident: $property:literal => $ty:ty,)* }) => {
            #[derive(Deserialize, Serialize)]
            struct $name {
                $(
                    #[serde(rename = $property, default, skip_serializing_if = "Option::is_none")]
                    $field: Option<$ty>,
                )*
            }
        };
    }

    include!(concat!(env!("OUT_DIR"), "/twins.rs"));
}

mod flattened {
    use serde::{Deserialize, Serialize};

    use super::{Decoder, decoder, flattened as types, scalars as client};

    macro_rules! twin {
        ($name:ident { $($field:ident: $property:literal => $ty:ty,)* }) => {
            #[derive(Deserialize, Serialize)]
            struct $name {
                $(
                    #[serde(rename = $property, default, skip_serializing_if = "Option::is_none")]
                    $field: Option<$ty>,
                )*
                #[serde(flatten)]
                additional_properties: serde_json::Map<String, serde_json::Value>,
            }
        };
    }

    include!(concat!(env!("OUT_DIR"), "/twins.rs"));
}

const fn decoder<T: DeserializeOwned + Serialize>(name: &'static str) -> Decoder {
    Decoder {
        name,
        decode: |json| drop(black_box(decode::<T>(json))),
        round_trip: |json| serde_json::to_value(decode::<T>(json)).expect("JSON"),
        encode: |samples, times| {
            let encode = |value: &T| serde_json::to_vec(value).expect("JSON");
            encoding(samples, times, decode::<T>, encode)
        },
    }
}

fn decode<T: DeserializeOwned>(json: &[u8]) -> T {
    serde_json::from_slice(json).expect("a sample of the type")
}

fn encoding<T>(
    samples: &[String],
    times: usize,
    decode: impl Fn(&[u8]) -> T,
    encode: impl Fn(&T) -> Vec<u8>,
) -> Duration {
    let values: Vec<T> = samples
        .iter()
        .map(|sample| decode(sample.as_bytes()))
        .collect();
    time(times, || {
        for value in &values {
            drop(black_box(encode(black_box(value))));
        }
    })
}

fn parse(json: &[u8]) -> Value {
    serde_json::from_slice(json).expect("JSON")
}
