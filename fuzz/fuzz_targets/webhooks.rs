//! Webhooks: none is accepted that is not signed, and one that is signed is read or refused.
#![no_main]

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::http::{HeaderMap, HeaderValue};
use client::webhooks::{Notification, WebhookVerifier};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &[u8], &[u8])| {
    let (secret, signature, body) = input;
    let Ok(verifier) = WebhookVerifier::new(secret) else {
        assert!(secret.is_empty());
        return;
    };
    let right = STANDARD.encode(sign(&Key::new(HMAC_SHA256, secret.as_bytes()), body));
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(signature) {
        headers.insert("X-SuperOffice-Signature", value);
    }
    let is_signed = signature == right.as_bytes();
    assert_eq!(verifier.verify_signature(&headers, body).is_ok(), is_signed);
    let right = HeaderValue::try_from(right).expect("Base64");
    headers.insert("X-SuperOffice-Signature", right);
    if let Ok(notification) = verifier.verify(&headers, body) {
        for (name, _) in notification.field_values.iter() {
            let _ = notification.field_values.value::<i64>(name);
            let _ = notification.field_values.field::<client::custom_fields::CustomField>(name);
        }
        let _ = (notification.event.action(), notification.event.webhook_id());
        let written = serde_json::to_string(&notification).expect("JSON");
        let read: Notification = serde_json::from_str(&written).expect("a notification");
        assert_eq!(read.event, notification.event);
        assert_eq!(read.changes, notification.changes);
    }
});
