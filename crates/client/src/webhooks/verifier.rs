//! Making sure that SuperOffice has sent a notification.

use std::fmt;

use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;

use super::Notification;
use crate::error::{ConfigurationError, SIGNATURE, WebhookError};

/// Makes sure that SuperOffice has sent a notification, by the secret of the webhook.
///
/// SuperOffice signs the bytes of the body by HMAC with SHA-256. They are verified as they were
/// received, before anything in them is read, and compared in a time that says nothing about where
/// they differ.
///
/// A secret is replaced without losing a notification by accepting both for a while:
///
/// ```
/// use client::webhooks::WebhookVerifier;
///
/// let verifier = WebhookVerifier::new("new secret")?.with_secret("old secret")?;
/// # Ok::<(), client::Error>(())
/// ```
///
/// Debug output leaves out the secrets.
#[derive(Clone)]
pub struct WebhookVerifier {
    keys: Vec<Key>,
}

impl WebhookVerifier {
    /// Accepts what is signed with `secret`, the one of the webhook, byte for byte.
    ///
    /// # Errors
    ///
    /// If the secret is empty: anybody could sign with it.
    pub fn new(secret: impl AsRef<str>) -> Result<Self, ConfigurationError> {
        Self { keys: Vec::new() }.with_secret(secret)
    }

    /// Accepts what is signed with `secret` as well.
    ///
    /// # Errors
    ///
    /// If the secret is empty: anybody could sign with it.
    pub fn with_secret(mut self, secret: impl AsRef<str>) -> Result<Self, ConfigurationError> {
        let secret = secret.as_ref();
        if secret.is_empty() {
            return Err(ConfigurationError::new(
                "the secret of a webhook is empty: anybody could sign with it",
            ));
        }
        self.keys.push(Key::new(HMAC_SHA256, secret.as_bytes()));
        Ok(self)
    }

    /// Reads a notification, if SuperOffice has sent it.
    ///
    /// `body` is what was received: a body that was parsed and written again has another signature.
    ///
    /// # Errors
    ///
    /// If the signature is missing or wrong, and if the body is no notification.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Notification, WebhookError> {
        self.verify_signature(headers, body)?;
        Notification::read(headers, body).map_err(WebhookError::Decode)
    }

    /// Makes sure that SuperOffice has sent `body`, whatever it is.
    ///
    /// # Errors
    ///
    /// If the signature is missing or wrong.
    pub fn verify_signature(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        let signature = signature(headers)?;
        // All keys are tried, so that the time does not say which one is right.
        let is_right = self.keys.iter().fold(false, |is_right, key| {
            is_right | hmac::verify(key, body, &signature).is_ok()
        });
        match is_right {
            true => Ok(()),
            false => Err(WebhookError::WrongSignature),
        }
    }
}

impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("WebhookVerifier")
            .field("secrets", &self.keys.len())
            .finish_non_exhaustive()
    }
}

fn signature(headers: &HeaderMap) -> Result<[u8; 32], WebhookError> {
    let mut values = headers.get_all(SIGNATURE).iter();
    let value = values.next().ok_or(WebhookError::MissingSignature)?;
    if values.next().is_some() {
        return Err(WebhookError::RepeatedSignature);
    }
    let bytes = STANDARD.decode(value).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(WebhookError::MalformedSignature)
}
