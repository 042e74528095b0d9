//! Carriers: the structs that the API's JSON objects become.
//!
//! There are hundreds of them with thousands of properties, so code is not
//! generated for each one. The [`carrier!`](crate::carrier!) macro makes one
//! constant table per struct (the properties' names, offsets and types), and
//! everything a carrier can do is written once over that table: decoding,
//! encoding, `Clone`, `Debug` and `PartialEq`.
//!
//! `erased` is the only module that knows about memory. It lends values out as
//! the safe enums `View` and `ViewMut`, and the other modules walk those.

mod additional;
mod base64;
pub(crate) mod decode;
mod difference;
mod drop_of;
pub(crate) mod encode;
pub(crate) mod enumeration;
mod erased;
mod flags;
mod json_text;
mod macros;
mod object;
mod serialize;
mod spelled;
mod spelling;
mod string;
mod symbol;
mod traits;
mod values;
mod write;
mod written;

use std::collections::BTreeMap;

pub use self::additional::AdditionalProperties;
pub use self::base64::Base64;
pub(crate) use self::decode::{FromJson, decode, decode_from, without_mark};
pub(crate) use self::difference::{Change, Entry, changes};
pub(crate) use self::encode::{encode, encode_json, property};
pub(crate) use self::erased::Type;
pub use self::erased::Value;
pub use self::flags::FlagSet;
pub(crate) use self::json_text::{JsonText, NULL};
pub use self::object::IntoProperty;
pub use self::string::StringValue;
pub(crate) use self::symbol::number;
pub(crate) use self::written::ValueWithSpelling;

/// A JSON object whose property names are data, not declared by a carrier.
///
/// A property that is `null` is kept, as a name with no value.
pub type Dictionary<T> = BTreeMap<String, Option<T>>;

/// What the macros of this crate expand to. Not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use std::{
        clone::Clone,
        cmp::{Eq, PartialEq},
        convert::{AsRef, From, Infallible},
        default::Default,
        fmt,
        hash::{Hash, Hasher},
        iter::{IntoIterator, Iterator},
        mem::MaybeUninit,
        ops::{BitAnd, BitOr, BitOrAssign, Sub, SubAssign},
        option::Option::{self, None},
        result::Result,
        str::FromStr,
        string::String,
    };

    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub use super::{
        decode::deserialize,
        drop_of::{DropOf, NoDrop},
        erased::{Field, Table, TypeOf, Value, offset},
        serialize::serialize,
        symbol::same,
        traits::{clone, debug, equal},
    };
    pub use crate::carrier::enumeration::{Members, debug_symbol, member_name};
}
