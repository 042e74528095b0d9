//! The way of a request to the server and of the response back.

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;

use crate::error::{Error, TransportError, TransportErrorKind};

mod cache_key;
mod exchange;
mod middleware;
mod network;
mod proxy;
mod stream;
pub(crate) mod user_agent;

pub use self::cache_key::CacheKey;
pub use self::middleware::{Middleware, Next, middleware_fn};
pub(crate) use self::network::Network;
pub use self::stream::{BoxError, ByteStream};
pub(crate) use self::stream::{Progress, TooLargeError};
pub(crate) use self::user_agent::UserAgent;

/// A future that can be sent to another thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The future of a response: what [`Transport::send`], [`Middleware::handle`] and [`Next::send`]
/// return.
pub type ResponseFuture<'a> = BoxFuture<'a, Result<http::Response<ByteStream>, SendError>>;

/// What carries requests to the service and responses back.
///
/// A [`Client`](crate::Client) has one over the network unless
/// [`ClientBuilder::transport`](crate::ClientBuilder::transport) sets another.
///
/// The request is complete: its URI is absolute and its headers hold the credentials. Its
/// extensions hold the [`Operation`] that it belongs to; requests that obtain credentials have
/// none. A response of any status is `Ok`.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and returns the response as soon as its head has arrived.
    fn send(&self, request: http::Request<RequestBody>) -> ResponseFuture<'_>;
}

/// Which operation a request calls. It is among the extensions of the request.
///
/// A client of [`Client::builder_for`](crate::Client::builder_for) also asks where the tenant is.
/// That is no operation of the API, and goes by the identifier `TenantState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Operation {
    /// The identifier of the operation in the reference documentation.
    pub id: &'static str,
    /// The path template of the operation, from below `/api/`.
    pub template: &'static str,
}

impl Operation {
    /// An operation with its path template.
    #[must_use]
    pub const fn new(id: &'static str, template: &'static str) -> Self {
        Self { id, template }
    }
}

/// The body of a request on its way.
///
/// Debug output says only how long it is: it can hold a password or a token.
pub enum RequestBody {
    /// Bytes in memory; none if the request has no body.
    Bytes(Bytes),
    /// Bytes that are made while they are sent, and how many they are, if known.
    Stream {
        /// The bytes.
        stream: ByteStream,
        /// How many bytes the stream has.
        length: Option<u64>,
    },
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.length()) {
            (Self::Bytes(bytes), _) => write!(formatter, "Bytes({} bytes)", bytes.len()),
            (Self::Stream { .. }, Some(length)) => write!(formatter, "Stream({length} bytes)"),
            (Self::Stream { .. }, None) => formatter.write_str("Stream"),
        }
    }
}

/// Why no response came.
#[derive(Debug)]
pub struct SendError {
    pub(crate) kind: TransportErrorKind,
    pub(crate) source: BoxError,
    pub(crate) fate: Fate,
}

/// What is known of a request without a response, which decides whether it is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The service has certainly not seen it.
    Unsent,
    /// The connection was closed, or the time of the attempt was over. It may have been carried
    /// out.
    Lost,
    /// It may have been carried out, and there is no reason to expect more of another attempt.
    Unknown,
}

/// Of a request that was handed to a transport directly.
impl From<SendError> for Error {
    fn from(failure: SendError) -> Self {
        let error = TransportError::new("the request", failure.kind, failure.source);
        Self::Transport(Box::new(error))
    }
}

impl SendError {
    /// A failure of `kind`, caused by `source`.
    ///
    /// With [`TransportErrorKind::Connect`] the request counts as not sent.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
            fate: match kind {
                TransportErrorKind::Connect => Fate::Unsent,
                _ => Fate::Unknown,
            },
        }
    }

    /// Says that the service has certainly not seen the request, so that it can be sent again
    /// whatever its method is.
    #[must_use]
    pub fn unsent(mut self) -> Self {
        self.fate = Fate::Unsent;
        self
    }

    /// Says that the connection was closed before there was a response, as happens to connections
    /// that are kept, so that an idempotent request can be sent again.
    #[must_use]
    pub fn closed(mut self) -> Self {
        self.fate = Fate::Lost;
        self
    }

    /// How far the request came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no response: {}", self.source)
    }
}

impl std::error::Error for SendError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl RequestBody {
    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Self::Bytes(Bytes::new())
    }

    /// How many bytes it has, if known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream { length, .. } => *length,
        }
    }

    /// The body in memory.
    ///
    /// # Errors
    ///
    /// When the source of a stream fails.
    pub async fn collect(self) -> Result<Bytes, BoxError> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Stream { stream, .. } => stream.collect().await,
        }
    }
}
