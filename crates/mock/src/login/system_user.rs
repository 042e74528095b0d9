//! Tickets of system users.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::Body;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use client::testing::FakeRequest;
use http::Response;
use jiff::civil;
use jiff::tz::TimeZone;
use serde_json::Value as Json;

use super::{Login, signer};
use crate::respond;

/// How far the clock of who signs may be away from that of the service.
const LEEWAY: Duration = Duration::from_secs(5 * 60);

impl Login {
    /// Issues a ticket for a signed token of the system user.
    pub(super) fn ticket(&self, request: &FakeRequest) -> Response<Body> {
        let login = signer(request);
        let response = match self.tenant_of(request) {
            Ok(tenant) => {
                let ticket = self.sessions().ticket(&tenant);
                login.system_user_ticket(&tenant, &ticket)
            }
            Err(why) => login.system_user_refused(why),
        };
        respond::given(response)
    }

    /// The tenant that a ticket is asked for; else what is wrong with the request.
    fn tenant_of(&self, request: &FakeRequest) -> Result<String, &'static str> {
        let body = request.json().ok_or("The body is no JSON.")?;
        let text = |name: &str| body.get(name).and_then(Json::as_str).unwrap_or_default();
        if text("ApplicationToken") != self.application.client_secret {
            return Err("The application token is unknown.");
        }
        if text("ReturnTokenType").eq_ignore_ascii_case("SAML") {
            return Err("The stand-in issues tokens of the type JWT alone.");
        }
        let tenant = text("ContextIdentifier").trim();
        if tenant.is_empty() {
            return Err("The context identifier is missing.");
        }
        self.check_signed(text("SignedSystemToken"))?;
        Ok(tenant.to_owned())
    }

    /// Checks `token.time.signature`, where the token itself can have dots.
    fn check_signed(&self, signed: &str) -> Result<(), &'static str> {
        let malformed = "The signed token is not `token.time.signature`.";
        let (message, signature) = signed.rsplit_once('.').ok_or(malformed)?;
        let (token, time) = message.rsplit_once('.').ok_or(malformed)?;
        let signature = BASE64_STANDARD.decode(signature).map_err(|_| malformed)?;
        if token != self.application.system_user_token {
            return Err("The system user token is unknown.");
        }
        let key = self.application.private_key();
        if !key.has_signed(message.as_bytes(), &signature) {
            return Err("InvalidSignature: the token is signed with another key.");
        }
        match self::time(time).is_some_and(is_now) {
            true => Ok(()),
            false => Err("InvalidTimestamp: the token was signed at another time."),
        }
    }
}

/// Reads `202605130930`, a time in UTC.
fn time(text: &str) -> Option<SystemTime> {
    let is_digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = Some(text).filter(|_| is_digits)?;
    let time = civil::DateTime::strptime("%Y%m%d%H%M", text).ok()?;
    let time = time.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(UNIX_EPOCH + Duration::from_secs(time.as_second().try_into().ok()?))
}

fn is_now(time: SystemTime) -> bool {
    let now = SystemTime::now();
    time <= now + LEEWAY && now <= time + LEEWAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_utc() {
        let known = UNIX_EPOCH + Duration::from_secs(1_778_664_600);
        assert_eq!(time("202605130930"), Some(known));
        for text in [
            "",
            "20260513093",
            "202613130930",
            "2026-5-13T09",
            "+02605130930",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
        assert!(is_now(SystemTime::now()) && !is_now(known));
    }
}
