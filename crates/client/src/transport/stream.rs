//! Bytes that arrive or leave piece by piece.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::{StreamExt, future, stream};

use crate::debug::debug_without_secrets;

/// Any error, from outside this crate.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What is told how many bytes there have been, and how many there are if that is known.
pub(crate) type Progress = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// Bytes that arrive or leave piece by piece.
///
/// It is a [`Stream`] of pieces. [`ByteStream::new`] makes one of any stream, `ByteStream::from`
/// one of bytes that are in memory.
pub struct ByteStream(Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>);

impl ByteStream {
    /// The pieces of `stream`.
    pub fn new<S>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
    {
        Self(Box::pin(stream))
    }

    /// The pieces of `stream`, whatever type its pieces and errors have.
    pub(crate) fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::new(ConvertingStream(Box::pin(stream)))
    }

    /// The pieces of several streams, one stream after the other.
    pub(crate) fn joined<I: IntoIterator<Item = Self>>(streams: I) -> Self
    where
        I::IntoIter: Send + 'static,
    {
        let pieces = stream::iter(streams).flatten();
        // What comes after a gap is of no use.
        Self::new(pieces.scan(false, |is_broken, piece| {
            let was_broken = std::mem::replace(is_broken, piece.is_err());
            future::ready((!was_broken).then_some(piece))
        }))
    }

    /// Bytes in memory, in pieces of up to `size` bytes.
    pub(crate) fn sliced(mut bytes: Bytes, size: usize) -> Self {
        let pieces = std::iter::from_fn(move || {
            let length = bytes.len().min(size);
            (length > 0).then(|| Ok(bytes.split_to(length)))
        });
        Self::new(stream::iter(pieces))
    }

    /// No pieces.
    pub(crate) fn empty() -> Self {
        Self::new(stream::empty())
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the source of the bytes fails.
    pub async fn next(&mut self) -> Option<Result<Bytes, BoxError>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.0.as_mut().poll_next(context)
    }

    /// All pieces in one.
    ///
    /// # Errors
    ///
    /// When the source of the bytes fails.
    pub async fn collect(mut self) -> Result<Bytes, BoxError> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.freeze())
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self::new(stream::iter((!bytes.is_empty()).then_some(Ok(bytes))))
    }
}

impl From<Vec<u8>> for ByteStream {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

debug_without_secrets!(ByteStream);

/// A combinator would have to name the types of the pieces and errors, which need not be `'static`.
struct ConvertingStream<S>(Pin<Box<S>>);

impl<S, B, E> Stream for ConvertingStream<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|piece| Some(piece?.map(Into::into).map_err(Into::into)))
    }
}

/// There are more bytes than there may be.
#[derive(Debug)]
pub(crate) struct TooLargeError {
    limit: u64,
}

impl TooLargeError {
    pub(crate) fn new(limit: u64) -> Self {
        Self { limit }
    }
}

impl fmt::Display for TooLargeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "it has more than {} bytes", self.limit)
    }
}

impl std::error::Error for TooLargeError {}
