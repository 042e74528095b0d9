//! A login that waits for the person.

use aws_lc_rs::{constant_time, digest, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{OAuthCallback, OAuthError};
use crate::debug::debug_without_secrets;
use crate::error::AuthorizationError;

/// A login that waits for the person, made by [`OAuth::login`](crate::auth::OAuth::login).
///
/// If another process receives the response, keep the [`state`](Self::state) and the
/// [`verifier`](Self::verifier) where only that person's session finds them, and use
/// [`resume`](Self::resume).
///
/// Debug output leaves out all of it.
#[derive(Clone)]
pub struct OAuthLogin {
    url: String,
    state: String,
    verifier: String,
}

impl OAuthLogin {
    pub(super) fn new(url: String, state: String, verifier: String) -> Self {
        Self {
            url,
            state,
            verifier,
        }
    }

    /// A login that was started before. It has no address.
    pub fn resume(state: impl Into<String>, verifier: impl Into<String>) -> Self {
        Self::new(String::new(), state.into(), verifier.into())
    }

    /// The address to send the browser to.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the response has to repeat, so that nobody can slip in the response to another login.
    #[must_use]
    pub fn state(&self) -> &str {
        &self.state
    }

    /// The secret that proves that the code was asked for here.
    #[must_use]
    pub fn verifier(&self) -> &str {
        &self.verifier
    }

    /// The code of a callback that is the response to this login.
    pub(super) fn code<'a>(
        &self,
        callback: &'a OAuthCallback,
    ) -> Result<&'a str, AuthorizationError> {
        let state = callback.state();
        let is_ours = state.is_some_and(|state| {
            let equal =
                constant_time::verify_slices_are_equal(state.as_bytes(), self.state.as_bytes());
            !self.state.is_empty() && equal.is_ok()
        });
        // A refusal without a state can do no harm. One with another belongs to another login.
        if let Some(refusal) = callback.error().filter(|_| is_ours || state.is_none()) {
            return Err(self.refused(refusal, callback.description()));
        }
        if !is_ours {
            return Err(AuthorizationError::new(
                "the response does not belong to this login: its `state` is another",
            ));
        }
        callback
            .code()
            .ok_or_else(|| AuthorizationError::new("the response to the login has no `code`"))
    }

    fn refused(&self, refusal: OAuthError, description: Option<&str>) -> AuthorizationError {
        let mut message = format!("the login service refused the login: {refusal}");
        if let Some(description) = description {
            let secrets = [&*self.state, &*self.verifier];
            message += ": ";
            message += &super::LoginRequest::clean(description, &secrets);
        }
        AuthorizationError::with_source(message, refusal)
    }
}

debug_without_secrets!(OAuthLogin);

/// 256 random bits as 43 characters, which is as short as a verifier may be.
pub(super) fn random() -> Result<String, AuthorizationError> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes)
        .map_err(|_| AuthorizationError::new("the operating system has no random numbers"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What the service is told about a verifier before it gets it.
pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()))
}
