//! JSON web tokens.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use super::Claims;
use super::public_key::PublicKey;
use crate::error::AuthorizationError;

/// How many seconds the clocks here and at the service may differ.
const LEEWAY: f64 = 60.0;

/// What a token has to say to be accepted.
pub(in crate::auth) struct TokenRequirements<'a> {
    /// Who has issued it.
    pub(in crate::auth) issuer: &'a str,
    /// Whom it was issued for.
    pub(in crate::auth) audience: Audience<'a>,
}

/// Whom a token was issued for.
pub(in crate::auth) enum Audience<'a> {
    /// An application.
    Application(&'a str),
    /// The tenant whose serial number the token names.
    Serial,
}

/// A token that is not verified yet. What it says is not to be believed.
pub(super) struct Token<'a> {
    pub(super) key_id: String,
    /// What is signed: the header and the claims, as they came.
    signed: &'a str,
    claims: &'a str,
    signature: Vec<u8>,
}

impl Audience<'_> {
    fn is_of(&self, claims: &Claims) -> bool {
        match self {
            Self::Application(id) => !id.is_empty() && claims.has("aud", id),
            Self::Serial => claims
                .serial()
                .is_some_and(|serial| claims.has("aud", &format!("spn:{serial}"))),
        }
    }
}

impl<'a> Token<'a> {
    /// Takes a token apart. Only signatures by RSA with SHA-256 are accepted, whatever the token
    /// says that it is signed with.
    pub(super) fn parse(text: &'a str) -> Result<Self, AuthorizationError> {
        let parts = text.rsplit_once('.').and_then(|(signed, signature)| {
            let (header, claims) = signed.split_once('.')?;
            Some((signed, header, claims, signature))
        });
        let Some((signed, header, claims, signature)) = parts else {
            return Err(unusable("does not have three parts"));
        };
        let Some(header) = object(header) else {
            return Err(unusable("has a header that cannot be read"));
        };
        if header.get("alg").and_then(Value::as_str) != Some("RS256") {
            return Err(unusable("is not signed by RS256"));
        }
        if header.contains_key("crit") {
            return Err(unusable("has extensions that have to be understood"));
        }
        let Some(key_id) = header.get("kid").and_then(Value::as_str) else {
            return Err(unusable("does not name its key"));
        };
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else {
            return Err(unusable("has a signature that cannot be read"));
        };
        Ok(Self {
            key_id: key_id.to_owned(),
            signed,
            claims,
            signature,
        })
    }

    pub(super) fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.has_signed(self.signed.as_bytes(), &self.signature)
    }

    /// The claims, if they are one of those expected.
    pub(super) fn verify(
        &self,
        key: &PublicKey,
        expected: &[TokenRequirements<'_>],
    ) -> Result<Claims, AuthorizationError> {
        if !self.is_signed_by(key) {
            return Err(unusable("was not signed by the service, or was changed"));
        }
        let Some(claims) = object(self.claims).map(Claims::new) else {
            return Err(unusable("has claims that cannot be read"));
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.unwrap_or_default().as_secs_f64();
        check(&claims, expected, now)?;
        Ok(claims)
    }
}

fn check(
    claims: &Claims,
    expected: &[TokenRequirements<'_>],
    now: f64,
) -> Result<(), AuthorizationError> {
    let issuer = claims.get("iss").and_then(Value::as_str);
    let mut issued = expected.iter().filter(|it| issuer == Some(it.issuer));
    let mut is_issued = false;
    let is_for_us = issued.any(|expected| {
        is_issued = true;
        expected.audience.is_of(claims)
    });
    if !is_issued {
        return Err(unusable("was issued by somebody else"));
    }
    if !is_for_us {
        return Err(unusable("was issued for somebody else"));
    }
    let Some(expires) = claims.seconds("exp") else {
        return Err(unusable("does not say when it expires"));
    };
    if expires + LEEWAY <= now {
        return Err(unusable(
            "has expired: check the clock of this computer if it was just issued",
        ));
    }
    if claims.get("nbf").is_some() {
        let starts = claims.seconds("nbf");
        if !starts.is_some_and(|starts| starts - LEEWAY <= now) {
            return Err(unusable(
                "is not valid yet: check the clock of this computer",
            ));
        }
    }
    Ok(())
}

fn object(part: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn unusable(why: &str) -> AuthorizationError {
    AuthorizationError::new(format!("the token of the login service {why}"))
}
