//! A file that a service in memory got in a form.

use std::fmt;

use bytes::Bytes;

/// A file that a [`FakeTransport`](crate::testing::FakeTransport) got in a form.
#[derive(Clone, PartialEq, Eq)]
pub struct FakeFile {
    name: String,
    file_name: String,
    media_type: String,
    content: Bytes,
}

impl FakeFile {
    /// Reads a form with one file, as this crate and others write it; none if `body` is something
    /// else.
    pub(super) fn read(media_type: &str, body: &Bytes) -> Option<Self> {
        let (form, parameters) = media_type.split_once(';')?;
        if !form.trim().eq_ignore_ascii_case("multipart/form-data") {
            return None;
        }
        let boundary = parameter(parameters, "boundary")?;
        let part = body.strip_prefix(format!("--{boundary}\r\n").as_bytes())?;
        let part = part.strip_suffix(b"\r\n").unwrap_or(part);
        let part = part.strip_suffix(format!("\r\n--{boundary}--").as_bytes())?;
        let end = part.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        let header = |name: &str| {
            let mut lines = str::from_utf8(&part[..end]).ok()?.split("\r\n");
            lines.find_map(|line| {
                let (own, value) = line.split_once(':')?;
                own.eq_ignore_ascii_case(name).then(|| value.trim())
            })
        };
        let (_, disposition) = header("Content-Disposition")?.split_once(';')?;
        Some(Self {
            name: parameter(disposition, "name")?.to_owned(),
            file_name: parameter(disposition, "filename")?.to_owned(),
            // What a part is that does not say it, as RFC 7578 has it.
            media_type: header("Content-Type").unwrap_or("text/plain").to_owned(),
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

/// A parameter of a header, such as the `name` in `name="image"; filename="logo.png"`. Quotes within
/// quotes are escaped as `%22`, so each quote begins or ends a value.
fn parameter<'a>(mut parameters: &'a str, name: &str) -> Option<&'a str> {
    loop {
        let (own, rest) = parameters.split_once('=')?;
        let (value, rest) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => rest.split_at(rest.find(';').unwrap_or(rest.len())),
        };
        let own = own.trim_start_matches([';', ' ']).trim();
        if own.eq_ignore_ascii_case(name) {
            return Some(value.trim());
        }
        parameters = rest;
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
