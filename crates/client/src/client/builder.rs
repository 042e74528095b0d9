//! The settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::defaults::Defaults;
use super::{Client, ClientState, Middleware, RateLimit};
use crate::address::Address;
use crate::auth::{Credentials, CredentialsProvider, Store};
use crate::base_url::BaseUrl;
use crate::error::{ConfigurationError, Error};
use crate::service::SharedService;
use crate::settings::{Language, Locale, Retry, TimeZone};
use crate::tenant::Tenant;
use crate::transport::{Network, Transport, UserAgent, user_agent};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// Some operations, such as merges and reports, are documented to take 20 seconds.
const TIMEOUT: Duration = Duration::from_secs(100);

/// The settings of a [`Client`], made by [`Client::builder`] and [`Client::builder_for`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    target: Target,
    authorization: Arc<dyn CredentialsProvider>,
    defaults: Defaults,
    default_headers: Vec<(String, String)>,
    user_agent: Option<String>,
    connect_timeout: Duration,
    read_timeout: Duration,
    timeout: Duration,
    proxy: bool,
    retry: Retry,
    rate_limit: RateLimit,
    middleware: Vec<Box<dyn Middleware>>,
    transport: Option<Box<dyn Transport>>,
}

/// Whose client it becomes.
pub(super) enum Target {
    BaseUrl(String),
    Tenant(Tenant),
}

impl ClientBuilder {
    pub(super) fn new(target: Target) -> Self {
        Self {
            target,
            authorization: Arc::new(Credentials::anonymous()),
            defaults: Defaults::default(),
            default_headers: Vec::new(),
            user_agent: None,
            connect_timeout: CONNECT_TIMEOUT,
            read_timeout: READ_TIMEOUT,
            timeout: TIMEOUT,
            proxy: true,
            retry: Retry::default(),
            rate_limit: RateLimit::default(),
            middleware: Vec::new(),
            transport: None,
        }
    }

    /// Sets the [`Credentials`](crate::Credentials), or what obtains them. Without them, requests
    /// are anonymous.
    pub fn authorization(mut self, authorization: impl CredentialsProvider) -> Self {
        self.authorization = Arc::new(authorization);
        self
    }

    /// Sets the language of text, such as `"en"` or `"nb-no"`.
    pub fn language(mut self, language: impl Into<Language>) -> Self {
        self.defaults.locale.language = Some(language.into());
        self
    }

    /// Sets the culture that numbers and dates in text are formatted in, such as `"sv"`. It
    /// needs a language.
    pub fn culture(mut self, culture: impl Into<String>) -> Self {
        self.defaults.locale.culture = Some(culture.into());
        self
    }

    /// Sets the time zone of date-times, such as `"NO"` or `"UTC"`.
    pub fn time_zone(mut self, time_zone: impl Into<TimeZone>) -> Self {
        self.defaults.locale.time_zone = Some(time_zone.into());
        self
    }

    /// Sends the header `name` with `value` with each call that has no such header of its own, such
    /// as the key of a gateway. The value is taken for a secret: it appears in no debug output, and
    /// goes neither to the login service nor to where tenants are looked up.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.default_headers.push((name.into(), value.into()));
        self
    }

    /// Sets what the program calls itself to all servers, such as `"Orders/2.1"`. If not set, it is
    /// the name and the version of this crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets how many characters the address of a call may have: 2,000 if not set, which servers are
    /// known to take. A longer one is an error before anything is sent.
    pub fn max_url_length(mut self, characters: usize) -> Self {
        self.defaults.longest_address = characters;
        self
    }

    /// Sets how long connecting to the server may take: 10 seconds if not set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long the server may be silent, before it responds and between the pieces of the
    /// response: 60 seconds if not set. While an upload moves, the server may be silent.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    /// Sets how long a call may take, from waiting for its turn and connecting to the end of the
    /// response, retries included: 100 seconds if not set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how many bytes of a response may be read into memory, after decompression: 100 MiB if
    /// not set. Downloads that are read piece by piece or saved as files have no limit.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.defaults.max_response_size = bytes;
        self
    }

    /// Connects directly, and not through the proxy that the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = false;
        self
    }

    /// Sets which calls are retried when the server cannot be reached or is overloaded, and how
    /// often.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets how many requests may be sent in a second: 10 if not set.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = limit;
        self
    }

    /// Adds code that every request and response passes. What is added first sees a request first
    /// and its response last.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Box::new(middleware));
        self
    }

    /// Sets what carries requests and responses, in place of the network: a
    /// [`FakeTransport`](crate::testing::FakeTransport) for tests, or an HTTP library of your
    /// choice. The settings of connections are then its business.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sends over an HTTP client of your own, which has its own proxies, certificates and pool of
    /// connections. `connect_timeout` and `no_proxy` of this builder are then without effect.
    ///
    /// Turn off its redirects, which would hand the credentials to another place, and its
    /// retries, which know nothing of operations that must not be carried out twice. Give it no
    /// timeouts but the one for connecting: those of this builder do the rest.
    ///
    /// ```
    /// use client::{Client, reqwest};
    ///
    /// let http = reqwest::Client::builder()
    ///     .proxy(reqwest::Proxy::all("http://proxy.example.com:3128")?)
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .retry(reqwest::retry::never())
    ///     .build()?;
    /// let client = Client::builder("https://sod.superoffice.com/Cust12345").http_client(http).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(Network::from_client(client))
    }

    /// Builds the client. It connects with the first request.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if the base URL is not the address of a tenant, if the credentials
    /// or the language settings cannot be sent as headers, if a culture is set without a language,
    /// or if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let address = match self.target {
            Target::BaseUrl(base_url) => Address::fixed(BaseUrl::parse(&base_url)?),
            Target::Tenant(tenant) => Address::tenant(tenant),
        };
        self.authorization.validate().map_err(|error| {
            ConfigurationError::with_source("the credentials cannot be used", error)
        })?;
        let mut defaults = self.defaults;
        let headers = &mut HeaderMap::new();
        let written = defaults.locale.write(&Locale::default(), headers);
        written.map_err(|(kind, name)| ConfigurationError::new(kind.describe(name)))?;
        for (name, value) in &self.default_headers {
            defaults.add_header(name, value)?;
        }
        let agent = self
            .user_agent
            .as_deref()
            .map(user_agent::parse)
            .transpose()?;
        let transport: Box<dyn Transport> = match self.transport {
            Some(transport) => transport,
            None => Box::new(Network::new(self.connect_timeout, self.proxy)?),
        };
        let transport = match agent {
            Some(agent) => Box::new(UserAgent::new(agent, transport)),
            None => transport,
        };
        Ok(Client(Arc::new(ClientState {
            address,
            credentials: Store::new(self.authorization),
            defaults,
            timeout: self.timeout,
            rate_limit: self.rate_limit,
            middleware: self.middleware,
            service: SharedService::new(transport, self.read_timeout, self.retry),
        })))
    }
}

/// Leaves out the base URL, which can contain a password until `build` has refused it.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("authorization", &self.authorization)
            .field("locale", &self.defaults.locale)
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("timeout", &self.timeout)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}
