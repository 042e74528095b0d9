//! Failures to reach the server.

use std::fmt;

use super::cause;

/// The server could not be reached, or the response did not arrive.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    kind: TransportErrorKind,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// How far a call came.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportErrorKind {
    /// No connection: the name does not resolve, nothing listens, or TLS failed. The server has
    /// not seen the call.
    Connect,
    /// The connection or the response took too long. The server may have carried out the call.
    Timeout,
    /// The bytes to send could not be read, or were more or fewer than they were said to be. The
    /// server has not got the whole call.
    Body,
    /// The response is larger than it may be, see
    /// [`max_response_size`](crate::ClientBuilder::max_response_size). The server may have carried
    /// out the call.
    TooLarge,
    /// The connection broke. The server may have carried out the call.
    Other,
}

impl TransportError {
    pub(crate) fn new(
        operation: &'static str,
        kind: TransportErrorKind,
        source: Box<dyn std::error::Error + Send + Sync>,
    ) -> Self {
        Self {
            operation,
            kind,
            source,
        }
    }

    /// The identifier of the operation in the reference documentation, or `TenantState` for the
    /// question where a tenant is.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// How far the call came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation;
        let cause = || cause(&*self.source);
        match self.kind {
            TransportErrorKind::Connect => write!(
                formatter,
                "{operation} could not reach the server: {}; check the address and the network",
                cause()
            ),
            TransportErrorKind::Timeout => write!(
                formatter,
                "{operation} took too long: set a longer timeout for slow operations"
            ),
            TransportErrorKind::Body => write!(
                formatter,
                "{operation} was broken off: its upload could not be read to the end: {}",
                cause()
            ),
            TransportErrorKind::TooLarge => write!(
                formatter,
                "the response to {operation} is too large, {}: raise `max_response_size` if it is \
                 to be read into memory, or read it piece by piece with `download`",
                cause()
            ),
            TransportErrorKind::Other => {
                write!(
                    formatter,
                    "the connection broke during {operation}: {}",
                    cause()
                )
            }
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
