//! The transport over the network.
//!
//! The only module that knows which HTTP library does it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header;

use super::{BoxFuture, RequestBody, Transport, TransportFailure};
use crate::error::{ConfigurationError, TransportErrorKind};
use crate::stream::{BoxError, ByteStream};

/// A pool of connections.
#[derive(Clone, Debug)]
pub(crate) struct Network(reqwest::Client);

impl Network {
    pub(crate) fn new(connect_timeout: Duration, proxy: bool) -> Result<Self, ConfigurationError> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            // The service answers at the address of the operation. A redirect means a wrong base
            // URL or a login page, and following it would hand the credentials to another place.
            .redirect(reqwest::redirect::Policy::none())
            // What may be sent twice is decided by the client, which knows the operation.
            .retry(reqwest::retry::never());
        if !proxy {
            builder = builder.no_proxy();
        }
        builder.build().map(Self).map_err(|error| {
            ConfigurationError::with_source("the HTTP client cannot be set up", error)
        })
    }

    async fn exchange(
        &self,
        request: http::Request<RequestBody>,
    ) -> Result<http::Response<ByteStream>, TransportFailure> {
        let request = request.map(|body| match body {
            RequestBody::Bytes(bytes) => bytes.into(),
            RequestBody::Stream { stream, .. } => reqwest::Body::wrap_stream(stream),
        });
        let mut received = self.0.execute(request.try_into()?).await?;
        let mut response = http::Response::new(());
        *response.status_mut() = received.status();
        std::mem::swap(response.headers_mut(), received.headers_mut());
        if let header::Entry::Occupied(mut cookies) =
            response.headers_mut().entry(header::SET_COOKIE)
        {
            // Cookies of a session are credentials, and debug output shows headers.
            cookies
                .iter_mut()
                .for_each(|value| value.set_sensitive(true));
        }
        Ok(response.map(|()| pieces(received)))
    }
}

impl Transport for Network {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportFailure>> {
        Box::pin(self.exchange(request))
    }
}

/// The body of a response, as pieces.
struct Pieces<S>(Pin<Box<S>>);

impl<S: Stream<Item = reqwest::Result<Bytes>>> Stream for Pieces<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0
            .as_mut()
            .poll_next(context)
            // The URL would bring the arguments of the call into logs.
            .map_err(|error| error.without_url().into())
    }
}

fn pieces(response: reqwest::Response) -> ByteStream {
    ByteStream::new(Pieces(Box::pin(response.bytes_stream())))
}

impl From<reqwest::Error> for TransportFailure {
    fn from(error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() {
            TransportErrorKind::Timeout
        } else if error.is_connect() {
            TransportErrorKind::Connect
        } else {
            TransportErrorKind::Other
        };
        // The URL would bring the arguments of the call into logs.
        Self::new(kind, error.without_url())
    }
}
