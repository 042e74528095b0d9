//! What SuperOffice sends.

mod notification;
mod registration;
mod tenant_change;
mod vectors;
mod verifier;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::http::HeaderMap;
use client::webhooks::{Notification, WebhookError, WebhookVerifier};

use self::vectors::SECRET;

fn verifier(secret: &str) -> WebhookVerifier {
    WebhookVerifier::new(secret).expect("a secret")
}

fn headers(signatures: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for signature in signatures {
        let value = signature.parse().expect("a header");
        headers.append("X-SuperOffice-Signature", value);
    }
    headers
}

/// The signature of a body with [`SECRET`].
fn sign(body: &str) -> String {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, SECRET.as_bytes());
    STANDARD.encode(aws_lc_rs::hmac::sign(&key, body.as_bytes()))
}

/// What a signed body says.
fn read(body: &str) -> Result<Notification, WebhookError> {
    verifier(SECRET).verify(&headers(&[&sign(body)]), body.as_bytes())
}
