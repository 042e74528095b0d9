//! Code of the user that every request and response passes.

use std::fmt;

use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method};

use super::{RequestBody, ResponseFuture, Transport};

/// Code that every request and response of a client passes: to look at them, to change them, to
/// respond without the server.
///
/// It runs once for each request that is sent, so more than once for a call that is retried. The
/// request is complete, credentials included; its extensions hold the
/// [`Operation`](crate::transport::Operation).
///
/// [`middleware_fn`] makes one of a closure. A type of its own looks like this:
///
/// ```
/// use client::http;
/// use client::transport::{Middleware, Next, Operation, RequestBody, ResponseFuture};
///
/// struct Print;
///
/// impl Middleware for Print {
///     fn handle<'a>(
///         &'a self,
///         request: http::Request<RequestBody>,
///         next: Next<'a>,
///     ) -> ResponseFuture<'a> {
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
    ) -> ResponseFuture<'a>;
}

/// Makes a [`Middleware`] of a closure.
///
/// What the closure returns is a [`ResponseFuture`], such as that of [`Next::send`], or
/// `Box::pin(async move { … })`. Of its own state it can use there what it has cloned before.
///
/// ```
/// use client::Client;
/// use client::transport::middleware_fn;
///
/// let client = Client::builder("https://sod.superoffice.com/Cust12345")
///     .middleware(middleware_fn(|request, next| {
///         Box::pin(async move {
///             let uri = request.uri().clone();
///             let response = next.send(request).await?;
///             println!("{uri}: {}", response.status());
///             Ok(response)
///         })
///     }))
///     .build()?;
/// # Ok::<(), client::Error>(())
/// ```
pub fn middleware_fn<F>(handle: F) -> impl Middleware
where
    F: for<'a> Fn(http::Request<RequestBody>, Next<'a>) -> ResponseFuture<'a>
        + Send
        + Sync
        + 'static,
{
    Closure(handle)
}

struct Closure<F>(F);

impl<F> Middleware for Closure<F>
where
    F: for<'a> Fn(http::Request<RequestBody>, Next<'a>) -> ResponseFuture<'a>
        + Send
        + Sync
        + 'static,
{
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> ResponseFuture<'a> {
        (self.0)(request, next)
    }
}

/// What comes after a [`Middleware`]: the others, and the transport.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    rest: &'a [Box<dyn Middleware>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    pub(crate) fn new(rest: &'a [Box<dyn Middleware>], transport: &'a dyn Transport) -> Self {
        Self { rest, transport }
    }

    /// Sends the request on its way.
    pub fn send(self, request: http::Request<RequestBody>) -> ResponseFuture<'a> {
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

/// Says that a request has no body where servers expect one.
fn with_length(mut request: http::Request<RequestBody>) -> http::Request<RequestBody> {
    let carries_body = matches!(
        *request.method(),
        Method::POST | Method::PUT | Method::PATCH
    );
    if carries_body && request.body().length() == Some(0) {
        // The HTTP library leaves the header out, and the service responds with 411 without it.
        request
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    request
}
