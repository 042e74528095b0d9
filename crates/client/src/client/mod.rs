//! The client: where requests go, and what is added to each.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::address::Address;
use crate::auth::Store;
use crate::call::Parts;
use crate::error::Error;
use crate::response::{ExpectedBody, RawResponse};
use crate::service::SharedService;
use crate::settings::RateLimit;
#[cfg(feature = "webhooks")]
use crate::tenant::Environment;
use crate::tenant::{Tenant, TenantStatus};
use crate::transport::{BoxFuture, Middleware, Transport};

mod builder;
mod defaults;
mod message;
mod pipeline;
mod received;

pub use self::builder::ClientBuilder;
use self::builder::Target;
use self::defaults::Defaults;
pub(crate) use self::received::OpenResponse;

/// A connection to the web API of one tenant, for one user.
///
/// [`Client::builder_for`] makes the client of a tenant of the online service and follows it when
/// it moves; [`Client::builder`] that of any installation at a fixed address.
///
/// Clones share the connections, the current credentials, the address of the tenant and the rate
/// limit, so cloning is cheap. The online service allows 10 requests a second for each tenant:
/// clients of one tenant that are built apart have to share a [`RateLimit`].
/// Clients that are built apart share nothing: each has its own address and credentials. Nothing
/// that is set on one call is seen by another.
///
/// ```
/// use client::{Client, Credentials};
///
/// let client = Client::builder("https://sod.superoffice.com/Cust12345")
///     .authorization(Credentials::bearer("8A:Cust12345.secret"))
///     .language("en")
///     .build()?;
/// # Ok::<(), client::Error>(())
/// ```
#[derive(Clone)]
pub struct Client(Arc<ClientState>);

struct ClientState {
    address: Address,
    credentials: Store,
    defaults: Defaults,
    timeout: Duration,
    rate_limit: RateLimit,
    middleware: Vec<Box<dyn Middleware>>,
    service: SharedService,
}

impl Client {
    /// Starts the client of the tenant at `base_url`, such as
    /// `https://sod.superoffice.com/Cust12345`. The address may also end in `/api` or `/api/v1`.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(Target::BaseUrl(base_url.into()))
    }

    /// Starts the client of a tenant of the online service, which finds the address of the tenant
    /// itself.
    ///
    /// It asks when it sends its first call, when the response is no longer valid, when the service
    /// responds with 421 because the tenant has moved, and when nobody is there at the address any
    /// more; then the call is sent once more. However many calls are waiting, only one of them
    /// asks. The question carries no credentials and does not count for the rate limit. A service
    /// that cannot be reached, or is overloaded, is asked again as
    /// [`Retry`](crate::settings::Retry) says, within the timeout of the call. Middleware does not
    /// see it.
    ///
    /// If the tenant cannot be used at present, calls end with [`Error::Tenant`].
    ///
    /// ```
    /// use client::tenant::{Environment, Tenant};
    /// use client::{Client, Credentials};
    ///
    /// let tenant = Tenant::new(Environment::Online, "Cust12345")?;
    /// let client = Client::builder_for(tenant)
    ///     .authorization(Credentials::bearer("8A:Cust12345.secret"))
    ///     .build()?;
    /// # Ok::<(), client::Error>(())
    /// ```
    pub fn builder_for(tenant: Tenant) -> ClientBuilder {
        ClientBuilder::new(Target::Tenant(tenant))
    }

    /// Asks the service for the state of `tenant`, which can be any, and says it whether the tenant
    /// can be used or not.
    ///
    /// Nothing is kept: the calls of a client find the address by themselves. The request carries
    /// no credentials.
    ///
    /// # Errors
    ///
    /// [`Error::Tenant`] if the service does not know the tenant, or does not respond with its
    /// state; [`Error::Transport`] if it cannot be reached.
    pub async fn tenant_status(&self, tenant: &Tenant) -> Result<TenantStatus, Error> {
        self.0.tenant_status(tenant).await
    }

    /// Asks where the tenant is before the next call, if it is this one.
    #[cfg(feature = "webhooks")]
    pub(crate) fn note_change(&self, environment: &Environment, customer_id: &str) -> bool {
        self.0.address.note_change(environment, customer_id)
    }

    /// What carries the requests and responses of this client, such as for a login that happens
    /// before there are credentials. Requests that are handed to it directly get no credentials,
    /// pass no middleware and have no timeout.
    #[must_use]
    pub fn transport(&self) -> &dyn Transport {
        self.0.service.get().transport
    }

    /// Sends a request and reads the response, if it is one of success.
    ///
    /// The future is boxed so that it is compiled here and not in each caller, and so that the
    /// futures of callers stay small.
    pub(crate) fn call(
        &self,
        parts: Box<Parts>,
        expected: ExpectedBody,
    ) -> BoxFuture<'_, Result<RawResponse, Error>> {
        Box::pin(self.0.call(parts, expected))
    }

    /// Sends a request and returns the response as soon as its head is there, if it is one of
    /// success.
    pub(crate) fn open(
        &self,
        parts: Box<Parts>,
        expected: ExpectedBody,
    ) -> BoxFuture<'_, Result<OpenResponse, Error>> {
        Box::pin(self.0.open(parts, expected))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = &self.0;
        formatter
            .debug_struct("Client")
            .field("address", &shared.address)
            .field("authorization", &shared.credentials)
            .field("locale", &shared.defaults.locale)
            .field("timeout", &shared.timeout)
            .finish_non_exhaustive()
    }
}
