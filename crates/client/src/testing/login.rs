//! A login service in memory.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::FakeResponse;
use crate::debug::debug_without_secrets;
use crate::tenant::Environment;

/// What the tokens name as the key that they are signed with.
const KEY_ID: &str = "fake";

/// How long the tokens are good for.
const VALIDITY: u64 = 300;

const SERIAL: &str = "1234567890";

/// Where the tenants are if nothing else is said.
const TENANTS: &str = "https://fake.invalid";

/// Before the names of the service's own claims.
const CLAIM: &str = "http://schemes.superoffice.net/identity/";

/// A login service in memory, for tests of logins: it signs what the client verifies.
///
/// A [`FakeTransport`](crate::testing::FakeTransport) knows the requests of logins by these names:
///
/// | name | asks for |
/// |---|---|
/// | `SystemUserTicket` | the ticket of a system user |
/// | `OAuthTokens` | the tokens of a person, and new ones |
/// | `LoginKeys` | the keys that tokens are signed with |
/// | `TenantState` | where a tenant is |
///
#[cfg_attr(
    feature = "system-user",
    doc = r#"
```
# tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
use client::auth::{PrivateKey, SystemUser};
use client::tenant::Environment;
use client::testing::{FakeLogin, FakeResponse, FakeTransport};
use client::{Client, Request};

let (service, login) = (FakeTransport::new(), FakeLogin::new());
service
    .respond("LoginKeys", login.keys())
    .respond("SystemUserTicket", login.system_user_ticket("Cust12345", "7T:abc"))
    .respond("v1Example_GetName", FakeResponse::json("\"Ada\""));

let user = SystemUser::new(Environment::Sod, "Cust12345", "App-abc", "secret", PrivateKey::generate()?);
let client = Client::builder("https://sod.superoffice.com/Cust12345")
    .authorization(user)
    .transport(service.clone())
    .build()?;
let request: Request<String> = Request::get("v1Example_GetName", "v1/Example/Name");
assert_eq!(request.send(&client).await?, "Ada");
assert_eq!(service.requests()[2].header("Authorization"), Some("SOTicket 7T:abc"));
# Ok::<(), client::Error>(())
# }).unwrap();
```
"#
)]
///
/// Its key is made when the program first needs it, and is known to no other service.
#[derive(Clone)]
pub struct FakeLogin {
    key: KeyPair,
    tenants: String,
}

impl FakeLogin {
    /// A login service. All of a program have the same key.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a key is made")]
    pub fn new() -> Self {
        static KEY: OnceLock<KeyPair> = OnceLock::new();
        let make = || KeyPair::generate(KeySize::Rsa2048).expect("the system has random numbers");
        Self {
            key: KEY.get_or_init(make).clone(),
            tenants: TENANTS.to_owned(),
        }
    }

    /// The same for tenants at another address, such as `http://127.0.0.1:8080`: what it signs says
    /// that `Cust12345` is at `http://127.0.0.1:8080/Cust12345`.
    #[must_use]
    pub fn with_tenants_at(mut self, address: &str) -> Self {
        self.tenants = address.trim_end_matches('/').to_owned();
        self
    }

    /// The keys of the service: the response for `LoginKeys`.
    #[must_use]
    pub fn keys(&self) -> FakeResponse {
        let key = json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": KEY_ID,
            "e": "AQAB",
            "n": URL_SAFE_NO_PAD.encode(self.modulus()),
        });
        json_response(&json!({ "keys": [key] }))
    }

    /// The ticket of the system user of a tenant: a response for `SystemUserTicket`.
    #[cfg(feature = "system-user")]
    #[must_use]
    pub fn system_user_ticket(&self, customer_id: &str, ticket: &str) -> FakeResponse {
        let mut claims = tenant_claims(customer_id);
        claims[CLAIM.to_owned() + "ticket"] = ticket.into();
        let token = self.sign(claims);
        json_response(&json!({ "IsSuccessful": true, "Token": token, "ErrorMessage": null }))
    }

    /// The refusal of a system user: a response for `SystemUserTicket`.
    #[cfg(feature = "system-user")]
    #[must_use]
    pub fn system_user_refused(&self, message: &str) -> FakeResponse {
        json_response(&json!({ "IsSuccessful": false, "Token": null, "ErrorMessage": message }))
    }

    /// The tokens of a person who has logged in to a tenant with the application `client_id`, good
    /// for an hour: a response for `OAuthTokens`.
    #[cfg(feature = "oauth")]
    #[must_use]
    pub fn oauth_tokens(
        &self,
        environment: &Environment,
        client_id: &str,
        customer_id: &str,
        access_token: &str,
    ) -> FakeResponse {
        let id_token = self.id_token(environment, client_id, customer_id);
        json_response(&json!({
            "token_type": "Bearer",
            "access_token": access_token,
            "expires_in": 3600,
            "refresh_token": "fake-refresh-token",
            "id_token": id_token,
        }))
    }

    /// The `id_token` of a person who has logged in to a tenant with the application `client_id`.
    #[must_use]
    pub fn id_token(
        &self,
        environment: &Environment,
        client_id: &str,
        customer_id: &str,
    ) -> String {
        self.sign(json!({
            "iss": environment.url(),
            "aud": client_id,
            CLAIM.to_owned() + "ctx": customer_id,
        }))
    }

    /// A token about a tenant, such as the one in a message that its state has changed.
    #[must_use]
    pub fn tenant_token(&self, customer_id: &str) -> String {
        self.sign(tenant_claims(customer_id))
    }

    /// The token with `claims`, an object, signed as the service signs. What the claims leave out
    /// is added: that the token is good for five minutes from now on, the serial number of the
    /// tenant, and its addresses, which are below `https://fake.invalid` or [another
    /// one](Self::with_tenants_at).
    ///
    /// # Panics
    ///
    /// If the claims are no object.
    #[must_use]
    pub fn sign(&self, claims: Value) -> String {
        let Value::Object(given) = claims else {
            panic!("the claims of a token are an object, not {claims}");
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.unwrap_or_default().as_secs();
        let context = given.get(&format!("{CLAIM}ctx")).and_then(Value::as_str);
        let address = format!("{}/{}", self.tenants, context.unwrap_or("Cust12345"));
        let mut claims = json!({
            "exp": now + VALIDITY,
            "nbf": now,
            format!("{CLAIM}serial"): SERIAL,
            format!("{CLAIM}webapi_url"): format!("{address}/api"),
            format!("{CLAIM}netserver_url"): format!("{address}/Remote"),
        });
        for (name, value) in given {
            claims[name] = value;
        }
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": KEY_ID });
        let message = format!("{}.{}", part(&header), part(&claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        let random = SystemRandom::new();
        self.key
            .sign(
                &RSA_PKCS1_SHA256,
                &random,
                message.as_bytes(),
                &mut signature,
            )
            .expect("a key of 2048 bits signs");
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The public key ends with the modulus, which has 2048 bits, and the exponent.
    fn modulus(&self) -> Vec<u8> {
        const EXPONENT: [u8; 5] = [2, 3, 1, 0, 1];

        let der = self.key.public_key().as_ref();
        let der = der
            .strip_suffix(&EXPONENT)
            .expect("keys that are made here have the exponent 65537");
        der[der.len() - self.key.public_modulus_len()..].to_vec()
    }
}

/// What the service says in a token about a tenant.
fn tenant_claims(customer_id: &str) -> Value {
    json!({
        "iss": "SuperOffice AS",
        "aud": format!("spn:{SERIAL}"),
        CLAIM.to_owned() + "ctx": customer_id,
    })
}

fn json_response(json: &Value) -> FakeResponse {
    FakeResponse::json(json.to_string())
}

debug_without_secrets!(FakeLogin);
