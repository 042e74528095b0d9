//! The public keys of the login service.

use std::sync::Mutex;
use std::time::Duration;

use http::Method;
use serde_json::Value;
use tokio::time::Instant;

use super::public_key::PublicKey;
use super::token::{Token, TokenRequirements};
use super::{Claims, LoginRequest};
use crate::error::AuthorizationError;
use crate::lock::lock;
use crate::service::Service;

/// How long a signature that does not verify leads to no further look at the keys.
const RENEWAL: Duration = Duration::from_secs(5 * 60);

/// How long a token whose key is not known leads to no further look at the keys.
const UNKNOWN: Duration = Duration::from_secs(10);

/// The public keys of the login service. They are fetched when the first token comes, and again
/// when a token names a key that is not among them, or one that has not signed it: the service
/// changes its keys. Who sends tokens that nobody has signed makes them be fetched now and then,
/// not each time.
#[derive(Debug)]
pub(in crate::auth) struct Keys {
    url: String,
    known: Mutex<Vec<PublicKey>>,
    /// When they were last fetched again because of a token.
    renewed: Mutex<Option<Instant>>,
}

impl Keys {
    pub(in crate::auth) fn new(environment: &str) -> Self {
        Self {
            url: format!("{environment}/login/.well-known/jwks"),
            known: Mutex::default(),
            renewed: Mutex::default(),
        }
    }

    /// The claims of a token, if the login service has signed it and it is as expected.
    pub(in crate::auth) async fn verify(
        &self,
        token: &str,
        expected: &[TokenRequirements<'_>],
        service: Service<'_>,
    ) -> Result<Claims, AuthorizationError> {
        let token = Token::parse(token)?;
        let found = self.find(&token.key_id);
        let is_due = match &found {
            Some(key) => !token.is_signed_by(key) && self.may_be_renewed(RENEWAL),
            None => lock(&self.known).is_empty() || self.may_be_renewed(UNKNOWN),
        };
        let key = match is_due {
            true => {
                self.fetch(service).await?;
                self.find(&token.key_id)
            }
            false => found,
        };
        let key = key.ok_or_else(|| {
            AuthorizationError::new(
                "the token of the login service is signed with a key that the service does not know",
            )
        })?;
        token.verify(&key, expected)
    }

    /// Whether the keys can be fetched because of a token that may just as well be forged.
    fn may_be_renewed(&self, interval: Duration) -> bool {
        let mut renewed = lock(&self.renewed);
        let is_due = renewed.is_none_or(|renewed| renewed.elapsed() >= interval);
        if is_due {
            *renewed = Some(Instant::now());
        }
        is_due
    }

    fn find(&self, id: &str) -> Option<PublicKey> {
        let known = lock(&self.known);
        known.iter().find(|key| key.id() == id).cloned()
    }

    async fn fetch(&self, service: Service<'_>) -> Result<(), AuthorizationError> {
        let request = LoginRequest {
            purpose: "the keys that tokens are signed with",
            method: Method::GET,
            url: self.url.clone(),
            body: None,
            secrets: Vec::new(),
        };
        let response = request.send(service).await?;
        let keys = response.get("keys").and_then(Value::as_array);
        let keys = keys.into_iter().flatten().filter_map(PublicKey::read);
        let keys = keys.collect();
        *lock(&self.known) = keys;
        Ok(())
    }
}
