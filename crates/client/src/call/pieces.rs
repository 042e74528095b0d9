//! Bodies that are put together from strings and uploads.

use bytes::Bytes;

use crate::body::Upload;
use crate::body::upload::{self, OpenFailure, OpenUpload};
use crate::carrier::NULL;
use crate::transport::{ByteStream, RequestBody};

/// A piece of a body.
pub(super) enum Piece<'a> {
    /// Text as it is.
    Text(Bytes),
    /// The bytes of an upload as they are.
    Upload(&'a Upload),
    /// The Base64 of an upload.
    Base64(&'a Upload),
}

/// The bytes of all pieces, one piece after the other.
pub(super) async fn open(pieces: Vec<Piece<'_>>) -> Result<RequestBody, OpenFailure> {
    let mut streams = Vec::new();
    let mut length = Some(0_u64);
    for piece in pieces {
        let added = piece.open().await?;
        streams.push(added.stream);
        length = length
            .zip(added.length)
            .and_then(|(sum, added)| sum.checked_add(added));
    }
    let stream = ByteStream::joined(streams);
    Ok(RequestBody::Stream { stream, length })
}

impl Piece<'_> {
    async fn open(self) -> Result<OpenUpload, OpenFailure> {
        match self {
            Self::Text(text) => Ok(OpenUpload {
                length: u64::try_from(text.len()).ok(),
                stream: text.into(),
            }),
            Self::Upload(upload) => upload.open().await,
            Self::Base64(upload) => {
                let opened = upload.open().await?;
                Ok(OpenUpload {
                    stream: upload::encoded(opened.stream),
                    length: opened.length.and_then(upload::encoded_length),
                })
            }
        }
    }
}

/// The pieces of JSON with uploads in the places of these `null`s.
pub(super) fn of_json<'a>(text: &Bytes, uploads: &'a [(usize, Upload)]) -> Vec<Piece<'a>> {
    const QUOTE: Bytes = Bytes::from_static(b"\"");

    let mut pieces = Vec::new();
    let mut end = 0;
    for (place, upload) in uploads {
        pieces.push(Piece::Text(text.slice(end..*place)));
        pieces.push(Piece::Text(QUOTE));
        pieces.push(Piece::Base64(upload));
        pieces.push(Piece::Text(QUOTE));
        end = place + NULL.len();
    }
    pieces.push(Piece::Text(text.slice(end..)));
    pieces
}
