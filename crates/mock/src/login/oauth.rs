//! Logins of people: the page that a browser is led to, and the tokens.

use aws_lc_rs::digest::{SHA256, digest};
use axum::body::Body;
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use client::testing::FakeRequest;
use http::header::{CACHE_CONTROL, LOCATION};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Value as Json, json};
use url::Url;

use super::sessions::{ACCESS, Authorization, Challenge, Grant};
use super::{Login, signer};
use crate::address::origin;
use crate::check::pairs;
use crate::problem::{empty, html, json_response};

/// The tenant of who names none.
const TENANT: &str = "Cust12345";

/// Before the names of the service's own claims.
const CLAIM: &str = "http://schemes.superoffice.net/identity/";

/// The parameters of a request, by name.
pub(super) struct Parameters(pub(super) Vec<(String, String)>);

/// Why no tokens are issued: a code of OAuth, and why.
type TokenRefusal = (&'static str, &'static str);

impl Parameters {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| &**value)
            .filter(|value| !value.is_empty())
    }
}

impl Login {
    /// Lets whoever asks log in, and sends the browser back.
    pub(super) fn authorize(&self, request: &FakeRequest) -> Response<Body> {
        let mut query = pairs(request.uri().query().unwrap_or_default());
        query.extend(form(request));
        match self.authorized(&Parameters(query)) {
            Ok(address) => {
                let mut response = empty(StatusCode::FOUND);
                let address = HeaderValue::from_str(address.as_str());
                let address = address.expect("an address has no other characters");
                response.headers_mut().insert(LOCATION, address);
                response
            }
            Err(why) => html(StatusCode::BAD_REQUEST, why),
        }
    }

    /// The address that the browser is sent to. If it cannot be sent there, a message for people.
    pub(super) fn authorized(&self, query: &Parameters) -> Result<Url, &'static str> {
        if query.get("client_id") != Some(&self.application.client_id) {
            return Err("The stand-in knows the application `stand-in`, and no other one.");
        }
        let redirect_uri = query.get("redirect_uri").unwrap_or_default();
        let address = Url::parse(redirect_uri).ok();
        let address = address.filter(|address| address.has_host() && address.fragment().is_none());
        let mut address = address.ok_or("The redirect address is missing, or is none.")?;
        let authorized = self.code(query, redirect_uri);
        let mut parameters = address.query_pairs_mut();
        match authorized {
            Ok(code) => parameters.append_pair("code", &code),
            Err((error, description)) => parameters
                .append_pair("error", error)
                .append_pair("error_description", description),
        };
        if let Some(state) = query.get("state") {
            parameters.append_pair("state", state);
        }
        drop(parameters);
        Ok(address)
    }

    fn code(&self, query: &Parameters, redirect_uri: &str) -> Result<String, TokenRefusal> {
        if query.get("response_type") != Some("code") {
            return Err(("unsupported_response_type", "It has to be `code`."));
        }
        let scope = query.get("scope").unwrap_or_default();
        if !scope.split(' ').any(|scope| scope == "openid") {
            return Err(("invalid_scope", "It has to be `openid`."));
        }
        let is_hashed = match query.get("code_challenge_method") {
            Some("S256") => true,
            Some("plain") | None => false,
            Some(_) => return Err(("invalid_request", "The challenge is `S256` or `plain`.")),
        };
        let challenge = query.get("code_challenge").map(|text| Challenge {
            text: text.to_owned(),
            is_hashed,
        });
        let hint = query.get("acr_values").unwrap_or_default();
        let mut hints = hint.split(' ');
        let tenant = hints.find_map(|hint| hint.strip_prefix("tenant:"));
        let authorization = Authorization {
            tenant: tenant.unwrap_or(TENANT).to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            nonce: query.get("nonce").map(str::to_owned),
            challenge,
        };
        Ok(self.sessions().code(authorization))
    }

    /// Issues tokens for a code or a refresh token.
    pub(super) fn tokens(&self, request: &FakeRequest) -> Response<Body> {
        let form = Parameters(form(request));
        let issued = self.issued(request, &form);
        let (status, json) = match issued {
            Ok(tokens) => (StatusCode::OK, tokens),
            Err((error, description)) => {
                let status = match error {
                    "invalid_client" => StatusCode::UNAUTHORIZED,
                    _ => StatusCode::BAD_REQUEST,
                };
                let json = json!({ "error": error, "error_description": description });
                (status, json)
            }
        };
        let mut response = json_response(status, &json);
        let no_store = HeaderValue::from_static("no-store");
        response.headers_mut().insert(CACHE_CONTROL, no_store);
        response
    }

    fn issued(&self, request: &FakeRequest, form: &Parameters) -> Result<Json, TokenRefusal> {
        let has_secret = self.has_secret(request, form)?;
        match form.get("grant_type") {
            Some("authorization_code") => {
                let authorization = self.redeemed(form, has_secret)?;
                let grant = Grant {
                    tenant: authorization.tenant.clone(),
                    is_public: !has_secret,
                };
                let mut sessions = self.sessions();
                let access_token = sessions.access_token(&grant.tenant);
                let refresh_token = sessions.refresh_token(grant);
                drop(sessions);
                Ok(json!({
                    "token_type": "Bearer",
                    "access_token": access_token,
                    "expires_in": ACCESS.as_secs(),
                    "refresh_token": refresh_token,
                    "id_token": self.id_token(request, &authorization),
                }))
            }
            Some("refresh_token") => {
                let unknown = (
                    "invalid_grant",
                    "The refresh token is unknown or was revoked.",
                );
                let mut sessions = self.sessions();
                let grant = form
                    .get("refresh_token")
                    .and_then(|token| sessions.grant(token));
                let grant = grant.ok_or(unknown)?;
                if !has_secret && !grant.is_public {
                    return Err((
                        "invalid_client",
                        "The secret of the application is missing.",
                    ));
                }
                Ok(json!({
                    "token_type": "Bearer",
                    "access_token": sessions.access_token(&grant.tenant),
                    "expires_in": ACCESS.as_secs(),
                }))
            }
            _ => Err((
                "unsupported_grant_type",
                "It has to be `authorization_code` or `refresh_token`.",
            )),
        }
    }

    /// Whether the application has shown its secret: in the form, or as a password.
    fn has_secret(&self, request: &FakeRequest, form: &Parameters) -> Result<bool, TokenRefusal> {
        let basic = basic(request);
        let (id, secret) = match &basic {
            Some((id, secret)) => (Some(&**id), Some(&**secret)),
            None => (form.get("client_id"), form.get("client_secret")),
        };
        if id != Some(&self.application.client_id) {
            return Err(("invalid_client", "There is no such application."));
        }
        match secret {
            None => Ok(false),
            Some(secret) if secret == self.application.client_secret => Ok(true),
            Some(_) => Err(("invalid_client", "The secret of the application is wrong.")),
        }
    }

    /// What a code was issued for, if it may be exchanged.
    fn redeemed(&self, form: &Parameters, has_secret: bool) -> Result<Authorization, TokenRefusal> {
        let code = form.get("code").unwrap_or_default();
        let found = self.sessions().redeem(code);
        let found = found.ok_or(("invalid_grant", "The code is unknown, used or too old."))?;
        if form.get("redirect_uri") != Some(&found.redirect_uri) {
            let why = "The redirect address is not the one of the login.";
            return Err(("invalid_grant", why));
        }
        let verifier = form.get("code_verifier");
        match &found.challenge {
            Some(challenge) if verifier.is_some_and(|it| challenge.is_met_by(it)) => Ok(found),
            Some(_) => Err(("invalid_grant", "The verifier is not the one of the login.")),
            None if has_secret => Ok(found),
            None => Err((
                "invalid_client",
                "There is neither a secret nor a challenge.",
            )),
        }
    }

    fn id_token(&self, request: &FakeRequest, authorization: &Authorization) -> String {
        let mut claims = json!({
            "iss": origin(request),
            "aud": self.application.client_id,
            "sub": "marit@tindefjell.example",
            "email": "marit@tindefjell.example",
            format!("{CLAIM}ctx"): authorization.tenant,
            format!("{CLAIM}associateid"): "5",
            format!("{CLAIM}upn"): "marit@tindefjell.example",
        });
        if let Some(nonce) = &authorization.nonce {
            claims["nonce"] = json!(nonce);
        }
        signer(request).sign(claims)
    }
}

impl Challenge {
    fn is_met_by(&self, verifier: &str) -> bool {
        match self.is_hashed {
            true => {
                BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes())) == self.text
            }
            false => verifier == self.text,
        }
    }
}

fn form(request: &FakeRequest) -> Vec<(String, String)> {
    pairs(&String::from_utf8_lossy(request.body()))
}

/// The name and the password of a header of `Basic`.
fn basic(request: &FakeRequest) -> Option<(String, String)> {
    let (scheme, text) = request.header("Authorization")?.split_once(' ')?;
    let bytes = BASE64_STANDARD.decode(text.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (name, password) = text.split_once(':')?;
    let is_basic = scheme.eq_ignore_ascii_case("Basic");
    is_basic.then(|| (name.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: &str = "response_type=code&client_id=stand-in&scope=openid&state=s\
                         &redirect_uri=https%3A%2F%2Fapp.example%2F%3Fa%3D1";

    fn authorized(query: &str) -> Result<String, &'static str> {
        let address = Login::default().authorized(&Parameters(pairs(query)));
        address.map(String::from)
    }

    #[test]
    fn a_browser_is_sent_back_with_a_code_or_a_reason() {
        let code = authorized(RIGHT).expect("it is right");
        assert_eq!(
            code,
            "https://app.example/?a=1&code=codeCust12345.stand-in-1&state=s"
        );
        for (right, wrong, error) in [
            ("=code", "=token", "unsupported_response_type"),
            ("=openid", "=email", "invalid_scope"),
            (
                "&scope",
                "&code_challenge_method=S512&scope",
                "invalid_request",
            ),
        ] {
            let address = authorized(&RIGHT.replace(right, wrong)).expect("it can be sent back");
            let expected = format!("https://app.example/?a=1&error={error}&");
            assert!(address.starts_with(&expected), "{address}");
            assert!(address.ends_with("&state=s"), "{address}");
        }
    }

    #[test]
    fn a_browser_is_sent_nowhere_by_a_wrong_request() {
        for (right, wrong) in [
            ("=stand-in", "=other"),
            ("https%3A%2F%2Fapp.example%2F", "callback"),
            ("%3Fa%3D1", "%23a"),
            ("redirect_uri", "redirect"),
        ] {
            assert!(authorized(&RIGHT.replace(right, wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_challenge_is_met_by_its_verifier() {
        let challenge = |text: &str, is_hashed| Challenge {
            text: text.to_owned(),
            is_hashed,
        };
        // The example of RFC 7636.
        let hashed = challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", true);
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert!(hashed.is_met_by(verifier) && !hashed.is_met_by(&hashed.text));
        assert!(challenge(verifier, false).is_met_by(verifier));
    }
}
