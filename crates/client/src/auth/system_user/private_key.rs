//! The key of an application.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeyPairComponents, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Reader;
use quick_xml::events::Event;
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;

use crate::debug::debug_without_secrets;
use crate::error::AuthorizationError;

/// The RSA key that an application signs with.
///
/// Debug output and errors leave out the key.
#[derive(Clone)]
pub struct PrivateKey(KeyPair);

impl PrivateKey {
    /// Reads a key in the PEM format: `BEGIN PRIVATE KEY` (PKCS #8) or `BEGIN RSA PRIVATE KEY`
    /// (PKCS #1), without a password.
    ///
    /// # Errors
    ///
    /// When there is no RSA key of 2048 bits or more.
    pub fn from_pem(pem: &str) -> Result<Self, AuthorizationError> {
        let pem = pem.trim_start_matches('\u{feff}');
        // The causes could repeat parts of the key, so none is passed on.
        let key = match PrivateKeyDer::from_pem_slice(pem.as_bytes()) {
            Ok(PrivateKeyDer::Pkcs1(key)) => KeyPair::from_der(key.secret_pkcs1_der()),
            Ok(PrivateKeyDer::Pkcs8(key)) => KeyPair::from_pkcs8(key.secret_pkcs8_der()),
            Ok(_) => return Err(unusable("is not one of RSA")),
            Err(_) if pem.contains("ENCRYPTED") => {
                return Err(unusable("has a password: remove it first"));
            }
            Err(_) if pem.contains("<RSAKeyValue>") => {
                return Err(unusable("is XML: read it with `PrivateKey::from_xml`"));
            }
            Err(_) => {
                return Err(unusable(
                    "is not PEM with `BEGIN PRIVATE KEY` or `BEGIN RSA PRIVATE KEY`",
                ));
            }
        };
        key.map_err(|_| unusable("is not an RSA key of 2048 bits or more"))
            .and_then(Self::checked)
    }

    /// Reads a key as .NET writes it: an `RSAKeyValue` of XML with all eight numbers.
    ///
    /// # Errors
    ///
    /// When a number is missing or unreadable, or they are not those of an RSA key of 2048 bits or
    /// more.
    pub fn from_xml(xml: &str) -> Result<Self, AuthorizationError> {
        let mut numbers = numbers(xml.trim_start_matches('\u{feff}'))?;
        let mut number = |name| {
            let found = numbers.iter().position(|(found, _)| *found == name);
            let index = found
                .ok_or_else(|| unusable(&format!("has no `{name}`: it has to be a private key")))?;
            Ok::<_, AuthorizationError>(numbers.swap_remove(index).1)
        };
        let components = KeyPairComponents {
            public_key: PublicKeyComponents {
                n: without_zeros(number("Modulus")?),
                e: without_zeros(number("Exponent")?),
            },
            d: number("D")?,
            p: number("P")?,
            q: number("Q")?,
            dP: number("DP")?,
            dQ: number("DQ")?,
            qInv: number("InverseQ")?,
        };
        KeyPair::from_components(&components)
            .map_err(|_| unusable("is not an RSA key of 2048 bits or more"))
            .and_then(Self::checked)
    }

    /// Makes a new key, for tests: no service knows it.
    ///
    /// # Errors
    ///
    /// When the operating system has no random numbers.
    pub fn generate() -> Result<Self, AuthorizationError> {
        KeyPair::generate(KeySize::Rsa2048)
            .map(Self)
            .map_err(|_| unusable("cannot be made: the operating system has no random numbers"))
    }

    /// The key in the PEM format, `BEGIN PRIVATE KEY` (PKCS #8), so that a [new](Self::generate) one
    /// can be kept. It is a secret.
    ///
    /// # Errors
    ///
    /// When the key cannot be written.
    pub fn to_pem(&self) -> Result<String, AuthorizationError> {
        let der: Pkcs8V1Der<'_> = self.0.as_der().map_err(|_| unusable("cannot be written"))?;
        let base64 = STANDARD.encode(der.as_ref());
        let mut pem = "-----BEGIN PRIVATE KEY-----\n".to_owned();
        let mut rest = &*base64;
        while !rest.is_empty() {
            let (line, after) = rest.split_at(rest.len().min(64));
            pem.push_str(line);
            pem.push('\n');
            rest = after;
        }
        Ok(pem + "-----END PRIVATE KEY-----\n")
    }

    /// Whether `signature` is that of `message` by this key, as the service finds out with the public
    /// half of it.
    #[must_use]
    pub fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.0.public_key());
        public.verify(message, signature).is_ok()
    }

    /// The signature of `message` by RSASSA-PKCS1-v1_5 with SHA-256.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, AuthorizationError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .map_err(|_| unusable("cannot sign"))?;
        Ok(signature)
    }

    fn checked(key: KeyPair) -> Result<Self, AuthorizationError> {
        if key.public_modulus_len() < 2048 / 8 {
            return Err(unusable("is not an RSA key of 2048 bits or more"));
        }
        Ok(Self(key))
    }
}

debug_without_secrets!(PrivateKey);

const NAMES: [&str; 8] = ["Modulus", "Exponent", "D", "P", "Q", "DP", "DQ", "InverseQ"];

/// The numbers of an `RSAKeyValue`, by name.
fn numbers(xml: &str) -> Result<Vec<(&'static str, Vec<u8>)>, AuthorizationError> {
    let unreadable = || unusable("is not XML with an `RSAKeyValue`");
    let mut reader = Reader::from_str(xml);
    let mut numbers = Vec::new();
    loop {
        match reader.read_event().map_err(|_| unreadable())? {
            Event::Start(tag) => {
                let Some(name) = NAMES.iter().find(|name| tag.name().as_ref() == **name) else {
                    continue;
                };
                let text = reader.read_text(tag.name()).map_err(|_| unreadable())?;
                let mut text = text.xml10_content().into_owned();
                text.retain(|char| !char.is_ascii_whitespace());
                let bytes = STANDARD
                    .decode(text)
                    .map_err(|_| unusable(&format!("has a `{name}` that is not Base64")))?;
                numbers.push((*name, bytes));
            }
            Event::Eof if numbers.is_empty() => return Err(unreadable()),
            Event::Eof => return Ok(numbers),
            _ => {}
        }
    }
}

fn without_zeros(mut number: Vec<u8>) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.drain(..zeros);
    number
}

fn unusable(why: &str) -> AuthorizationError {
    AuthorizationError::new(format!("the private key {why}"))
}
