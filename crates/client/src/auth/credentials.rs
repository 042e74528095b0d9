//! Credentials, and the headers that carry them.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::{CredentialsProvider, CredentialsRequest};
use crate::error::AuthorizationError;
use crate::header;
use crate::transport::BoxFuture;

const SO_APP_TOKEN: HeaderName = HeaderName::from_static("so-apptoken");
const X_XSRF_TOKEN: HeaderName = HeaderName::from_static("x-xsrf-token");

/// Secrets this short would be cut out of unrelated words of an error message.
const SHORTEST_REDACTED: usize = 4;

/// Shorter values of cookies are settings, such as a language, and no secrets.
const SHORTEST_REDACTED_COOKIE: usize = 8;

/// The credentials of calls: a user's password, a ticket, a token or a session.
///
/// They are an [`CredentialsProvider`] that always gives the same.
///
/// Debug output names the scheme and leaves out the secrets.
///
/// ```
/// use client::Credentials;
///
/// let credentials = Credentials::bearer("8A:Cust12345.secret");
/// assert_eq!(format!("{credentials:?}"), "Credentials(Bearer)");
/// ```
#[derive(Clone, Default)]
pub struct Credentials {
    scheme: Scheme,
    valid_for: Option<Duration>,
}

#[derive(Clone, Default, PartialEq, Eq)]
enum Scheme {
    #[default]
    None,
    /// A user and a password.
    Basic(String, String),
    /// A ticket and the token of an application.
    Ticket(String, String),
    Bearer(String),
    /// The value of the cookie `XSRF-TOKEN`, and all cookies.
    Session(String, Option<String>),
    Other(String),
}

impl Credentials {
    /// No credentials.
    pub fn anonymous() -> Self {
        Self::new(Scheme::None)
    }

    /// A user name and a password. Only on-site installations accept them.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self::new(Scheme::Basic(user.into(), password.into()))
    }

    /// A ticket such as `7T:…`, without the spaces around it, together with the token of the
    /// application that uses it: the online service refuses one without the other.
    pub fn ticket(ticket: impl Into<String>, application_token: impl Into<String>) -> Self {
        let application_token = trimmed(application_token);
        Self::new(Scheme::Ticket(trimmed(ticket), application_token))
    }

    /// An access token such as `8A:…`, without the spaces around it.
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::new(Scheme::Bearer(trimmed(token)))
    }

    /// A session of the web client, by the value of its `XSRF-TOKEN` cookie.
    pub fn session(xsrf_token: impl Into<String>) -> Self {
        Self::new(Scheme::Session(trimmed(xsrf_token), None))
    }

    /// Like [`session`](Self::session), and sends `cookies` as the `Cookie` header.
    pub fn session_with_cookies(xsrf_token: impl Into<String>, cookies: impl Into<String>) -> Self {
        let cookies = Some(trimmed(cookies));
        Self::new(Scheme::Session(trimmed(xsrf_token), cookies))
    }

    /// Any other value of the `Authorization` header, such as `Negotiate …`.
    pub fn other(value: impl Into<String>) -> Self {
        Self::new(Scheme::Other(trimmed(value)))
    }

    /// Says how long the credentials are good for; new ones are obtained before that ends. Without
    /// it, they are replaced when the service refuses them.
    pub fn valid_for(mut self, duration: Duration) -> Self {
        self.valid_for = Some(duration);
        self
    }

    pub(super) fn validity(&self) -> Option<Duration> {
        self.valid_for
    }

    fn new(scheme: Scheme) -> Self {
        Self {
            scheme,
            valid_for: None,
        }
    }

    /// The headers that carry the credentials, marked as sensitive.
    pub(super) fn headers(&self) -> Result<HeaderMap, AuthorizationError> {
        let mut headers = HeaderMap::new();
        let mut insert = |name, value: &str| -> Result<(), AuthorizationError> {
            headers.insert(name, sensitive(value)?);
            Ok(())
        };
        match &self.scheme {
            Scheme::None => {}
            Scheme::Basic(user, password) => {
                if user.contains(':') {
                    return Err(AuthorizationError::new(
                        "a user name with a colon cannot be sent: use another scheme",
                    ));
                }
                let encoded = basic(user, password);
                insert(AUTHORIZATION, &format!("Basic {encoded}"))?;
            }
            Scheme::Ticket(ticket, application_token) => {
                insert(AUTHORIZATION, &format!("SOTicket {}", present(ticket)?))?;
                insert(SO_APP_TOKEN, present(application_token)?)?;
            }
            Scheme::Bearer(token) => {
                insert(AUTHORIZATION, &format!("Bearer {}", present(token)?))?;
            }
            Scheme::Session(xsrf_token, cookies) => {
                insert(X_XSRF_TOKEN, present(xsrf_token)?)?;
                if let Some(cookies) = cookies {
                    insert(COOKIE, cookies)?;
                }
            }
            Scheme::Other(value) => insert(AUTHORIZATION, present(value)?)?,
        }
        Ok(headers)
    }

    /// Cuts the secrets out of `text`, which can be a message of a server that repeats them.
    pub(super) fn redact(&self, text: String) -> String {
        redact(text, self.secrets())
    }

    /// What to cut out, a whole before its parts.
    fn secrets(&self) -> Vec<Cow<'_, str>> {
        match &self.scheme {
            Scheme::None => Vec::new(),
            Scheme::Basic(user, password) => {
                vec![basic(user, password).into(), password.into()]
            }
            Scheme::Ticket(ticket, application_token) => {
                vec![ticket.into(), application_token.into()]
            }
            Scheme::Bearer(token) => vec![token.into()],
            // A message can repeat it without the name of the scheme.
            Scheme::Other(value) => {
                let token = value.split_once(' ').map_or(&**value, |(_, token)| token);
                vec![value.into(), token.into()]
            }
            Scheme::Session(xsrf_token, cookies) => {
                let cookies = cookies.as_deref().unwrap_or_default();
                let values = cookies.split(';').filter_map(|cookie| {
                    let (_, value) = cookie.split_once('=')?;
                    let value = value.trim().trim_matches('"');
                    (value.len() >= SHORTEST_REDACTED_COOKIE).then_some(value)
                });
                [cookies]
                    .into_iter()
                    .chain(values)
                    .chain([xsrf_token.as_str()])
                    .map(Cow::from)
                    .collect()
            }
        }
    }
}

impl CredentialsProvider for Credentials {
    fn credentials<'a>(
        &'a self,
        _: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }

    fn validate(&self) -> Result<(), AuthorizationError> {
        self.headers().map(drop)
    }
}

/// Credentials are the same if the service cannot tell them apart: their validity does not count.
impl PartialEq for Credentials {
    fn eq(&self, other: &Self) -> bool {
        self.scheme == other.scheme
    }
}

impl Eq for Credentials {}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::None => "None",
            Scheme::Basic(..) => "Basic",
            Scheme::Ticket(..) => "Ticket",
            Scheme::Bearer(..) => "Bearer",
            Scheme::Session(..) => "Session",
            Scheme::Other(..) => "Other",
        };
        write!(formatter, "Credentials({scheme})")
    }
}

fn basic(user: &str, password: &str) -> String {
    STANDARD.encode(format!("{user}:{password}"))
}

/// Cuts `secrets` out of `text`.
pub(crate) fn redact(
    mut text: String,
    secrets: impl IntoIterator<Item = impl AsRef<str>>,
) -> String {
    for secret in secrets {
        let secret = secret.as_ref();
        if secret.len() >= SHORTEST_REDACTED && text.contains(secret) {
            text = text.replace(secret, "[redacted]");
        }
    }
    text
}

/// Spaces at the ends come with copying. A line break does as well, but can also mean that this is
/// more than a token, so it is left to be refused.
pub(super) fn trimmed(text: impl Into<String>) -> String {
    let text = text.into();
    match text.trim_matches([' ', '\t']) {
        same if same.len() == text.len() => text,
        less => less.to_owned(),
    }
}

fn present(secret: &str) -> Result<&str, AuthorizationError> {
    if secret.trim().is_empty() {
        return Err(AuthorizationError::new(
            "a ticket or token of the authorization is empty",
        ));
    }
    Ok(secret)
}

fn sensitive(value: &str) -> Result<HeaderValue, AuthorizationError> {
    header::sensitive(value).ok_or_else(|| {
        AuthorizationError::new(
            "a ticket or token of the authorization has characters that a header cannot have, such as \
             a line break at its end: trim it",
        )
    })
}
