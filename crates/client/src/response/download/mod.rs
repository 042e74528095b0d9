//! Responses that are read piece by piece.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, StatusCode};

use crate::client::OpenResponse;
use crate::error::Error;
use crate::transport::{Progress, TooLargeError};

mod file_name;
#[cfg(feature = "fs")]
mod save;

/// A response of raw bytes that is read piece by piece, made by
/// [`Request::download`](crate::Request::download).
///
/// It is a [`Stream`] of pieces. Dropping it closes the connection. The timeouts of the call hold
/// until the last piece, and after an error there are no more pieces.
///
/// ```no_run
/// # async fn example(client: &client::Client) -> Result<(), client::Error> {
/// use client::bytes::Bytes;
/// use client::Request;
///
/// let request: Request<Bytes> = Request::get("v1Example_GetFile", "v1/Example/File");
/// let mut download = request.download(client).await?;
/// println!("{:?}, {:?}", download.file_name(), download.content_type());
/// while let Some(piece) = download.next().await {
///     println!("{} bytes", piece?.len());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a download is broken off when it is dropped"]
pub struct Download {
    received: OpenResponse,
    content_length: Option<u64>,
    transferred: u64,
    progress: Option<Progress>,
}

impl Download {
    pub(crate) fn new(received: OpenResponse) -> Self {
        let content_length =
            text(&received.headers, CONTENT_LENGTH).and_then(|length| length.parse().ok());
        Self {
            received,
            content_length,
            transferred: 0,
            progress: None,
        }
    }

    /// The status, always one of success.
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// The media type, such as `application/pdf`, as the server says it.
    pub fn content_type(&self) -> Option<&str> {
        text(self.headers(), CONTENT_TYPE)
    }

    /// How many bytes there are, if the server says so. It does not for a response that it
    /// compresses.
    pub fn content_length(&self) -> Option<u64> {
        self.content_length
    }

    /// The name that the server has for the file.
    ///
    /// It is a name alone: what would lead to another folder is cut off, and so is what is not
    /// seen, makes the name look like another one, or is left out by some systems. It can still be
    /// one that your file system does not take.
    pub fn file_name(&self) -> Option<String> {
        file_name::parse(self.headers().get(CONTENT_DISPOSITION)?.as_bytes())
    }

    /// Calls `progress` for each piece that arrives, with the number of bytes so far and the number
    /// of all bytes, if known.
    pub fn on_progress(
        mut self,
        progress: impl Fn(u64, Option<u64>) + Send + Sync + 'static,
    ) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the connection breaks or a call times out.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// All that is left, in memory.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the connection breaks, a call times out, or it is larger than a
    /// response [may be](crate::ClientBuilder::max_response_size).
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        // Most responses come in one piece, which needs no copy.
        let limit = self.received.max_size;
        let first = self.next().await.transpose()?.unwrap_or_default();
        let second = self.next().await.transpose()?;
        let mut all = match &second {
            Some(_) => BytesMut::from(first),
            None if first.len() as u64 <= limit => return Ok(first),
            None => return Err(self.received.broken(TooLargeError::new(limit).into())),
        };
        let mut next = second;
        while let Some(piece) = next {
            if all.len() as u64 + piece.len() as u64 > limit {
                return Err(self.received.broken(TooLargeError::new(limit).into()));
            }
            all.extend_from_slice(&piece);
            next = self.next().await.transpose()?;
        }
        Ok(all.freeze())
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let piece = ready!(self.received.poll_next(context));
        if let Some(Ok(piece)) = &piece {
            self.transferred += piece.len() as u64;
            if let Some(progress) = &self.progress {
                progress(self.transferred, self.content_length);
            }
        }
        Poll::Ready(piece)
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("operation", &self.received.operation)
            .field("status", &self.received.status)
            .field("content_length", &self.content_length)
            .field("transferred", &self.transferred)
            .finish_non_exhaustive()
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
