//! Base64 that is made while it is sent.

use std::task::{Context, Poll, ready};

use ::base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use futures_util::stream;

use super::PIECE;
use crate::transport::{BoxError, ByteStream};

/// The Base64 of `source`.
pub(crate) fn encoded(source: ByteStream) -> ByteStream {
    let mut encoded = Base64Stream {
        source,
        piece: Bytes::new(),
        group: Vec::with_capacity(PIECE),
        is_over: false,
    };
    ByteStream::new(stream::poll_fn(move |context| encoded.poll(context)))
}

/// How long the Base64 of so many bytes is; `None` if there is no such number.
pub(crate) fn encoded_length(bytes: u64) -> Option<u64> {
    bytes.div_ceil(3).checked_mul(4)
}

struct Base64Stream {
    source: ByteStream,
    /// What is left of the last piece of the source.
    piece: Bytes,
    /// Bytes in front of it that do not make a group of three.
    group: Vec<u8>,
    is_over: bool,
}

impl Base64Stream {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        while !self.is_over {
            if self.piece.is_empty() {
                match ready!(self.source.poll(context)) {
                    Some(Ok(piece)) => self.piece = piece,
                    Some(Err(error)) => {
                        self.is_over = true;
                        self.group.clear();
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => self.is_over = true,
                }
                continue;
            }
            let room = PIECE - self.group.len();
            let next = self.piece.split_to(room.min(self.piece.len()));
            self.group.extend_from_slice(&next);
            let whole = self.group.len() / 3 * 3;
            if whole > 0 {
                let text = BASE64_STANDARD.encode(&self.group[..whole]);
                self.group.drain(..whole);
                return Poll::Ready(Some(Ok(text.into())));
            }
        }
        let last = std::mem::take(&mut self.group);
        Poll::Ready((!last.is_empty()).then(|| Ok(BASE64_STANDARD.encode(last).into())))
    }
}
