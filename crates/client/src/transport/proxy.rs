//! The proxies that the environment names, for messages.

use std::error::Error;
use std::fmt;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;

use super::SendError;
use crate::error::{TransportErrorKind, cause};
use crate::transport::BoxError;

/// The proxies that the environment names.
#[derive(Debug)]
pub(super) struct Proxies(Matcher);

impl Proxies {
    pub(super) fn of_environment() -> Self {
        Self(Matcher::from_system())
    }

    /// What a proxy on the way to `uri` is called, without its password; `None` if there is none.
    fn on_the_way(&self, uri: &Uri) -> Option<(String, bool)> {
        let proxy = self.0.intercept(uri)?;
        let proxy = proxy.uri();
        let scheme = proxy.scheme_str().unwrap_or("http");
        let authority = proxy.authority().map_or("", |authority| {
            let authority = authority.as_str();
            authority
                .rsplit_once('@')
                .map_or(authority, |(_, host)| host)
        });
        Some((
            format!("{scheme}://{authority}"),
            scheme.starts_with("socks"),
        ))
    }

    /// Refuses to send where a proxy is on the way that this crate was built without.
    pub(super) fn check(&self, uri: &Uri) -> Result<(), SendError> {
        match self.on_the_way(uri) {
            Some((proxy, true)) if !cfg!(feature = "socks") => {
                let source = "turn on the feature `socks` of this crate".into();
                let source = ProxyError { proxy, source };
                Err(SendError::new(TransportErrorKind::Connect, source))
            }
            _ => Ok(()),
        }
    }

    /// Names the proxy in a failure to connect.
    pub(super) fn named(&self, uri: &Uri, failure: SendError) -> SendError {
        match self.on_the_way(uri) {
            Some((proxy, _)) if failure.kind == TransportErrorKind::Connect => {
                let source = failure.source;
                let source = ProxyError { proxy, source };
                SendError::new(TransportErrorKind::Connect, source)
            }
            _ => failure,
        }
    }
}

/// A proxy that the environment names was on the way.
#[derive(Debug)]
struct ProxyError {
    proxy: String,
    source: BoxError,
}

impl fmt::Display for ProxyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the connection through the proxy {} failed: {}",
            self.proxy,
            cause(&*self.source)
        )
    }
}

/// What the message says already is no cause of its own.
impl Error for ProxyError {}
