//! What the login service signs, and what attackers make of it.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use aws_lc_rs::{encoding::AsDer, encoding::PublicKeyX509Der};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::server::ServerResponse;

pub(crate) const SERVICE: &str = include_str!("keys/service.pem");
pub(crate) const OTHER: &str = include_str!("keys/other.pem");

/// The key of a file in PKCS #8.
pub(crate) fn key(pem: &str) -> KeyPair {
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = STANDARD.decode(base64).expect("Base64");
    KeyPair::from_pkcs8(&der).expect("a key")
}

/// The response of the service that lists its keys.
pub(crate) fn key_set(keys: &[(&str, &str)]) -> ServerResponse {
    let keys: Vec<Value> = keys
        .iter()
        .map(|(id, pem)| {
            let key = key(pem);
            let der: PublicKeyX509Der<'_> = key.public_key().as_der().expect("a public key");
            json!({
                "kty": "RSA",
                "use": "sig",
                "kid": id,
                "e": "AQAB",
                "n": URL_SAFE_NO_PAD.encode(modulus(der.as_ref())),
            })
        })
        .collect();
    ServerResponse::json(&json!({ "keys": keys }).to_string())
}

/// The modulus of a key of 2048 bits, which stands before the exponent at the end.
fn modulus(der: &[u8]) -> &[u8] {
    let exponent = [2, 3, 1, 0, 1];
    assert!(der.ends_with(&exponent), "the exponent is 65537");
    let end = der.len() - exponent.len();
    &der[end - 256..end]
}

/// A token as the service makes it.
pub(crate) fn token(claims: &Value) -> String {
    signed(
        &json!({"typ": "JWT", "alg": "RS256", "kid": "1"}),
        claims,
        SERVICE,
    )
}

/// A token with any header, signed with any key.
pub(crate) fn signed(header: &Value, claims: &Value, pem: &str) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let key = key(pem);
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        message.as_bytes(),
        &mut signature,
    )
    .expect("a signature");
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// Tokens that nobody may accept, each with a part of the message that says why. `claims` are those
/// of a token that is accepted.
pub(crate) fn forgeries(claims: &Value) -> Vec<(String, &'static str)> {
    let header = |algorithm: &str, id: &str| json!({"alg": algorithm, "kid": id});
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        token(&claims)
    };
    let good = token(claims);
    let parts: Vec<&str> = good.split('.').collect();
    let mut changed = claims.clone();
    changed["http://schemes.superoffice.net/identity/ctx"] = json!("Cust99999");
    let unsigned = format!("{}.{}.", part(&header("none", "1")), parts[1]);
    let mut without_end = claims.clone();
    without_end.as_object_mut().expect("claims").remove("exp");
    let critical = json!({"alg": "RS256", "kid": "1", "crit": ["exp"]});
    vec![
        (unsigned, "not signed by RS256"),
        (
            signed(&header("none", "1"), claims, SERVICE),
            "not signed by RS256",
        ),
        // A key that is public must not pass for a shared secret.
        (
            signed(&header("HS256", "1"), claims, SERVICE),
            "not signed by RS256",
        ),
        (
            signed(&header("RS256", "9"), claims, SERVICE),
            "does not know",
        ),
        (
            signed(&json!({"alg": "RS256"}), claims, SERVICE),
            "does not name its key",
        ),
        (signed(&critical, claims, SERVICE), "extensions"),
        (
            signed(&header("RS256", "1"), claims, OTHER),
            "not signed by the service",
        ),
        (
            format!("{}.{}.{}", parts[0], part(&changed), parts[2]),
            "not signed by the service",
        ),
        (
            format!("{}.{}.", parts[0], parts[1]),
            "not signed by the service",
        ),
        (format!("{}.{}", parts[0], parts[1]), "three parts"),
        (String::from("no token"), "three parts"),
        (format!("e30.{good}"), "not signed by RS256"),
        (
            with("iss", json!("https://login.example.com")),
            "issued by somebody else",
        ),
        (with("iss", Value::Null), "issued by somebody else"),
        (with("aud", json!("another")), "issued for somebody else"),
        (with("aud", json!(["another"])), "issued for somebody else"),
        (with("aud", Value::Null), "issued for somebody else"),
        (with("exp", json!(now() - 120)), "has expired"),
        (with("exp", json!("NaN")), "does not say when"),
        (with("exp", json!("inf")), "does not say when"),
        (with("exp", json!([])), "does not say when"),
        (token(&without_end), "does not say when"),
        (with("nbf", json!(now() + 600)), "not valid yet"),
        (with("nbf", json!("soon")), "not valid yet"),
    ]
}

pub(crate) fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("a time after 1970").as_secs()
}

fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}
