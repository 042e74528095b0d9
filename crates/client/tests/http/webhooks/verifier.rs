//! Signatures.

use std::error::Error as _;

use client::Error;
use client::http::StatusCode;
use client::webhooks::{EventName, WebhookError, WebhookVerifier};

use super::vectors::{
    LARGE_SIGNATURE, NOTIFICATION, NOTIFICATIONS, OTHERS, SECRET, SIGNATURE, large,
};
use super::{headers, sign, verifier};

#[test]
fn what_an_independent_tool_has_signed_is_accepted() {
    for vector in NOTIFICATIONS {
        let verifier = verifier(vector.secret);
        let notification = verifier.verify(&headers(&[vector.signature]), vector.body);
        let notification = notification.expect(vector.signature);
        assert_eq!(notification.event, EventName::CONTACT_CHANGED);
    }
    let large = large();
    assert!(large.len() > 1024 * 1024);
    let notification = verifier("hello").verify(&headers(&[LARGE_SIGNATURE]), &large);
    let name = notification.expect("a notification").webhook_name;
    assert_eq!(name.map(|name| name.len()), Some(1024 * 1024));
}

#[test]
fn bodies_that_are_signed_and_no_notifications_are_told_apart() {
    for (vector, message) in OTHERS {
        let verifier = verifier(vector.secret);
        let headers = headers(&[vector.signature]);
        verifier
            .verify_signature(&headers, vector.body)
            .expect(vector.signature);
        let error = verifier.verify(&headers, vector.body).unwrap_err();
        assert_eq!(error.to_string(), *message);
        assert_eq!(error.status(), StatusCode::BAD_REQUEST);
    }
}

#[test]
fn a_byte_that_was_changed_anywhere_is_noticed() {
    let (verifier, headers) = (verifier(SECRET), headers(&[SIGNATURE]));
    let mut body = NOTIFICATION.as_bytes().to_vec();
    let is_wrong = |body: &[u8]| {
        let result = verifier.verify(&headers, body);
        matches!(result, Err(WebhookError::WrongSignature))
    };
    for index in 0..body.len() {
        for bit in 0..8 {
            body[index] ^= 1 << bit;
            assert!(is_wrong(&body), "bit {bit} of byte {index}");
            body[index] ^= 1 << bit;
        }
    }
    assert!(is_wrong(&body[..body.len() - 1]));
    assert!(is_wrong(&body[1..]));
    body.push(b'\n');
    assert!(is_wrong(&body));
    let mut large = large();
    let last = large.len() - 1;
    large[last] = b' ';
    assert!(is_wrong(&large));
}

/// Whatever bit of the signature differs, and whatever the body is.
#[test]
fn a_signature_that_was_changed_anywhere_is_noticed() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    let right = STANDARD.decode(SIGNATURE).expect("Base64");
    for index in 0..right.len() * 8 {
        let mut wrong = right.clone();
        wrong[index / 8] ^= 1 << (index % 8);
        let headers = headers(&[&STANDARD.encode(wrong)]);
        for body in [NOTIFICATION.as_bytes(), b"", b"{"] {
            let error = verifier(SECRET).verify(&headers, body).unwrap_err();
            assert!(matches!(error, WebhookError::WrongSignature), "{error}");
            assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
        }
    }
}

#[test]
fn another_secret_is_noticed() {
    for secret in [
        "hunter2",
        "hunter222",
        "Hunter22",
        " hunter22",
        "hunter22\n",
    ] {
        let result = verifier(secret).verify(&headers(&[SIGNATURE]), NOTIFICATION.as_bytes());
        assert!(
            matches!(result, Err(WebhookError::WrongSignature)),
            "{secret:?}"
        );
    }
    // Zeros at the end of a key do not change what HMAC gives.
    let padded = verifier("hunter22\0").verify(&headers(&[SIGNATURE]), NOTIFICATION.as_bytes());
    assert!(padded.is_ok());
}

#[test]
fn a_secret_is_replaced_by_accepting_two() {
    let both = WebhookVerifier::new("new")
        .and_then(|verifier| verifier.with_secret(SECRET))
        .expect("secrets");
    let other = verifier("new");
    let body = NOTIFICATION.as_bytes();
    assert!(both.verify(&headers(&[SIGNATURE]), body).is_ok());
    assert!(other.verify(&headers(&[SIGNATURE]), body).is_err());
    let [.., short] = NOTIFICATIONS else { panic!() };
    let error = both
        .verify(&headers(&[short.signature]), short.body)
        .unwrap_err();
    assert!(matches!(error, WebhookError::WrongSignature));
}

#[test]
fn an_empty_secret_is_none() {
    let error = WebhookVerifier::new("").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the secret of a webhook is empty: anybody could sign with it"
    );
    assert!(verifier("a").with_secret("").is_err());
}

#[test]
fn there_has_to_be_one_signature() {
    let verify = |signatures: &[&str]| {
        let result = verifier(SECRET).verify(&headers(signatures), NOTIFICATION.as_bytes());
        result.unwrap_err()
    };
    assert!(matches!(verify(&[]), WebhookError::MissingSignature));
    let other = "8wl/R4mm7XUIdRRxILKLOK611Y+Il/TGyYvy/Mc6NEI=";
    for signatures in [
        [SIGNATURE, SIGNATURE],
        [SIGNATURE, other],
        [other, SIGNATURE],
    ] {
        assert!(matches!(
            verify(&signatures),
            WebhookError::RepeatedSignature
        ));
    }
    for wrong in [
        "",
        " ",
        // Without the sign at its end, with two, and broken off.
        &SIGNATURE[..43],
        &format!("{SIGNATURE}="),
        &SIGNATURE[..40],
        // Two in one header, and one with its algorithm.
        &format!("{SIGNATURE},{SIGNATURE}"),
        &format!("sha256={SIGNATURE}"),
        &SIGNATURE.replace('/', "_").replace('+', "-"),
        "not Base64",
        "aGVsbG8=",
        // 31 and 33 bytes.
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let error = verify(&[wrong]);
        assert!(
            matches!(error, WebhookError::MalformedSignature),
            "{wrong:?}: {error}"
        );
    }
    let mut bytes = headers(&[]);
    let value = client::http::HeaderValue::from_bytes(b"\xff\xfe").expect("a header");
    bytes.insert("x-superoffice-signature", value);
    let error = verifier(SECRET).verify(&bytes, b"").unwrap_err();
    assert!(matches!(error, WebhookError::MalformedSignature));
}

/// Names of headers have no case.
#[test]
fn the_header_is_found_in_any_case() {
    for name in [
        "X-Superoffice-Signature",
        "x-superoffice-signature",
        "X-SUPEROFFICE-SIGNATURE",
    ] {
        let mut headers = headers(&[]);
        let name: client::http::HeaderName = name.parse().expect("a name");
        headers.insert(name, SIGNATURE.parse().expect("a header"));
        assert!(
            verifier(SECRET)
                .verify(&headers, NOTIFICATION.as_bytes())
                .is_ok()
        );
    }
}

#[test]
fn nothing_secret_is_printed() {
    let verifier = verifier(SECRET);
    assert_eq!(
        format!("{verifier:?}"),
        "WebhookVerifier { secrets: 1, .. }"
    );
    let body = r#"{"Event":"contact.changed","PrimaryKey":"hunter22, expected a swordfish"}"#;
    let right = sign(body);
    let decode = verifier
        .verify(&headers(&[&right]), body.as_bytes())
        .unwrap_err();
    let wrong = verifier
        .verify(&headers(&[SIGNATURE]), body.as_bytes())
        .unwrap_err();
    let malformed = verifier
        .verify(&headers(&[SECRET]), body.as_bytes())
        .unwrap_err();
    assert_eq!(
        decode.to_string(),
        "the body of the webhook cannot be read at `PrimaryKey`: expected i32"
    );
    for error in [decode, wrong, malformed] {
        assert!(error.source().is_none());
        let shown = format!("{error} {error:?}");
        let error = Error::from(error);
        assert!(error.source().is_none());
        let shown = format!("{shown} {error} {error:?}");
        for secret in [SECRET, SIGNATURE, &right, "swordfish"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
