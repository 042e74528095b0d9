//! The body of a call.

use std::fmt;

use bytes::Bytes;

use super::form_file::FormFile;
use super::pieces::{self, Piece};
use crate::body::Content;
use crate::body::upload::{OpenFailure, Opened};
use crate::carrier::JsonPart;
use crate::transport::RequestBody;

/// The body of a request.
#[derive(Clone)]
pub(crate) enum Body {
    None,
    Json(Bytes),
    /// JSON with uploads.
    JsonParts(Vec<JsonPart>),
    Content(Content),
    /// A form whose only field is a file.
    File(FormFile),
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => formatter.write_str("None"),
            Self::Json(json) => write!(formatter, "Json({} bytes)", json.len()),
            Self::JsonParts(_) => formatter.write_str("Json with uploads"),
            Self::Content(content) => fmt::Debug::fmt(content, formatter),
            Self::File(file) => fmt::Debug::fmt(file, formatter),
        }
    }
}

impl Body {
    /// A JSON body. Without uploads it is text in memory.
    pub(crate) fn json(parts: Vec<JsonPart>) -> Self {
        let mut text = Vec::new();
        if let [JsonPart::Text(text)] = &*parts {
            return Self::Json(text.clone());
        }
        for part in &parts {
            match part {
                JsonPart::Text(part) => text.extend_from_slice(part),
                JsonPart::Base64(_) => return Self::JsonParts(parts),
            }
        }
        Self::Json(text.into())
    }

    /// A JSON object of one property.
    pub(crate) fn json_property(name: &str, value: Vec<JsonPart>) -> Self {
        let name = String::from_utf8(crate::encode(&name.to_owned())).unwrap_or_default();
        let mut parts = vec![JsonPart::Text(format!("{{{name}:").into())];
        parts.extend(value);
        parts.push(JsonPart::Text("}".into()));
        Self::json(parts)
    }

    /// The bytes to send, once more from the first.
    pub(crate) async fn open(&self) -> Result<RequestBody, OpenFailure> {
        match self {
            Self::None => Ok(RequestBody::empty()),
            Self::Json(json) => Ok(RequestBody::Bytes(json.clone())),
            // What is opened would make the future of every call larger.
            Self::JsonParts(parts) => {
                Box::pin(pieces::open(parts.iter().map(Piece::from).collect())).await
            }
            Self::File(file) => Box::pin(pieces::open(file.pieces())).await,
            Self::Content(content) => match content.data.as_plain_bytes() {
                Some(bytes) => Ok(RequestBody::Bytes(bytes.clone())),
                None => match Box::pin(content.data.open()).await? {
                    Opened {
                        length: Some(0), ..
                    } => Ok(RequestBody::empty()),
                    Opened { stream, length } => Ok(RequestBody::Stream { stream, length }),
                },
            },
        }
    }

    /// Whether the body is still there after it has been sent.
    pub(super) fn can_be_sent_again(&self) -> bool {
        match self {
            Self::None | Self::Json(_) => true,
            Self::JsonParts(parts) => parts.iter().all(|part| match part {
                JsonPart::Text(_) => true,
                JsonPart::Base64(upload) => upload.can_be_sent_again(),
            }),
            Self::Content(content) => content.data.can_be_sent_again(),
            Self::File(file) => file.upload().can_be_sent_again(),
        }
    }
}
