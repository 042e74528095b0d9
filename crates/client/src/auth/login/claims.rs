//! What a token says.

use std::fmt;

use serde_json::{Map, Value};

use crate::error::AuthorizationError;

/// Claims of the service have this before their names; those of the standard do not.
const PREFIX: &str = "http://schemes.superoffice.net/identity/";

/// What a validated token of the login service says about a user and a tenant.
///
/// Debug output has the names of the claims and leaves out their values, which are secret or
/// personal.
#[derive(Clone, PartialEq)]
pub struct Claims(Map<String, Value>);

impl Claims {
    pub(super) fn new(claims: Map<String, Value>) -> Self {
        Self(claims)
    }

    /// The claim of a name, such as `email` or `iat`. The names of the service are given without
    /// `http://schemes.superoffice.net/identity/`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let prefixed = self.0.get(&format!("{PREFIX}{name}"));
        prefixed.or_else(|| self.0.get(name))
    }

    /// The identifier of the tenant, such as `Cust12345`.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.text("ctx")
    }

    /// The serial number of the tenant's licence.
    #[must_use]
    pub fn serial(&self) -> Option<&str> {
        self.text("serial")
    }

    /// The address of the web API of the tenant, for
    /// [`Client::builder`](crate::Client::builder). It can change later.
    #[must_use]
    pub fn webapi_url(&self) -> Option<&str> {
        self.text("webapi_url")
    }

    /// The address of the web services of the tenant.
    #[must_use]
    pub fn netserver_url(&self) -> Option<&str> {
        self.text("netserver_url")
    }

    /// # Errors
    ///
    /// If they are about another tenant than `customer_id`.
    pub(in crate::auth) fn check_tenant(
        &self,
        customer_id: &str,
    ) -> Result<(), AuthorizationError> {
        let context = self.context().unwrap_or_default();
        if customer_id.is_empty() || !context.eq_ignore_ascii_case(customer_id) {
            return Err(AuthorizationError::new(
                "the token of the login service is that of another tenant",
            ));
        }
        Ok(())
    }

    pub(in crate::auth) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// A time in seconds. The service writes some of them as text.
    pub(super) fn seconds(&self, name: &str) -> Option<f64> {
        let seconds = match self.0.get(name)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        // Comparisons with what is not a number are false, which could let a token pass.
        seconds.filter(|seconds: &f64| seconds.is_finite())
    }

    /// Whether the claim is `text`, or a list with it.
    pub(super) fn has(&self, name: &str, text: &str) -> bool {
        match self.0.get(name) {
            Some(Value::String(value)) => value == text,
            Some(Value::Array(values)) => values.iter().any(|value| value == text),
            _ => false,
        }
    }
}

impl fmt::Debug for Claims {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Claims")?;
        formatter.debug_list().entries(self.0.keys()).finish()
    }
}
