//! What the login service calls the redirect address with.

use url::form_urlencoded;

use super::OAuthError;
use crate::debug::debug_without_secrets;
use crate::error::AuthorizationError;

/// What the login service has called the redirect address of an application with, by GET or by
/// POST.
///
/// Nothing in it is to be believed before [`OAuth::accept`](crate::auth::OAuth::accept) has
/// compared it to the login that it is the response to. Debug output leaves out all of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OAuthCallback {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    description: Option<String>,
    id_token: Option<String>,
}

impl OAuthCallback {
    /// Reads what came by GET: the address that was called, or its query.
    ///
    /// # Errors
    ///
    /// If a parameter is there twice.
    pub fn from_query(query: &str) -> Result<Self, AuthorizationError> {
        let without_fragment = query.split('#').next().unwrap_or_default();
        let query = match without_fragment.split_once('?') {
            Some((_, query)) => query,
            None => without_fragment,
        };
        Self::from_form(query.as_bytes())
    }

    /// Reads what came by POST: the body, a form of `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    ///
    /// If a parameter is there twice.
    pub fn from_form(body: &[u8]) -> Result<Self, AuthorizationError> {
        let mut callback = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            let place = match &*name {
                "state" => &mut callback.state,
                "code" => &mut callback.code,
                "error" => &mut callback.error,
                "error_description" => &mut callback.description,
                "id_token" => &mut callback.id_token,
                _ => continue,
            };
            // OAuth takes a parameter without a value for one that is not there.
            if value.is_empty() {
                continue;
            }
            if place.replace(value.into_owned()).is_some() {
                return Err(AuthorizationError::new(format!(
                    "the callback of the login has the parameter `{name}` twice"
                )));
            }
        }
        Ok(callback)
    }

    /// What tells which login it is the response to, if it is one: the
    /// [`state`](crate::auth::OAuthLogin::state) of that login.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// The token about who has logged in, if the service has sent one along. Only
    /// [`TokenVerifier`](crate::auth::TokenVerifier) tells whether it is true.
    #[must_use]
    pub fn id_token(&self) -> Option<&str> {
        self.id_token.as_deref()
    }

    /// Why the service says that it did not let somebody log in.
    #[must_use]
    pub fn error(&self) -> Option<OAuthError> {
        self.error.as_deref().map(OAuthError::parse)
    }

    pub(super) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What the service says about the refusal.
    pub(super) fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

debug_without_secrets!(OAuthCallback);
