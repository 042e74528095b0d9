//! Code of the user that every request and response passes.

use std::fmt;

use super::message::with_length;
use crate::stream::ByteStream;
use crate::transport::{BoxFuture, RequestBody, Transport, TransportFailure};

/// Code that every request and response of a client passes: to look at them, to change them, to
/// answer without the server.
///
/// It runs once for each request that is sent, so more than once for a call that is retried. The
/// request is complete, credentials included; its extensions hold the
/// [`Operation`](crate::Operation).
///
/// ```
/// use client::{BoxFuture, ByteStream, Middleware, Next, Operation, RequestBody, TransportFailure};
///
/// struct Print;
///
/// impl Middleware for Print {
///     fn handle<'a>(
///         &'a self,
///         request: http::Request<RequestBody>,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<http::Response<ByteStream>, TransportFailure>> {
///         let operation = request.extensions().get::<Operation>().map(|operation| operation.id);
///         Box::pin(async move {
///             let response = next.send(request).await?;
///             println!("{operation:?}: {}", response.status());
///             Ok(response)
///         })
///     }
/// }
/// ```
pub trait Middleware: Send + Sync + 'static {
    /// Handles a request: usually `next.send(request)` with something before or after it.
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<ByteStream>, TransportFailure>>;
}

/// What comes after a [`Middleware`]: the others, and the transport.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    rest: &'a [Box<dyn Middleware>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    pub(super) fn new(rest: &'a [Box<dyn Middleware>], transport: &'a dyn Transport) -> Self {
        Self { rest, transport }
    }

    /// Sends the request on its way.
    pub fn send(
        self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'a, Result<http::Response<ByteStream>, TransportFailure>> {
        match self.rest.split_first() {
            Some((first, rest)) => first.handle(request, Self { rest, ..self }),
            None => self.transport.send(with_length(request)),
        }
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Next({} more)", self.rest.len())
    }
}
