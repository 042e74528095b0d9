//! Bodies that are not JSON.

use std::borrow::Cow;
use std::fmt;

use super::Upload;

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
    /// let image = client::body::Content::new("image/png", vec![0x89, b'P', b'N', b'G']);
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
    /// use client::body::Content;
    ///
    /// let image = Content::new("image/png", vec![0x89, b'P', b'N', b'G']).with_file_name("face.png");
    /// ```
    #[must_use]
    pub fn with_file_name(mut self, file_name: impl Into<Cow<'static, str>>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({}, {:?})", self.media_type, self.data)
    }
}
