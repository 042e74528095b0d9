//! Files that are sent.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use super::open::PIECE;
use crate::transport::{BoxError, ByteStream};

/// Opens a file, and says how long it is if it is one that has a length.
pub(super) async fn open(path: &Path) -> io::Result<(ByteStream, Option<u64>)> {
    let file = File::open(path).await?;
    let metadata = file.metadata().await?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Files that a system makes while they are read, and devices, say that they are empty.
    let length = (metadata.is_file() && metadata.len() > 0).then_some(metadata.len());
    let mut stream = ByteStream::new(Pieces {
        file,
        buffer: vec![0; PIECE],
    });
    if length.is_some() {
        return Ok((stream, length));
    }
    match stream.next().await {
        None => Ok((stream, Some(0))),
        Some(Ok(first)) => Ok((ByteStream::joined([first.into(), stream]), None)),
        Some(Err(error)) => Err(io::Error::other(error)),
    }
}

struct Pieces {
    file: File,
    buffer: Vec<u8>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { file, buffer } = &mut *self;
        let mut read = ReadBuf::new(buffer);
        Poll::Ready(match ready!(Pin::new(file).poll_read(context, &mut read)) {
            Ok(()) if read.filled().is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(read.filled()))),
            Err(error) => Some(Err(error.into())),
        })
    }
}
