//! Files that are sent.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Poll, ready};

use bytes::Bytes;
use futures_util::stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use super::PIECE;
use crate::transport::ByteStream;

/// Opens a file, and says how long it is if it is one that has a length.
pub(super) async fn open(path: &Path) -> io::Result<(ByteStream, Option<u64>)> {
    let file = File::open(path).await?;
    let metadata = file.metadata().await?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Files that a system makes while they are read, and devices, say that they are empty.
    let length = (metadata.is_file() && metadata.len() > 0).then_some(metadata.len());
    let mut stream = pieces(file);
    if length.is_some() {
        return Ok((stream, length));
    }
    match stream.next().await {
        None => Ok((stream, Some(0))),
        Some(Ok(first)) => Ok((ByteStream::joined([first.into(), stream]), None)),
        Some(Err(error)) => Err(io::Error::other(error)),
    }
}

fn pieces(mut file: File) -> ByteStream {
    let mut buffer = vec![0; PIECE];
    ByteStream::new(stream::poll_fn(move |context| {
        let mut read = ReadBuf::new(&mut buffer);
        Poll::Ready(
            match ready!(Pin::new(&mut file).poll_read(context, &mut read)) {
                Ok(()) if read.filled().is_empty() => None,
                Ok(()) => Some(Ok(Bytes::copy_from_slice(read.filled()))),
                Err(error) => Some(Err(error.into())),
            },
        )
    }))
}
