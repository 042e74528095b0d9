//! Bodies of requests.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use crate::carrier::Value;

/// A value that can be sent as a JSON body: every [`Value`], slices of them, and `&str`.
pub trait JsonBody {
    /// The value as JSON text.
    fn to_json(&self) -> Vec<u8>;
}

impl<T: Value> JsonBody for T {
    fn to_json(&self) -> Vec<u8> {
        crate::encode(self)
    }
}

impl<T: Value> JsonBody for &[T] {
    fn to_json(&self) -> Vec<u8> {
        let items: Vec<Vec<u8>> = self.iter().map(crate::encode).collect();
        let mut json = vec![b'['];
        json.extend(items.join(&b','));
        json.push(b']');
        json
    }
}

impl JsonBody for &str {
    fn to_json(&self) -> Vec<u8> {
        crate::encode(&(*self).to_owned())
    }
}

/// A value that can be saved as a `T`: a `T`, or one that has all its properties.
///
/// An entity that was read with `select` is none: saving it would erase what was left out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved as a `{T}`",
    note = "an entity that was read with `select` lacks properties, and saving it would erase them",
    note = "read it without `select`, or patch it; `into_inner` is there for who knows better"
)]
pub trait Whole<T>: JsonBody {}

impl<T: Value> Whole<T> for T {}

/// A body that is not JSON, such as an image or a document.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// The media type, such as `image/png`.
    pub media_type: Cow<'static, str>,
    /// The bytes to send.
    pub data: Bytes,
}

impl Content {
    /// `data` of the type `media_type`.
    ///
    /// ```
    /// let image = client::Content::new("image/png", vec![0x89, b'P', b'N', b'G']);
    /// ```
    pub fn new(media_type: impl Into<Cow<'static, str>>, data: impl Into<Bytes>) -> Self {
        Self {
            media_type: media_type.into(),
            data: data.into(),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Content({}, {} bytes)",
            self.media_type,
            self.data.len()
        )
    }
}
