//! Asking the service for the state of a tenant.

use std::sync::Arc;

use http::header::ACCEPT;
use http::{HeaderValue, StatusCode};

use super::{Tenant, TenantStatus};
use crate::error::{Error, TenantError, TenantErrorKind, TransportError, TransportErrorKind};
use crate::service::Service;
use crate::single_flight::Reason;
use crate::transport::{Operation, RequestBody, SendError};

/// How the question is named among the operations.
pub(crate) const STATE_OPERATION: Operation = Operation {
    id: "TenantState",
    template: "state/{customerId}",
};

/// Why there is no response. All calls that wait for it get the same.
#[derive(Clone)]
pub(crate) enum LookUpFailure {
    Tenant(TenantError),
    Transport {
        kind: TransportErrorKind,
        source: Arc<dyn std::error::Error + Send + Sync>,
    },
}

/// What the environment says of the tenant counts; that it cannot say anything does not.
impl Reason for LookUpFailure {
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

/// Asks the service for the status of `tenant`. Its caller limits the time.
pub(crate) async fn look_up(
    tenant: &Tenant,
    service: Service<'_>,
) -> Result<TenantStatus, LookUpFailure> {
    let response = service.ask(|| request(tenant), None).await?;
    let kind = match response.status() {
        StatusCode::OK => match TenantStatus::read(tenant, response.body()) {
            Some(status) => match status.other_tenant(tenant) {
                Some(other) => TenantErrorKind::OtherTenant(other),
                None => return Ok(status),
            },
            None => TenantErrorKind::Unreadable,
        },
        StatusCode::NOT_FOUND => TenantErrorKind::UnknownCustomer,
        status => TenantErrorKind::Status(status),
    };
    Err(LookUpFailure::of_tenant(tenant, kind))
}

fn request(tenant: &Tenant) -> http::Request<RequestBody> {
    let mut request = http::Request::new(RequestBody::empty());
    *request.uri_mut() = tenant.state_uri.clone();
    let json = HeaderValue::from_static("application/json");
    request.headers_mut().insert(ACCEPT, json);
    request.extensions_mut().insert(STATE_OPERATION);
    request
}

impl LookUpFailure {
    pub(crate) fn of_tenant(tenant: &Tenant, kind: TenantErrorKind) -> Self {
        Self::Tenant(TenantError::new(
            tenant.customer_id(),
            tenant.environment(),
            kind,
        ))
    }
}

impl From<SendError> for LookUpFailure {
    fn from(failure: SendError) -> Self {
        Self::Transport {
            kind: failure.kind,
            source: failure.source.into(),
        }
    }
}

impl From<LookUpFailure> for Error {
    fn from(failure: LookUpFailure) -> Self {
        match failure {
            LookUpFailure::Tenant(error) => error.into(),
            LookUpFailure::Transport { kind, source } => {
                let error = TransportError::new(STATE_OPERATION.id, kind, Box::new(source));
                Self::Transport(Box::new(error))
            }
        }
    }
}
