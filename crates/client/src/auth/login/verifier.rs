//! Tokens that come from outside.

use std::sync::Arc;

use super::token::{Audience, TokenRequirements};
use super::{Claims, ISSUER, Keys};
use crate::auth::credentials::trimmed;
use crate::debug::debug_without_secrets;
use crate::error::AuthorizationError;
use crate::service::Service;
use crate::tenant::Environment;
use crate::transport::Transport;

/// Verifies tokens of the login service that did not come from the service itself, but through a
/// browser or from whoever has called.
///
/// A token is accepted if the environment has signed it, by RS256 with one of its current keys, for
/// this application or for the tenant, and if it has not expired; the clocks may differ by a
/// minute. The keys are fetched when they are needed, and again when the environment changes them:
/// at most every ten seconds, whatever tokens come.
///
/// ```no_run
/// # async fn example(token: &str) -> Result<(), client::Error> {
/// use client::auth::TokenVerifier;
/// use client::tenant::Environment;
/// use client::Client;
///
/// let client = Client::builder(Environment::Online.url()).build()?;
/// let verifier = TokenVerifier::new(Environment::Online, "client id");
/// let claims = verifier.verify_id_token(token, client.transport()).await?;
/// println!("somebody of {:?}", claims.context());
/// # Ok(())
/// # }
/// ```
///
/// Clones share the keys.
#[derive(Clone)]
pub struct TokenVerifier {
    environment: Environment,
    client_id: String,
    keys: Arc<Keys>,
}

impl TokenVerifier {
    /// Verifies tokens of the environment for the application `client_id`.
    pub fn new(environment: Environment, client_id: impl Into<String>) -> Self {
        Self {
            keys: Arc::new(Keys::new(environment.url())),
            environment,
            client_id: trimmed(client_id),
        }
    }

    /// The environment whose tokens are accepted.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// What an `id_token` says, the one that tells the application who has logged in.
    ///
    /// If the login was started with a `nonce`, compare it to the claim of that name.
    ///
    /// # Errors
    ///
    /// When the token is not accepted, and when the keys of the environment cannot be fetched.
    pub async fn verify_id_token(
        &self,
        token: &str,
        transport: &dyn Transport,
    ) -> Result<Claims, AuthorizationError> {
        self.id_token(token, Service::over(transport)).await
    }

    /// What a token about the tenant `customer_id`, such as `Cust12345`, says.
    ///
    /// It was issued for this application, or for the serial number of the tenant, as those of
    /// system users are: other applications of the tenant can have got the same one.
    ///
    /// # Errors
    ///
    /// When the token is not accepted or is about another tenant, and when the keys of the
    /// environment cannot be fetched.
    pub async fn verify_tenant_token(
        &self,
        token: &str,
        customer_id: &str,
        transport: &dyn Transport,
    ) -> Result<Claims, AuthorizationError> {
        let expected = [TokenRequirements::SYSTEM, self.expected()];
        let service = Service::over(transport);
        let claims = self.keys.verify(token, &expected, service).await?;
        claims.check_tenant(customer_id)?;
        Ok(claims)
    }

    pub(in crate::auth) async fn id_token(
        &self,
        token: &str,
        service: Service<'_>,
    ) -> Result<Claims, AuthorizationError> {
        self.keys.verify(token, &[self.expected()], service).await
    }

    fn expected(&self) -> TokenRequirements<'_> {
        TokenRequirements {
            issuer: self.environment.url(),
            audience: Audience::Application(&self.client_id),
        }
    }
}

impl TokenRequirements<'_> {
    /// Tokens that the service issues for a tenant.
    pub(in crate::auth) const SYSTEM: Self = Self {
        issuer: ISSUER,
        audience: Audience::Serial,
    };
}

debug_without_secrets!(TokenVerifier {
    environment,
    client_id
});
