//! The body of a call.

use std::fmt;

use bytes::Bytes;

use super::form_file::FormFile;
use super::pieces;
use crate::body::upload::{OpenFailure, OpenUpload};
use crate::body::{Content, Upload};
use crate::carrier::JsonText;
use crate::transport::RequestBody;

/// The body of a request.
#[derive(Clone)]
pub(crate) enum Body {
    None,
    Json(Bytes),
    /// JSON with uploads, and where the `null` of each begins.
    JsonUploads(Bytes, Vec<(usize, Upload)>),
    Content(Content),
    /// A form whose only field is a file.
    File(FormFile),
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => formatter.write_str("None"),
            Self::Json(json) => write!(formatter, "Json({} bytes)", json.len()),
            Self::JsonUploads(..) => formatter.write_str("Json with uploads"),
            Self::Content(content) => fmt::Debug::fmt(content, formatter),
            Self::File(file) => fmt::Debug::fmt(file, formatter),
        }
    }
}

impl Body {
    /// A JSON body. Without uploads it is text in memory.
    pub(crate) fn json(json: JsonText) -> Self {
        let (text, uploads) = json.into_parts();
        match uploads.is_empty() {
            true => Self::Json(text.into()),
            false => Self::JsonUploads(text.into(), uploads),
        }
    }

    /// The bytes to send, once more from the first.
    pub(crate) async fn open(&self) -> Result<RequestBody, OpenFailure> {
        match self {
            Self::None => Ok(RequestBody::empty()),
            Self::Json(json) => Ok(RequestBody::Bytes(json.clone())),
            // What is opened would make the future of every call larger.
            Self::JsonUploads(text, uploads) => {
                Box::pin(pieces::open(pieces::of_json(text, uploads))).await
            }
            Self::File(file) => Box::pin(pieces::open(file.pieces())).await,
            Self::Content(content) => match content.data.as_plain_bytes() {
                Some(bytes) => Ok(RequestBody::Bytes(bytes.clone())),
                None => match Box::pin(content.data.open()).await? {
                    OpenUpload {
                        length: Some(0), ..
                    } => Ok(RequestBody::empty()),
                    OpenUpload { stream, length } => Ok(RequestBody::Stream { stream, length }),
                },
            },
        }
    }

    /// Whether the body is still there after it has been sent.
    pub(super) fn can_be_sent_again(&self) -> bool {
        match self {
            Self::None | Self::Json(_) => true,
            Self::JsonUploads(_, uploads) => {
                uploads.iter().all(|(_, upload)| upload.can_be_sent_again())
            }
            Self::Content(content) => content.data.can_be_sent_again(),
            Self::File(file) => file.upload().can_be_sent_again(),
        }
    }
}
