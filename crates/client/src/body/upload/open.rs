//! Uploads that are about to be sent.

use std::fmt;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::stream;

use super::{PIECE, Source, Upload};
use crate::lock::lock;
use crate::transport::{BoxError, ByteStream, Progress};

/// An upload that is about to be sent.
pub(crate) struct OpenUpload {
    pub(crate) stream: ByteStream,
    pub(crate) length: Option<u64>,
}

/// Why an upload cannot be sent.
#[derive(Debug)]
pub(crate) enum OpenFailure {
    /// It is a stream that has been sent already.
    Used,
    /// The file cannot be opened.
    #[cfg(feature = "fs")]
    File(std::path::PathBuf, std::io::Error),
    /// It is said to have no bytes, but has some, or fails.
    Source(BoxError),
}

impl Upload {
    /// The bytes, once more from the first.
    pub(crate) async fn open(&self) -> Result<OpenUpload, OpenFailure> {
        let (source, found) = match &self.source {
            Source::Bytes(bytes) => {
                let length = u64::try_from(bytes.len()).ok();
                (ByteStream::sliced(bytes.clone(), PIECE), length)
            }
            #[cfg(feature = "fs")]
            Source::File(path) => super::file::open(path)
                .await
                .map_err(|error| OpenFailure::File(path.to_path_buf(), error))?,
            Source::Stream(stream) => (lock(stream).take().ok_or(OpenFailure::Used)?, None),
        };
        let length = self.length.or(found);
        let mut counted = CountingStream {
            source,
            held: None,
            transferred: 0,
            length,
            progress: self.progress.clone(),
            is_over: false,
        };
        if length == Some(0) {
            // Nobody asks a body without bytes for its first piece.
            let first = std::future::poll_fn(|context| counted.poll(context)).await;
            if let Some(Err(error)) = first {
                return Err(OpenFailure::Source(error));
            }
        }
        Ok(OpenUpload {
            stream: ByteStream::new(stream::poll_fn(move |context| counted.poll(context))),
            length,
        })
    }
}

/// Bytes that are counted: for the progress, and because a connection would cut off what exceeds
/// the length that the head of the request has named.
struct CountingStream {
    source: ByteStream,
    /// The piece that completes the length. It is held back until the source has ended, since the
    /// request is complete with it.
    held: Option<Bytes>,
    transferred: u64,
    length: Option<u64>,
    progress: Option<Progress>,
    is_over: bool,
}

impl CountingStream {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        while !self.is_over {
            let piece = match ready!(self.source.poll(context)) {
                Some(Ok(piece)) if piece.is_empty() => continue,
                Some(Ok(piece)) => piece,
                Some(Err(error)) => return self.fail(SourceError::Failed(error)),
                None => {
                    self.is_over = true;
                    break;
                }
            };
            let held = self.held.as_ref().map_or(0, length_of);
            let end = self.transferred + held + length_of(&piece);
            match self.length {
                Some(length) if end > length => {
                    return self.fail(SourceError::Longer { length });
                }
                Some(length) if end == length => self.held = Some(piece),
                _ => return self.hand_over(piece),
            }
        }
        if let Some(last) = self.held.take() {
            return self.hand_over(last);
        }
        match self.length {
            Some(length) if self.transferred < length => {
                let transferred = self.transferred;
                // Once is enough.
                self.length = None;
                self.fail(SourceError::Shorter {
                    transferred,
                    length,
                })
            }
            _ => Poll::Ready(None),
        }
    }

    fn hand_over(&mut self, piece: Bytes) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.transferred += length_of(&piece);
        if let Some(progress) = &self.progress {
            progress(self.transferred, self.length);
        }
        Poll::Ready(Some(Ok(piece)))
    }

    fn fail(&mut self, failure: SourceError) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.is_over = true;
        self.held = None;
        self.length = None;
        Poll::Ready(Some(Err(failure.into())))
    }
}

fn length_of(piece: &Bytes) -> u64 {
    piece.len() as u64
}

/// What is wrong with the bytes that were to be sent.
#[derive(Debug)]
pub(crate) enum SourceError {
    Failed(BoxError),
    Longer { length: u64 },
    Shorter { transferred: u64, length: u64 },
}

impl fmt::Display for SourceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(_) => formatter.write_str("the source of the upload failed"),
            Self::Longer { length } => {
                write!(formatter, "the upload has more than its {length} bytes")
            }
            Self::Shorter {
                transferred,
                length,
            } => write!(
                formatter,
                "the upload ended after {transferred} of its {length} bytes"
            ),
        }
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Failed(error) => Some(&**error),
            Self::Longer { .. } | Self::Shorter { .. } => None,
        }
    }
}
