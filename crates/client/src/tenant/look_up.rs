//! Asking the service for the state of a tenant.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::ACCEPT;
use http::{HeaderValue, StatusCode};
use tokio::time::timeout;

use super::{Tenant, TenantStatus};
use crate::error::{Error, TenantError, TenantErrorKind, TransportError, TransportErrorKind};
use crate::retry::{self, Retry};
use crate::single_flight::Reason;
use crate::stream::ByteStream;
use crate::transport::{Operation, RequestBody, Transport, TransportFailure};

/// How the question is named among the operations.
pub(crate) const STATE_OPERATION: Operation = Operation {
    id: "TenantState",
    template: "state/{customerId}",
};

/// How many bytes of the response are read: it is small.
const MAX_SIZE: u64 = 1024 * 1024;

/// How the service is asked.
#[derive(Clone, Copy)]
pub(crate) struct LookUp<'a> {
    pub(crate) transport: &'a dyn Transport,
    /// How long the service may be silent.
    pub(crate) read_timeout: Duration,
    pub(crate) retry: &'a Retry,
}

/// Why there is no answer. All calls that wait for it get the same.
#[derive(Clone)]
pub(crate) enum Failure {
    Tenant(TenantError),
    Transport {
        kind: TransportErrorKind,
        source: Arc<dyn std::error::Error + Send + Sync>,
    },
}

/// What the environment says of the tenant counts; that it cannot say anything does not.
impl Reason for Failure {
    fn is_outage(&self) -> bool {
        match self {
            Self::Transport { .. } => true,
            Self::Tenant(error) => match error.kind() {
                TenantErrorKind::Status(status) => {
                    status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS
                }
                TenantErrorKind::Unreadable => true,
                _ => false,
            },
        }
    }
}

impl LookUp<'_> {
    /// The status of `tenant`.
    pub(crate) async fn status(&self, tenant: &Tenant) -> Result<TenantStatus, Failure> {
        let mut repetitions = 0;
        let response = loop {
            let result = self.send(tenant).await;
            let headers = match &result {
                Ok(response) if retry::is_transient(response.status()) => Some(response.headers()),
                Err(failure) if failure.kind == TransportErrorKind::Connect => None,
                _ => break result?,
            };
            let Some(pause) = self.retry.pause(repetitions, headers) else {
                break result?;
            };
            drop(result);
            repetitions += 1;
            tokio::time::sleep(pause).await;
        };
        let (head, body) = response.into_parts();
        let kind = match head.status {
            StatusCode::OK => {
                let body = self.collect(body).await?;
                match TenantStatus::read(tenant, &body) {
                    Some(status) => match status.other_tenant(tenant) {
                        Some(other) => TenantErrorKind::OtherTenant(other),
                        None => return Ok(status),
                    },
                    None => TenantErrorKind::Unreadable,
                }
            }
            StatusCode::NOT_FOUND => TenantErrorKind::UnknownCustomer,
            status => TenantErrorKind::Status(status),
        };
        Err(Failure::of_tenant(tenant, kind))
    }

    async fn send(&self, tenant: &Tenant) -> Result<http::Response<ByteStream>, TransportFailure> {
        let mut request = http::Request::new(RequestBody::empty());
        *request.uri_mut() = tenant.state_uri.clone();
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(ACCEPT, json);
        request.extensions_mut().insert(STATE_OPERATION);
        let sending = self.transport.send(request);
        match timeout(self.read_timeout, sending).await {
            Ok(result) => result,
            Err(_) => Err(silent()),
        }
    }

    async fn collect(&self, body: ByteStream) -> Result<Bytes, TransportFailure> {
        let body = body.limited(MAX_SIZE);
        match body.collect_within(self.read_timeout).await {
            Ok(Some(body)) => Ok(body),
            Ok(None) => Err(silent()),
            Err(source) => Err(TransportFailure::new(TransportErrorKind::Other, source)),
        }
    }
}

impl Failure {
    pub(crate) fn of_tenant(tenant: &Tenant, kind: TenantErrorKind) -> Self {
        Self::Tenant(TenantError::new(
            tenant.customer_id(),
            tenant.environment(),
            kind,
        ))
    }
}

impl From<TransportFailure> for Failure {
    fn from(failure: TransportFailure) -> Self {
        Self::Transport {
            kind: failure.kind,
            source: failure.source.into(),
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Tenant(error) => error.into(),
            Failure::Transport { kind, source } => {
                let error = TransportError::new(STATE_OPERATION.id, kind, Box::new(source));
                Self::Transport(Box::new(error))
            }
        }
    }
}

fn silent() -> TransportFailure {
    TransportFailure::new(TransportErrorKind::Timeout, "the time is over")
}
