//! A login as the authorization of a client.

use std::fmt;
use std::sync::Mutex;
use std::time::SystemTime;

use super::super::{Claims, Credentials, CredentialsProvider, CredentialsRequest};
use super::{OAuth, OAuthTokens};
use crate::error::AuthorizationError;
use crate::lock::lock;
use crate::transport::BoxFuture;

/// A login as the authorization of a client, made by [`OAuth::session`].
///
/// The access token is refreshed shortly before it expires, and when the service refuses it.
pub struct OAuthSession {
    oauth: OAuth,
    state: Mutex<SessionState>,
    on_refresh: Option<Box<Hook>>,
}

type Hook = dyn Fn(&OAuthTokens) + Send + Sync;

struct SessionState {
    tokens: OAuthTokens,
    /// Whether the client has had the access token. If it asks again, the token is used up.
    is_used: bool,
}

impl OAuthSession {
    pub(super) fn new(oauth: OAuth, tokens: OAuthTokens) -> Self {
        Self {
            oauth,
            state: Mutex::new(SessionState {
                tokens,
                is_used: false,
            }),
            on_refresh: None,
        }
    }

    /// Calls `hook` with the tokens of each refresh, so that they can be kept for the next start of
    /// the program. Calls wait for the hook, so it should not take long.
    #[must_use]
    pub fn on_refresh(mut self, hook: impl Fn(&OAuthTokens) + Send + Sync + 'static) -> Self {
        self.on_refresh = Some(Box::new(hook));
        self
    }

    /// The current tokens.
    #[must_use]
    pub fn tokens(&self) -> OAuthTokens {
        lock(&self.state).tokens.clone()
    }

    /// What the service says about the person and the tenant.
    #[must_use]
    pub fn claims(&self) -> Option<Claims> {
        lock(&self.state).tokens.claims().cloned()
    }

    async fn credentials(
        &self,
        request: CredentialsRequest<'_>,
    ) -> Result<Credentials, AuthorizationError> {
        let tokens = {
            let mut state = lock(&self.state);
            let is_used = std::mem::replace(&mut state.is_used, true);
            if !is_used
                && request.refused.is_none()
                && let Some(credentials) = credentials(&state.tokens)
            {
                return Ok(credentials);
            }
            state.tokens.clone()
        };
        let tokens = self.oauth.refreshed(&tokens, request.service).await?;
        lock(&self.state).tokens = tokens.clone();
        if let Some(hook) = &self.on_refresh {
            hook(&tokens);
        }
        credentials(&tokens).ok_or_else(|| {
            AuthorizationError::new("the login service responded with a token that has expired")
        })
    }
}

impl CredentialsProvider for OAuthSession {
    fn credentials<'a>(
        &'a self,
        request: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        Box::pin(self.credentials(request))
    }
}

impl fmt::Debug for OAuthSession {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OAuthSession")
            .field("oauth", &self.oauth)
            .field("tokens", &lock(&self.state).tokens)
            .finish_non_exhaustive()
    }
}

/// The access token; `None` if it has expired.
fn credentials(tokens: &OAuthTokens) -> Option<Credentials> {
    let left = tokens.expires_at().duration_since(SystemTime::now()).ok()?;
    let credentials = Credentials::bearer(tokens.access_token());
    (!left.is_zero()).then(|| credentials.valid_for(left))
}
