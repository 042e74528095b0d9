//! Who the client is to the service: [`Credentials`], and what provides them.

use std::fmt;

use crate::debug::debug_without_secrets;
use crate::error::AuthorizationError;
use crate::service::Service;
use crate::transport::{BoxFuture, Transport};

pub(crate) mod credentials;
#[cfg(feature = "tokens")]
mod login;
#[cfg(feature = "oauth")]
mod oauth;
mod store;
#[cfg(feature = "system-user")]
mod system_user;

pub(crate) use self::credentials::{Credentials, redact};
#[cfg(feature = "tokens")]
pub use self::login::{Claims, TokenVerifier};
#[cfg(feature = "oauth")]
pub use self::oauth::{OAuth, OAuthCallback, OAuthError, OAuthLogin, OAuthSession, OAuthTokens};
pub(crate) use self::store::{CredentialHeaders, Store};
#[cfg(feature = "system-user")]
pub use self::system_user::{PrivateKey, SystemUser, SystemUserTicket};

/// Gives a client its credentials, and new ones when those do not help any more.
///
/// [`Credentials`] is the simplest: it always gives itself. Write your own for what this crate does
/// not know. A client asks for credentials when it sends its first call, when their validity ends,
/// and when the service refuses them with a status of 401; then the call is sent once more. However
/// many calls are waiting, the provider is asked once, in a task of its own.
///
/// ```
/// use client::auth::{CredentialsProvider, CredentialsRequest};
/// use client::error::AuthorizationError;
/// use client::transport::BoxFuture;
/// use client::{Client, Credentials};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl CredentialsProvider for Vault {
///     fn credentials<'a>(
///         &'a self,
///         _: CredentialsRequest<'a>,
///     ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
///         Box::pin(async move {
///             let token = std::fs::read_to_string("/run/secrets/token")
///                 .map_err(|error| AuthorizationError::with_source("no token in the vault", error))?;
///             Ok(Credentials::bearer(token.trim()))
///         })
///     }
/// }
///
/// let client = Client::builder("https://sod.superoffice.com/Cust12345").authorization(Vault).build()?;
/// # Ok::<(), client::Error>(())
/// ```
pub trait CredentialsProvider: fmt::Debug + Send + Sync + 'static {
    /// Obtains credentials. If they equal those that were refused, the call is not sent again.
    ///
    /// # Errors
    ///
    /// When there are none to be had. The call, and those that wait for the same credentials, fail
    /// with this error.
    fn credentials<'a>(
        &'a self,
        request: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>>;

    /// Looks for mistakes that can be seen without calling anything, when the client is built.
    ///
    /// # Errors
    ///
    /// When credentials can never be obtained this way.
    fn validate(&self) -> Result<(), AuthorizationError> {
        Ok(())
    }
}

/// Why credentials are asked for, and what helps to obtain them.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct CredentialsRequest<'a> {
    /// The credentials that the service has refused; none if there were none or they have expired.
    pub refused: Option<&'a Credentials>,
    /// The transport of the client.
    pub transport: &'a dyn Transport,
    /// The login service is asked as the client says.
    #[cfg_attr(
        not(any(feature = "oauth", feature = "system-user")),
        expect(dead_code, reason = "only these ask the login service")
    )]
    pub(crate) service: Service<'a>,
}

debug_without_secrets!(CredentialsRequest<'_> { refused });
