//! Tenants that cannot be used.

use std::fmt;

use http::StatusCode;

use crate::one_line::one_line;
use crate::tenant::{Environment, TenantState};

/// A tenant cannot be used at present, or its address was not found.
#[derive(Clone, Debug)]
pub struct TenantError {
    customer_id: String,
    environment: Environment,
    kind: TenantErrorKind,
}

/// Why a tenant cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TenantErrorKind {
    /// It is in a state in which it responds to no calls.
    NotRunning(TenantState),
    /// The environment does not know the customer: 404.
    UnknownCustomer,
    /// The environment responded with this status instead of the state.
    Status(StatusCode),
    /// The environment responded with something else than the state.
    Unreadable,
    /// The environment responded with the state of another tenant, this one.
    OtherTenant(String),
    /// The environment gives no address for it.
    NoAddress,
    /// The environment gives an address for it that is none of a web API, for this reason.
    UnusableAddress(String),
    /// The environment is asked over https, but gives an address for plain http, which credentials
    /// are not sent to.
    InsecureAddress,
}

impl TenantError {
    pub(crate) fn new(customer_id: &str, environment: &Environment, kind: TenantErrorKind) -> Self {
        Self {
            customer_id: customer_id.to_owned(),
            environment: environment.clone(),
            kind,
        }
    }

    /// The customer.
    pub fn customer_id(&self) -> &str {
        &self.customer_id
    }

    /// Where the tenant was looked for.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Why it cannot be used.
    pub fn kind(&self) -> &TenantErrorKind {
        &self.kind
    }

    /// The state of the tenant, if it is the reason.
    pub fn state(&self) -> Option<&TenantState> {
        match &self.kind {
            TenantErrorKind::NotRunning(state) => Some(state),
            _ => None,
        }
    }
}

impl fmt::Display for TenantError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use TenantErrorKind as Kind;

        let tenant = format!("{} at {}", self.customer_id, self.environment.url());
        match &self.kind {
            Kind::NotRunning(state) => {
                let advice = advice(state);
                write!(
                    formatter,
                    "the tenant {tenant} cannot be used, its state is {state}: {advice}"
                )
            }
            Kind::UnknownCustomer => write!(
                formatter,
                "there is no tenant {tenant}: check the customer id and the environment"
            ),
            Kind::Status(status) => write!(
                formatter,
                "the state of the tenant {tenant} is not known, the service responded with {status}: {}",
                if status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS {
                    "try again later"
                } else {
                    "check the environment"
                }
            ),
            Kind::Unreadable => write!(
                formatter,
                "the state of the tenant {tenant} is not known, the response is not the state of a \
                 tenant: check the environment"
            ),
            Kind::OtherTenant(other) => write!(
                formatter,
                "the state of the tenant {tenant} is not known, the service responded with that of \
                 {}: nothing is sent to its address; check the environment",
                one_line(other)
            ),
            Kind::NoAddress => write!(
                formatter,
                "the tenant {tenant} can be used, but the service gives no address for it: try \
                 again later"
            ),
            Kind::UnusableAddress(reason) => write!(
                formatter,
                "the service gives an address for the tenant {tenant} that cannot be used: {}",
                one_line(reason)
            ),
            Kind::InsecureAddress => write!(
                formatter,
                "the service gives an address for the tenant {tenant} that is not https: nothing \
                 is sent there, because it could be read on its way"
            ),
        }
    }
}

impl std::error::Error for TenantError {}

fn advice(state: &TenantState) -> &'static str {
    match state {
        TenantState::Provisioning => "try again when it has been set up",
        TenantState::Deleted | TenantState::Deleting => "stop calling it",
        TenantState::Suspended => "the customer has to settle it with SuperOffice",
        TenantState::OfflineMaintenance => "try again when the maintenance is over",
        TenantState::MigrationPending => "try again when it has been moved",
        TenantState::ProvisioningFailed | TenantState::DeleteFailed => {
            "the customer has to ask SuperOffice for help"
        }
        _ => "try again later",
    }
}
