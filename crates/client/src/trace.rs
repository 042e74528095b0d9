//! What a call tells to whoever traces it.
//!
//! It names the operation and its path template. The address, the headers and the bodies stay out,
//! since they can be personal or secret. So does the text of errors, which can quote a body.

use http::{Method, StatusCode};

use crate::error::Error;
use crate::transport::Operation;

/// What spans and events go by, so that they can be filtered, as in `RUST_LOG=superoffice=debug`.
#[cfg(feature = "tracing")]
const TARGET: &str = "superoffice";

/// Runs `call` in a span of its own. Without the feature `tracing` it just runs it.
#[cfg(not(feature = "tracing"))]
pub(crate) fn traced<T>(
    _: Operation,
    _: &Method,
    call: impl Future<Output = Result<T, Error>>,
    _: fn(&T) -> StatusCode,
) -> impl Future<Output = Result<T, Error>> {
    call
}

#[cfg(feature = "tracing")]
pub(crate) fn traced<T>(
    operation: Operation,
    method: &Method,
    call: impl Future<Output = Result<T, Error>>,
    status: fn(&T) -> StatusCode,
) -> impl Future<Output = Result<T, Error>> {
    use futures_util::FutureExt;
    use tracing::Instrument;
    use tracing::field::Empty;

    let span = tracing::info_span!(
        target: TARGET,
        "superoffice",
        operation = operation.id,
        method = method.as_str(),
        template = operation.template,
        status = Empty,
        elapsed_ms = Empty,
    );
    let started = std::time::Instant::now();
    // An async function would hold the call twice: as its argument, and while it is awaited.
    call.instrument(span.clone()).inspect(move |result| {
        let milliseconds = started.elapsed().as_millis();
        span.record(
            "elapsed_ms",
            u64::try_from(milliseconds).unwrap_or(u64::MAX),
        );
        let status = match result {
            Ok(response) => Some(status(response)),
            Err(error) => error.status(),
        };
        if let Some(status) = status {
            span.record("status", status.as_u16());
        }
        span.in_scope(|| match result {
            Ok(_) => tracing::debug!(target: TARGET, "responded"),
            Err(error) => tracing::warn!(target: TARGET, error = kind(error), "failed"),
        });
    })
}

#[cfg(feature = "tracing")]
fn kind(error: &Error) -> &'static str {
    use crate::error::TransportErrorKind;

    match error {
        Error::Configuration(_) => "configuration",
        Error::Request(_) => "request",
        Error::Transport(error) => match error.kind() {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Timeout => "timeout",
            TransportErrorKind::Body => "upload broken off",
            TransportErrorKind::TooLarge => "response too large",
            TransportErrorKind::Other => "connection broken",
        },
        Error::File(_) => "file",
        Error::Authorization(_) => "authorization",
        Error::Unauthorized(_) => "unauthorized",
        Error::Forbidden(_) => "forbidden",
        Error::NotFound(_) => "not found",
        Error::Conflict(_) => "conflict",
        Error::PreconditionFailed(_) => "precondition failed",
        Error::Server(_) => "server",
        Error::Decode(_) => "decode",
        Error::Null { .. } => "null",
        Error::Empty { .. } => "empty",
        Error::Link(_) => "link",
        Error::Tenant(_) => "tenant",
        Error::Value(_) => "value",
        #[cfg(feature = "names")]
        Error::Name(_) => "name",
        #[cfg(feature = "names")]
        Error::Shared(error) => kind(error),
        #[cfg(feature = "webhooks")]
        Error::Webhook(_) => "webhook",
    }
}

/// Notes that the request is sent once more.
#[cfg_attr(
    not(feature = "tracing"),
    expect(unused_variables, reason = "nobody listens")
)]
pub(crate) fn repeated(reason: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::debug!(target: TARGET, reason, "retrying");
}

/// Lets a task of its own tell what it does in the span of the call that starts it.
#[cfg(feature = "tracing")]
pub(crate) fn within<T>(task: impl Future<Output = T>) -> impl Future<Output = T> {
    tracing::Instrument::in_current_span(task)
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn within<T>(task: impl Future<Output = T>) -> impl Future<Output = T> {
    task
}
