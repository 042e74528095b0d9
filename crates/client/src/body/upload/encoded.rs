//! Base64 that is made while it is sent.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use futures_core::Stream;

use super::open::PIECE;
use crate::transport::{BoxError, ByteStream};

/// The Base64 of `source`.
pub(crate) fn encoded(source: ByteStream) -> ByteStream {
    ByteStream::new(Encoded {
        source,
        piece: Bytes::new(),
        group: Vec::with_capacity(PIECE),
        is_over: false,
    })
}

/// How long the Base64 of so many bytes is; `None` if there is no such number.
pub(crate) fn encoded_length(bytes: u64) -> Option<u64> {
    bytes.div_ceil(3).checked_mul(4)
}

struct Encoded {
    source: ByteStream,
    /// What is left of the last piece of the source.
    piece: Bytes,
    /// Bytes in front of it that do not make a group of three.
    group: Vec<u8>,
    is_over: bool,
}

impl Stream for Encoded {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.is_over {
            if this.piece.is_empty() {
                match ready!(this.source.poll(context)) {
                    Some(Ok(piece)) => this.piece = piece,
                    Some(Err(error)) => {
                        this.is_over = true;
                        this.group.clear();
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => this.is_over = true,
                }
                continue;
            }
            let room = PIECE - this.group.len();
            let next = this.piece.split_to(room.min(this.piece.len()));
            this.group.extend_from_slice(&next);
            let whole = this.group.len() / 3 * 3;
            if whole > 0 {
                let text = BASE64_STANDARD.encode(&this.group[..whole]);
                this.group.drain(..whole);
                return Poll::Ready(Some(Ok(text.into())));
            }
        }
        let last = std::mem::take(&mut this.group);
        Poll::Ready((!last.is_empty()).then(|| Ok(BASE64_STANDARD.encode(last).into())))
    }
}
