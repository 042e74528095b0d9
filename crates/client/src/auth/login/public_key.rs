//! A public key of the login service.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// A public key of the login service.
#[derive(Clone, Debug)]
pub(super) struct PublicKey {
    id: String,
    components: RsaPublicKeyComponents<Vec<u8>>,
}

impl PublicKey {
    /// Reads a key; `None` if it is one for another purpose.
    pub(super) fn read(key: &Value) -> Option<Self> {
        let text = |name| key.get(name).and_then(Value::as_str);
        let is_for_signatures = text("kty") == Some("RSA")
            && text("use").is_none_or(|purpose| purpose == "sig")
            && text("alg").is_none_or(|algorithm| algorithm == "RS256");
        let number = |name| {
            let bytes = URL_SAFE_NO_PAD.decode(text(name)?).ok()?;
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            Some(bytes[zeros..].to_vec())
        };
        is_for_signatures.then_some(Self {
            id: text("kid")?.to_owned(),
            components: RsaPublicKeyComponents {
                n: number("n")?,
                e: number("e")?,
            },
        })
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let verified = self
            .components
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature);
        verified.is_ok()
    }
}
