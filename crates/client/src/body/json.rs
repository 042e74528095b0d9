//! Bodies that are JSON.

use crate::carrier::{self, JsonPart, Value, Written};

/// A value that can be sent as a JSON body: every [`Value`], slices of them, and `&str`; and an
/// `Option` of a [`Value`] or `&str`, where `None` is `null`.
pub trait JsonBody {
    /// The value as JSON text, with `null` for each [`Upload`](super::Upload).
    fn to_json(&self) -> Vec<u8>;

    /// The value as JSON text with its uploads.
    #[doc(hidden)]
    fn to_parts(&self) -> Vec<JsonPart> {
        vec![JsonPart::Text(self.to_json().into())]
    }
}

impl<T: Value> JsonBody for T {
    fn to_json(&self) -> Vec<u8> {
        carrier::encode(self)
    }

    fn to_parts(&self) -> Vec<JsonPart> {
        carrier::encode_parts(self)
    }
}

impl<T: Value> JsonBody for &[T] {
    fn to_json(&self) -> Vec<u8> {
        let items: Vec<Vec<u8>> = self.iter().map(carrier::encode).collect();
        let mut json = vec![b'['];
        json.extend(items.join(&b','));
        json.push(b']');
        json
    }

    fn to_parts(&self) -> Vec<JsonPart> {
        let mut parts = vec![JsonPart::Text("[".into())];
        for (index, item) in self.iter().enumerate() {
            if index > 0 {
                parts.push(JsonPart::Text(",".into()));
            }
            parts.extend(carrier::encode_parts(item));
        }
        parts.push(JsonPart::Text("]".into()));
        parts
    }
}

impl JsonBody for &str {
    fn to_json(&self) -> Vec<u8> {
        carrier::encode(&(*self).to_owned())
    }
}

impl<T: Value> JsonBody for Option<T> {
    fn to_json(&self) -> Vec<u8> {
        self.as_ref().map_or_else(null, T::to_json)
    }

    fn to_parts(&self) -> Vec<JsonPart> {
        let parts = self.as_ref().map(T::to_parts);
        parts.unwrap_or_else(|| vec![JsonPart::Text(null().into())])
    }
}

impl JsonBody for Option<&str> {
    fn to_json(&self) -> Vec<u8> {
        self.as_ref().map_or_else(null, <&str>::to_json)
    }
}

impl JsonBody for Written<'_> {
    fn to_json(&self) -> Vec<u8> {
        self.without_uploads()
    }

    fn to_parts(&self) -> Vec<JsonPart> {
        self.with_uploads()
    }
}

fn null() -> Vec<u8> {
    b"null".to_vec()
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
