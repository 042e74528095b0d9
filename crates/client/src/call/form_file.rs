//! Files that are sent as the only field of a form, by `multipart/form-data`.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;

use http::HeaderValue;

use super::pieces::Piece;
use crate::body::{Content, Upload};
use crate::header;

/// A form whose only field is a file.
#[derive(Clone)]
pub(crate) struct FormFile {
    name: String,
    content: Content,
    /// The media type of the file.
    media_type: HeaderValue,
    /// What stands before and behind the file. It stays the same when the form is sent again.
    boundary: String,
}

impl FormFile {
    /// The field `name` with `content`; `None` if the content has no media type.
    pub(super) fn new(name: &str, content: Content) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            media_type: header::media_type(&content.media_type)?,
            content,
            boundary: boundary(),
        })
    }

    /// The media type of the form.
    pub(crate) fn media_type(&self) -> HeaderValue {
        let media_type = format!("multipart/form-data; boundary={}", self.boundary);
        HeaderValue::try_from(media_type).expect("a boundary is made of digits")
    }

    pub(super) fn upload(&self) -> &Upload {
        &self.content.data
    }

    pub(super) fn pieces(&self) -> Vec<Piece<'_>> {
        let boundary = &self.boundary;
        let name = escaped(&with_line_breaks(&self.name));
        let file_name = escaped(&self.file_name());
        let mut start = format!(
            "--{boundary}\r\n\
             Content-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
             Content-Type: "
        )
        .into_bytes();
        start.extend_from_slice(self.media_type.as_bytes());
        start.extend_from_slice(b"\r\n\r\n");
        vec![
            Piece::Text(start.into()),
            Piece::Upload(self.upload()),
            Piece::Text(format!("\r\n--{boundary}--\r\n").into()),
        ]
    }

    /// The name that the content has, that its file has, or that follows from the field.
    fn file_name(&self) -> Cow<'_, str> {
        // Servers take a file without a name for no file.
        let given = self.content.file_name.as_deref();
        if let Some(name) = given.filter(|name| !name.is_empty()) {
            return name.into();
        }
        if let Some(name) = self.content.data.file_name() {
            return name;
        }
        match extension(self.media_type.as_bytes()) {
            Some(extension) => format!("{}.{extension}", self.name).into(),
            None => (&*self.name).into(),
        }
    }
}

/// 128 bits that nobody can foresee, so that no file has them by chance or on purpose.
fn boundary() -> String {
    // Its keys are random numbers of the system, which do not follow from the hashes.
    let hashes = RandomState::new();
    format!("{:016x}{:016x}", hashes.hash_one(0), hashes.hash_one(1))
}

/// A name as browsers write it in quotes.
fn escaped(name: &str) -> String {
    name.replace('\n', "%0A")
        .replace('\r', "%0D")
        .replace('"', "%22")
}

/// All line breaks of a field's name as `\r\n`, as browsers write them.
fn with_line_breaks(name: &str) -> String {
    name.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\n', "\r\n")
}

/// How the names of images of the type `media_type` end.
fn extension(media_type: &[u8]) -> Option<&'static str> {
    let essence = media_type.split(|&byte| byte == b';').next()?;
    match &*essence.trim_ascii_end().to_ascii_lowercase() {
        b"image/bmp" => Some("bmp"),
        b"image/gif" => Some("gif"),
        b"image/jpeg" | b"image/jpg" => Some("jpg"),
        b"image/png" => Some("png"),
        b"image/svg+xml" => Some("svg"),
        b"image/tiff" => Some("tiff"),
        b"image/webp" => Some("webp"),
        _ => None,
    }
}

impl fmt::Debug for FormFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "File({}, {:?})", self.name, self.content)
    }
}
