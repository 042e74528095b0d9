//! Bodies that are JSON.

use crate::carrier::{self, JsonText, NULL, Value, ValueWithSpelling};

/// A value that can be sent as a JSON body: every [`Value`], slices of them, and `&str`; and an
/// `Option` of a [`Value`] or `&str`, where `None` is `null`.
pub trait JsonBody {
    /// The value as JSON text, with `null` for each [`Upload`](super::Upload).
    fn to_json(&self) -> Vec<u8>;

    /// The value as JSON with its uploads.
    #[doc(hidden)]
    fn json(&self) -> JsonText {
        self.to_json().into()
    }
}

impl JsonBody for &str {
    fn to_json(&self) -> Vec<u8> {
        carrier::encode(&(*self).to_owned())
    }
}

impl JsonBody for Option<&str> {
    fn to_json(&self) -> Vec<u8> {
        self.as_ref().map_or_else(|| NULL.into(), <&str>::to_json)
    }
}

/// How something that holds values is written, with uploads or without.
macro_rules! to_json {
    (|$value:ident| $json:expr) => {
        fn to_json(&self) -> Vec<u8> {
            self.json().into_text()
        }

        fn json(&self) -> JsonText {
            let $value = self;
            $json
        }
    };
}

impl<T: Value> JsonBody for T {
    to_json!(|value| carrier::encode_json(value));
}

impl<T: Value> JsonBody for &[T] {
    to_json!(|values| JsonText::array(values.iter().map(carrier::encode_json)));
}

impl<T: Value> JsonBody for Option<T> {
    to_json!(|value| value.as_ref().map_or_else(JsonText::null, T::json));
}

impl JsonBody for ValueWithSpelling<'_> {
    to_json!(|value| ValueWithSpelling::json(*value));
}

/// A value that can be saved as a `T`: a `T`, or one that has all its properties.
///
/// An entity that was read with `select` is none: saving it would erase what was left out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved as a `{T}`",
    note = "an entity that was read with `select` lacks properties, and saving it would erase them",
    note = "read it without `select`, or patch it; `into_inner` is there for who knows better"
)]
pub trait Saveable<T>: JsonBody {}

impl<T: Value> Saveable<T> for T {}
