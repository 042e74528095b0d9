//! The settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::{Client, Shared};
use crate::authorization::Authorization;
use crate::base_url::BaseUrl;
use crate::error::{ConfigurationError, Error};
use crate::locale::{Language, Locale, TimeZone};
use crate::transport::Transport;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Some operations, such as merges and reports, are documented to take 20 seconds.
const TIMEOUT: Duration = Duration::from_secs(100);

/// The settings of a [`Client`], made by [`Client::builder`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    base_url: String,
    authorization: Authorization,
    locale: Locale,
    connect_timeout: Duration,
    timeout: Duration,
    proxy: bool,
}

impl ClientBuilder {
    pub(super) fn new(base_url: String) -> Self {
        Self {
            base_url,
            authorization: Authorization::none(),
            locale: Locale::default(),
            connect_timeout: CONNECT_TIMEOUT,
            timeout: TIMEOUT,
            proxy: true,
        }
    }

    /// Sets the credentials. Without them, requests are anonymous.
    pub fn authorization(mut self, authorization: Authorization) -> Self {
        self.authorization = authorization;
        self
    }

    /// Sets the language of texts, such as `"en"` or `"nb-no"`.
    pub fn language(mut self, language: impl Into<Language>) -> Self {
        self.locale.language = Some(language.into());
        self
    }

    /// Sets the culture that numbers and dates in texts are formatted in, such as `"sv"`. It
    /// needs a language.
    pub fn culture(mut self, culture: impl Into<String>) -> Self {
        self.locale.culture = Some(culture.into());
        self
    }

    /// Sets the time zone of date-times, such as `"NO"` or `"UTC"`.
    pub fn time_zone(mut self, time_zone: impl Into<TimeZone>) -> Self {
        self.locale.time_zone = Some(time_zone.into());
        self
    }

    /// Sets how long connecting to the server may take: 10 seconds if not set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long a call may take, from connecting to the end of the response: 100 seconds if
    /// not set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Connects directly, and not through the proxy that the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = false;
        self
    }

    /// Builds the client. It connects with the first request.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if the base URL is not the address of a tenant, if the credentials
    /// or the language settings cannot be sent as headers, if a culture is set without a language,
    /// or if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let base = BaseUrl::parse(&self.base_url)?;
        let credentials = self.authorization.headers()?;
        self.locale
            .write(&Locale::default(), &mut HeaderMap::new())
            .map_err(|(kind, name)| ConfigurationError::new(kind.describe(name)))?;
        let transport = Transport::new(self.connect_timeout, self.proxy)?;
        Ok(Client(Arc::new(Shared {
            base,
            authorization: self.authorization,
            credentials,
            locale: self.locale,
            timeout: self.timeout,
            transport,
        })))
    }
}

/// Leaves out the base URL, which can contain a password until `build` has refused it.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("authorization", &self.authorization)
            .field("locale", &self.locale)
            .field("connect_timeout", &self.connect_timeout)
            .field("timeout", &self.timeout)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}
