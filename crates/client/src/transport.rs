//! The way of a request to the server and of the response back.
//!
//! The only module that knows which HTTP library does it.

use std::time::Duration;

use bytes::Bytes;
use http::header;

use crate::error::{ConfigurationError, TransportErrorKind};

/// A pool of connections.
#[derive(Clone, Debug)]
pub(crate) struct Transport(reqwest::Client);

/// Why no response came.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: TransportErrorKind,
    pub(crate) source: Box<dyn std::error::Error + Send + Sync>,
}

impl Transport {
    pub(crate) fn new(connect_timeout: Duration, proxy: bool) -> Result<Self, ConfigurationError> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            // The service answers at the address of the operation. A redirect means a wrong base
            // URL or a login page, and following it would hand the credentials to another place.
            .redirect(reqwest::redirect::Policy::none());
        if !proxy {
            builder = builder.no_proxy();
        }
        builder.build().map(Self).map_err(|error| {
            ConfigurationError::with_source("the HTTP client cannot be set up", error)
        })
    }

    /// Sends `request` and reads the whole response, both within `timeout`.
    pub(crate) async fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> Result<http::Response<Bytes>, Failure> {
        let mut request = reqwest::Request::try_from(request)?;
        *request.timeout_mut() = Some(timeout);
        let mut received = self.0.execute(request).await?;

        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = received.status();
        std::mem::swap(response.headers_mut(), received.headers_mut());
        if let header::Entry::Occupied(mut cookies) =
            response.headers_mut().entry(header::SET_COOKIE)
        {
            // Cookies of a session are credentials, and debug output shows headers.
            cookies
                .iter_mut()
                .for_each(|value| value.set_sensitive(true));
        }
        *response.body_mut() = received.bytes().await?;
        Ok(response)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() {
            TransportErrorKind::Timeout
        } else if error.is_connect() {
            TransportErrorKind::Connect
        } else {
            TransportErrorKind::Other
        };
        Self {
            kind,
            // The URL would bring the arguments of the call into logs.
            source: error.without_url().into(),
        }
    }
}
