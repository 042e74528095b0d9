//! What the service says about a tenant.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use super::Tenant;
use crate::base_url::BaseUrl;
use crate::carrier::{StringValue, without_mark};
use crate::collection::find;
use crate::error::TenantErrorKind;
use crate::tenant::TenantState;
use crate::time::DateTime;

/// How long a response is used that does not say it.
const DEFAULT_VALIDITY: Duration = Duration::from_secs(10 * 60);

/// How long a response is used at least: it can be over at once by a clock that is ahead.
const SHORTEST_VALIDITY: Duration = Duration::from_secs(60);

/// How long a response is used at most.
const LONGEST_VALIDITY: Duration = Duration::from_secs(24 * 60 * 60);

/// What the service says about a tenant: [`Client::tenant_status`](crate::Client::tenant_status).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TenantStatus {
    /// The customer, as the service names it.
    pub customer_id: String,
    /// The address of the tenant, as in `https://sod2.superoffice.com/Cust12345`. Not every state
    /// has one.
    pub endpoint: Option<String>,
    /// The address of its web API, as in `https://sod2.superoffice.com/Cust12345/api`. Not every
    /// state has one.
    pub api: Option<String>,
    /// Its state.
    pub state: TenantState,
    /// Whether the service says that it is running.
    pub is_running: bool,
    /// How long this may be relied on, usually in UTC. A client of [`Client::builder_for`] does so
    /// for at least a minute and at most a day, and for 10 minutes if this is no time.
    ///
    /// [`Client::builder_for`]: crate::Client::builder_for
    pub valid_until: Option<DateTime>,
    /// The version of the software. Not every server tells it.
    pub version: Option<String>,
}

impl TenantStatus {
    /// Whether the tenant responds to calls: it is running, or in a state in which tenants do.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.is_running || self.state.is_usable()
    }

    /// Reads the response about `tenant`; `None` if it is not the state of a tenant.
    pub(super) fn read(tenant: &Tenant, body: &[u8]) -> Option<Self> {
        let object: Map<String, Value> = serde_json::from_slice(without_mark(body)).ok()?;
        let get = |name: &str| find(&object, name);
        let text = |name: &str| Some(get(name)?.as_str()?.to_owned());
        let state = match get("State")? {
            Value::String(name) => TenantState::from(name.as_str()),
            Value::Number(number) => TenantState::from(number.to_string().as_str()),
            _ => return None,
        };
        Some(Self {
            customer_id: text("ContextIdentifier").unwrap_or_else(|| tenant.customer_id.clone()),
            endpoint: text("Endpoint"),
            api: text("Api"),
            is_running: get("IsRunning").and_then(Value::as_bool) == Some(true),
            state,
            valid_until: text("ValidUntil").map(|text| DateTime::from_string(&text)),
            version: text("Version"),
        })
    }

    /// The tenant that this names, if it is not `tenant`.
    pub(super) fn other_tenant(&self, tenant: &Tenant) -> Option<String> {
        let is_other = !self.customer_id.eq_ignore_ascii_case(&tenant.customer_id);
        is_other.then(|| self.customer_id.clone())
    }

    /// Where calls to `tenant` go.
    pub(crate) fn base_url(&self, tenant: &Tenant) -> Result<BaseUrl, TenantErrorKind> {
        if !self.is_usable() {
            return Err(TenantErrorKind::NotRunning(self.state.clone()));
        }
        let address = [&self.api, &self.endpoint]
            .into_iter()
            .flatten()
            .find(|address| !address.is_empty())
            .ok_or(TenantErrorKind::NoAddress)?;
        let base = BaseUrl::parse(address)
            .map_err(|error| TenantErrorKind::UnusableAddress(error.to_string()))?;
        if tenant.is_secure() && !base.is_secure() {
            return Err(TenantErrorKind::InsecureAddress);
        }
        Ok(base)
    }

    /// How long the response can be used, from now on.
    pub(crate) fn validity(&self) -> Duration {
        let end = self.valid_until.as_ref().and_then(DateTime::to_system_time);
        let validity = end.map_or(DEFAULT_VALIDITY, |end| {
            end.duration_since(SystemTime::now()).unwrap_or_default()
        });
        validity.clamp(SHORTEST_VALIDITY, LONGEST_VALIDITY)
    }
}
