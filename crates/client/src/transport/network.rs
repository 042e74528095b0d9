//! The transport over the network.
//!
//! The only module that knows which HTTP library does it.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{fmt, io};

use bytes::Bytes;
use futures_util::TryStreamExt;
use http_body::{Frame, SizeHint};
use sync_wrapper::SyncWrapper;

use super::exchange::{Connections, Exchange};
use super::proxy::Proxies;
use super::{Fate, RequestBody, ResponseFuture, SendError, Transport, user_agent};
use crate::error::{ConfigurationError, TransportErrorKind};
use crate::transport::{BoxError, ByteStream};

/// A pool of connections.
#[derive(Debug)]
pub(crate) struct Network {
    client: reqwest::Client,
    /// Whether it notes that it connects.
    is_noting: bool,
    /// None if the client has proxies of its own.
    proxies: Option<Proxies>,
}

impl Network {
    pub(crate) fn new(connect_timeout: Duration, proxy: bool) -> Result<Self, ConfigurationError> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .user_agent(user_agent::DEFAULT)
            // The service responds at the address of the operation. A redirect means a wrong base
            // URL or a login page, and following it would hand the credentials to another place.
            .redirect(reqwest::redirect::Policy::none())
            // What may be sent twice is decided by the client, which knows the operation.
            .retry(reqwest::retry::never())
            .connector_layer(Connections);
        if !proxy {
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|error| {
            ConfigurationError::with_source("the HTTP client cannot be set up", error)
        })?;
        Ok(Self {
            client,
            is_noting: true,
            proxies: proxy.then(Proxies::of_environment),
        })
    }

    /// Takes over a client with settings of its own.
    pub(crate) fn from_client(client: reqwest::Client) -> Self {
        Self {
            client,
            is_noting: false,
            proxies: None,
        }
    }

    async fn exchange(
        &self,
        request: http::Request<RequestBody>,
    ) -> Result<http::Response<ByteStream>, SendError> {
        let request = request.map(|body| match body {
            RequestBody::Bytes(bytes) => bytes.into(),
            RequestBody::Stream { stream, length } => reqwest::Body::wrap(NetworkBody {
                stream: SyncWrapper::new(stream),
                length,
            }),
        });
        let uri = request.uri().clone();
        if let Some(proxies) = &self.proxies {
            proxies.check(&uri)?;
        }
        let sent = self.client.execute(request.try_into()?);
        let exchange = if self.is_noting {
            Exchange::watched(sent)
        } else {
            Exchange::spawned(sent)
        };
        let Some(sent) = exchange.await else {
            let kind = TransportErrorKind::Other;
            return Err(SendError::new(kind, "the runtime is shut down"));
        };
        let mut received = sent.map_err(|error| {
            let failure = SendError::from(error);
            match &self.proxies {
                Some(proxies) => proxies.named(&uri, failure),
                None => failure,
            }
        })?;
        let mut response = http::Response::new(());
        *response.status_mut() = received.status();
        std::mem::swap(response.headers_mut(), received.headers_mut());
        crate::header::hide_cookies(response.headers_mut());
        Ok(response.map(|()| pieces(received)))
    }
}

impl Transport for Network {
    fn send(&self, request: http::Request<RequestBody>) -> ResponseFuture<'_> {
        Box::pin(self.exchange(request))
    }
}

/// The body of a request. Its exact size becomes the `Content-Length`.
struct NetworkBody {
    stream: SyncWrapper<ByteStream>,
    length: Option<u64>,
}

impl http_body::Body for NetworkBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let piece = self.stream.get_mut().poll(context);
        piece.map(|piece| {
            Some(
                piece?
                    .map(Frame::data)
                    .map_err(|error| UploadSourceError(error).into()),
            )
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// Marks a failure as one of the bytes to send, among those of the network.
#[derive(Debug)]
struct UploadSourceError(BoxError);

impl fmt::Display for UploadSourceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Error for UploadSourceError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

/// What is known of a request that failed with `error`.
fn fate(error: &reqwest::Error) -> Fate {
    let was_canceled = |error: &hyper::Error| error.is_canceled();
    // Nothing of a canceled request has been written, and nothing without a connection.
    if error.is_connect()
        || causes(error).any(|cause| cause.downcast_ref().is_some_and(was_canceled))
    {
        return Fate::Unsent;
    }
    let was_closed = causes(error).any(|cause| {
        let is_incomplete = cause
            .downcast_ref()
            .is_some_and(hyper::Error::is_incomplete_message);
        is_incomplete || cause.downcast_ref().is_some_and(is_of_a_closed_connection)
    });
    if was_closed {
        Fate::Lost
    } else {
        Fate::Unknown
    }
}

fn is_of_a_closed_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::BrokenPipe
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::UnexpectedEof
    )
}

fn is_of_source(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.is::<UploadSourceError>())
}

/// An error with all that caused it.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |error| Error::source(*error))
}

/// The body of a response, as pieces.
fn pieces(response: reqwest::Response) -> ByteStream {
    let pieces = response.bytes_stream();
    // The URL would bring the arguments of the call into logs.
    ByteStream::new(pieces.map_err(|error| error.without_url().into()))
}

impl From<reqwest::Error> for SendError {
    fn from(error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() {
            TransportErrorKind::Timeout
        } else if error.is_connect() {
            TransportErrorKind::Connect
        } else if is_of_source(&error) {
            TransportErrorKind::Body
        } else {
            TransportErrorKind::Other
        };
        let fate = match kind {
            TransportErrorKind::Body => Fate::Unknown,
            _ => fate(&error),
        };
        // The URL would bring the arguments of the call into logs.
        Self {
            fate,
            ..Self::new(kind, error.without_url())
        }
    }
}
