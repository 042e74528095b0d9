//! What a login gives.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use super::super::credentials::trimmed;
use super::super::login::Claims;
use crate::debug::debug_without_secrets;
use crate::error::AuthorizationError;

/// How long an access token is good for if the service does not say it.
const VALIDITY: Duration = Duration::from_secs(3600);

/// What a login gives: a token for calls, one to get the next with, and who has logged in.
///
/// Debug output leaves out the tokens.
#[derive(Clone, PartialEq)]
pub struct OAuthTokens {
    access_token: String,
    refresh_token: Option<String>,
    expires_at: SystemTime,
    claims: Option<Claims>,
}

impl OAuthTokens {
    /// Tokens that were kept from an earlier login. They have no claims.
    pub fn new(
        access_token: impl Into<String>,
        refresh_token: Option<String>,
        expires_at: SystemTime,
    ) -> Self {
        Self {
            access_token: trimmed(access_token),
            refresh_token: refresh_token.map(trimmed),
            expires_at,
            claims: None,
        }
    }

    /// The token for calls, such as `8A:…`.
    #[must_use]
    pub fn access_token(&self) -> &str {
        &self.access_token
    }

    /// The token to get the next access token with.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&str> {
        self.refresh_token.as_deref()
    }

    /// When the access token expires, by the clock of this computer.
    #[must_use]
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    /// What the service says about the person and the tenant.
    #[must_use]
    pub fn claims(&self) -> Option<&Claims> {
        self.claims.as_ref()
    }

    /// Reads a response of the service. If it has no refresh token, the old one stays good.
    pub(super) fn read(
        response: &Map<String, Value>,
        old_refresh_token: Option<&str>,
        claims: Option<Claims>,
    ) -> Result<Self, AuthorizationError> {
        let text = |name| {
            let text = response.get(name).and_then(Value::as_str);
            text.filter(|text| !text.is_empty())
        };
        let access_token = text("access_token").ok_or_else(|| {
            AuthorizationError::new("the login service responded without an `access_token`")
        })?;
        let seconds = response.get("expires_in").and_then(|seconds| {
            let text = seconds.as_str().and_then(|seconds| seconds.parse().ok());
            seconds.as_u64().or(text)
        });
        let validity = seconds.map_or(VALIDITY, Duration::from_secs);
        let now = SystemTime::now();
        Ok(Self {
            access_token: access_token.to_owned(),
            refresh_token: text("refresh_token")
                .or(old_refresh_token)
                .map(str::to_owned),
            expires_at: now.checked_add(validity).unwrap_or(now + VALIDITY),
            claims,
        })
    }
}

debug_without_secrets!(OAuthTokens { expires_at, claims });
