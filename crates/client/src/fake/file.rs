//! A file that a service in memory got in a form.

use std::fmt;

use bytes::Bytes;

/// A file that a [`FakeTransport`](crate::FakeTransport) got in a form.
#[derive(Clone, PartialEq, Eq)]
pub struct FakeFile {
    name: String,
    file_name: String,
    media_type: String,
    content: Bytes,
}

impl FakeFile {
    /// Reads a form as this crate writes it; none if `body` is something else.
    pub(super) fn read(media_type: &str, body: &Bytes) -> Option<Self> {
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=")?;
        let part = body.strip_prefix(format!("--{boundary}\r\n").as_bytes())?;
        let part = part.strip_suffix(format!("\r\n--{boundary}--\r\n").as_bytes())?;
        let end = part.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        let (disposition, media_type) = str::from_utf8(&part[..end]).ok()?.split_once("\r\n")?;
        // Quotes in names are escaped, so each quote begins or ends one.
        let disposition: Vec<&str> = disposition.split('"').collect();
        let [
            "Content-Disposition: form-data; name=",
            name,
            "; filename=",
            file_name,
            "",
        ] = disposition[..]
        else {
            return None;
        };
        Some(Self {
            name: name.to_owned(),
            file_name: file_name.to_owned(),
            media_type: media_type.strip_prefix("Content-Type: ")?.to_owned(),
            content: body.slice_ref(&part[end + 4..]),
        })
    }

    /// The name of the field. In names, `%22` is a quotation mark, `%0D%0A` a line break.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the file.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The media type of the file.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// The bytes of the file.
    pub fn content(&self) -> &Bytes {
        &self.content
    }
}

/// Says only how long the content is.
impl fmt::Debug for FakeFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FakeFile")
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("content", &format_args!("{} bytes", self.content.len()))
            .finish()
    }
}
