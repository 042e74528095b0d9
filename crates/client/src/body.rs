//! Bodies of requests.

use std::borrow::Cow;
use std::fmt;

use crate::carrier::{self, JsonPart, Value, Written};
use crate::upload::Upload;

/// A value that can be sent as a JSON body: every [`Value`], slices of them, and `&str`; and an
/// `Option` of a [`Value`] or `&str`, where `None` is `null`.
pub trait JsonBody {
    /// The value as JSON text, with `null` for each [`Upload`].
    fn to_json(&self) -> Vec<u8>;

    /// The value as JSON text with its uploads.
    #[doc(hidden)]
    fn to_parts(&self) -> Vec<JsonPart> {
        vec![JsonPart::Text(self.to_json().into())]
    }
}

impl<T: Value> JsonBody for T {
    fn to_json(&self) -> Vec<u8> {
        crate::encode(self)
    }

    fn to_parts(&self) -> Vec<JsonPart> {
        carrier::encode_parts(self)
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
        crate::encode(&(*self).to_owned())
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
pub trait Whole<T>: JsonBody {}

impl<T: Value> Whole<T> for T {}

/// A body that is not JSON, such as an image or a document.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// The media type, such as `image/png`.
    pub media_type: Cow<'static, str>,
    /// What to send.
    pub data: Upload,
    /// The name of the file, for operations that take a form.
    pub file_name: Option<Cow<'static, str>>,
}

impl Content {
    /// `data` of the type `media_type`: bytes, or an [`Upload`] from a file or a stream.
    ///
    /// ```
    /// let image = client::Content::new("image/png", vec![0x89, b'P', b'N', b'G']);
    /// ```
    pub fn new(media_type: impl Into<Cow<'static, str>>, data: impl Into<Upload>) -> Self {
        Self {
            media_type: media_type.into(),
            data: data.into(),
            file_name: None,
        }
    }

    /// Names the file, for operations that take it as a field of a form: see
    /// [`Request::file`](crate::Request::file). Other operations get no name.
    ///
    /// ```
    /// let image = client::Content::new("image/png", vec![0x89, b'P', b'N', b'G']).named("face.png");
    /// ```
    #[must_use]
    pub fn named(mut self, file_name: impl Into<Cow<'static, str>>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({}, {:?})", self.media_type, self.data)
    }
}
