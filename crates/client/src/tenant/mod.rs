//! The tenants of the online service: where they are, and whether they can be used.

use std::fmt;

use http::Uri;

use crate::base_url::BaseUrl;
use crate::error::ConfigurationError;

mod environment;
mod look_up;
mod named;
mod state;
mod status;

pub use self::environment::Environment;
pub(crate) use self::look_up::{LookUpFailure, STATE_OPERATION, look_up};
#[cfg(feature = "webhooks")]
pub(crate) use self::named::named;
pub use self::state::TenantState;
pub use self::status::TenantStatus;

/// A tenant of the online service: a customer in an environment.
///
/// Its address has a number in it that changes, so it is asked for:
/// [`Client::builder_for`](crate::Client::builder_for) does that by itself,
/// [`Client::tenant_status`](crate::Client::tenant_status) by hand.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Tenant {
    environment: Environment,
    customer_id: String,
    /// Where its state is.
    state_uri: Uri,
}

impl Tenant {
    /// The tenant of the customer `customer_id`, such as `Cust12345`.
    ///
    /// # Errors
    ///
    /// If the customer id is empty or has other characters than letters and digits of ASCII, `-`,
    /// `.`, `_` and `~`, or if a custom environment is no address.
    pub fn new(
        environment: Environment,
        customer_id: impl Into<String>,
    ) -> Result<Self, ConfigurationError> {
        let customer_id = customer_id.into();
        check_customer_id(&customer_id)?;
        let unusable = "the address of the environment cannot be used";
        let base = BaseUrl::parse(environment.url())
            .map_err(|error| ConfigurationError::with_source(unusable, error))?;
        let state_uri = Uri::try_from(format!("{}state/{customer_id}", base.as_str()))
            .map_err(|error| ConfigurationError::with_source(unusable, error))?;
        Ok(Self {
            environment,
            customer_id,
            state_uri,
        })
    }

    /// Where the tenant is known.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The customer.
    pub fn customer_id(&self) -> &str {
        &self.customer_id
    }

    /// Whether nobody on the way can read what the environment is asked.
    fn is_secure(&self) -> bool {
        self.state_uri.scheme() == Some(&http::uri::Scheme::HTTPS)
    }
}

/// As people write it: `Cust12345 at https://online.superoffice.com`.
impl fmt::Display for Tenant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} at {}",
            self.customer_id,
            self.environment.url()
        )
    }
}

impl fmt::Debug for Tenant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Tenant({self})")
    }
}

fn check_customer_id(customer_id: &str) -> Result<(), ConfigurationError> {
    const FORM: &str = "write it as in Cust12345";

    let belongs = |character: char| character.is_ascii_alphanumeric() || "-._~".contains(character);
    // The id itself is not repeated: what stands in its place by mistake can be a secret.
    let mistake = if customer_id.is_empty() {
        "is empty"
    } else if [".", ".."].contains(&customer_id) {
        "would lead to another path"
    } else if !customer_id.chars().all(belongs) {
        "has a character that is no letter or digit"
    } else {
        return Ok(());
    };
    Err(ConfigurationError::new(format!(
        "the customer id {mistake}: {FORM}"
    )))
}
