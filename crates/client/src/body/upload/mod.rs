//! Bytes to send: from memory, from a file, or from a stream.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_core::Stream;

use crate::transport::{BoxError, ByteStream, Progress};

mod encoded;
#[cfg(feature = "fs")]
mod file;
mod open;

pub(crate) use self::encoded::{encoded, encoded_length};
pub(crate) use self::open::{OpenFailure, OpenUpload};

/// Pieces are at most this long, so that progress is seen and encoding takes little memory.
const PIECE: usize = 48 * 1024;

/// Bytes to send: from memory, from a file, or from a stream.
///
/// It is what [`Content`](crate::body::Content) sends as it is, and what
/// [`Base64`](crate::carrier::Base64) sends inside JSON. Either way the bytes are read and encoded
/// while they are sent, a piece at a time.
///
/// A call can be sent again, for example with new credentials, if the upload can be read again:
/// bytes in memory and files can, a stream cannot. Clones of a stream share it, so only one of them
/// can be sent.
///
/// Two uploads are equal if they have the same bytes in memory, the same path, or the same stream.
///
/// ```
/// use client::body::{Content, Upload};
///
/// let upload = Upload::from(vec![0x89, b'P', b'N', b'G'])
///     .on_progress(|sent, total| println!("{sent} of {total:?} bytes"));
/// let image = Content::new("image/png", upload);
/// ```
#[derive(Clone)]
pub struct Upload {
    source: Source,
    /// How many bytes there are, as far as the caller says so.
    length: Option<u64>,
    progress: Option<Progress>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    #[cfg(feature = "fs")]
    File(Arc<std::path::Path>),
    Stream(Arc<Mutex<Option<ByteStream>>>),
}

impl Upload {
    /// The file at `path`. It is opened each time that the request is sent, and not before.
    ///
    /// If it cannot be opened, the call fails with [`Error::File`](crate::Error::File), and nothing
    /// is sent. If it changes its length while it is sent, the call fails as well.
    #[cfg(feature = "fs")]
    pub fn from_file(path: impl AsRef<std::path::Path>) -> Self {
        Self::new(Source::File(path.as_ref().into()))
    }

    /// The pieces of `stream`, which can be sent once.
    ///
    /// If it fails, the call fails with [`TransportErrorKind::Body`] and the error of the stream as
    /// its cause, and the server does not get a complete request.
    ///
    /// [`TransportErrorKind::Body`]: crate::error::TransportErrorKind::Body
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        ByteStream::from_stream(stream).into()
    }

    /// Says how many bytes there are, which is known already for bytes in memory and files.
    ///
    /// Without it a stream goes in chunks (`Transfer-Encoding: chunked`), which not every server
    /// takes. The call fails if there are more or fewer.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Calls `progress` each time that a piece has been handed to the connection, with the number
    /// of bytes so far and the number of all bytes, if known. Both count the bytes of the upload,
    /// not their Base64. A request that is sent again starts again from the first piece.
    #[must_use]
    pub fn on_progress(
        mut self,
        progress: impl Fn(u64, Option<u64>) + Send + Sync + 'static,
    ) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            length: None,
            progress: None,
        }
    }

    /// The bytes, if they are in memory.
    pub(crate) fn in_memory(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The bytes, if they are in memory and nothing has to be seen of their sending.
    pub(crate) fn as_plain_bytes(&self) -> Option<&Bytes> {
        let is_plain = self.length.is_none() && self.progress.is_none();
        self.in_memory().filter(|_| is_plain)
    }

    /// The name of the file, if it is one.
    pub(crate) fn file_name(&self) -> Option<Cow<'_, str>> {
        match &self.source {
            #[cfg(feature = "fs")]
            Source::File(path) => Some(path.file_name()?.to_string_lossy()),
            _ => None,
        }
    }

    /// Whether the bytes are still there after they have been sent.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        !matches!(self.source, Source::Stream(_))
    }
}

impl From<ByteStream> for Upload {
    fn from(stream: ByteStream) -> Self {
        Self::new(Source::Stream(Arc::new(Mutex::new(Some(stream)))))
    }
}

macro_rules! from_memory {
    ($($type:ty),*) => {$(
        impl From<$type> for Upload {
            fn from(bytes: $type) -> Self {
                Self::new(Source::Bytes(bytes.into()))
            }
        }
    )*};
}

from_memory!(
    Bytes,
    Vec<u8>,
    Box<[u8]>,
    String,
    &'static [u8],
    &'static str
);

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(left), Self::Bytes(right)) => left == right,
            #[cfg(feature = "fs")]
            (Self::File(left), Self::File(right)) => left == right,
            (Self::Stream(left), Self::Stream(right)) => Arc::ptr_eq(left, right),
            _ => false,
        }
    }
}

impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Upload {}

impl Hash for Upload {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.source {
            Source::Bytes(bytes) => bytes.hash(state),
            #[cfg(feature = "fs")]
            Source::File(path) => path.hash(state),
            Source::Stream(stream) => Arc::as_ptr(stream).hash(state),
        }
    }
}

/// Shows how many bytes there are, not which, nor the name of a file.
impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.source, self.length) {
            (Source::Bytes(bytes), _) => write!(formatter, "{} bytes", bytes.len()),
            #[cfg(feature = "fs")]
            (Source::File(_), _) => formatter.write_str("a file"),
            (Source::Stream(_), Some(length)) => write!(formatter, "a stream of {length} bytes"),
            (Source::Stream(_), None) => formatter.write_str("a stream"),
        }
    }
}
