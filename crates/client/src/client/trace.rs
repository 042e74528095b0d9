//! What a call tells to whoever traces it.
//!
//! It names the operation and its path template. The address, the headers and the bodies stay out,
//! since they can be personal or secret.

use http::Method;

use super::pipeline::Received;
use crate::error::Error;
use crate::transport::Operation;

/// Runs `call` in a span of its own. Without the feature `tracing` it just runs it.
#[cfg(not(feature = "tracing"))]
pub(super) async fn traced(
    _: Operation,
    _: &Method,
    call: impl Future<Output = Result<Received, Error>>,
) -> Result<Received, Error> {
    call.await
}

#[cfg(feature = "tracing")]
pub(super) async fn traced(
    operation: Operation,
    method: &Method,
    call: impl Future<Output = Result<Received, Error>>,
) -> Result<Received, Error> {
    use tracing::Instrument;
    use tracing::field::Empty;

    let span = tracing::info_span!(
        "superoffice",
        operation = operation.id,
        method = method.as_str(),
        template = operation.template,
        status = Empty,
        milliseconds = Empty,
    );
    let started = std::time::Instant::now();
    let result = call.instrument(span.clone()).await;
    let milliseconds = started.elapsed().as_millis();
    span.record(
        "milliseconds",
        u64::try_from(milliseconds).unwrap_or(u64::MAX),
    );
    let status = match &result {
        Ok(received) => Some(received.status),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("status", status.as_u16());
    }
    span.in_scope(|| match &result {
        Ok(_) => tracing::debug!("answered"),
        Err(error) => tracing::warn!(%error, "failed"),
    });
    result
}

/// Notes that the request is sent once more.
#[cfg_attr(
    not(feature = "tracing"),
    expect(unused_variables, reason = "nobody listens")
)]
pub(super) fn repeated(reason: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::debug!(reason, "sent once more");
}
