//! The system user token, signed at a time.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::PrivateKey;
use crate::error::AuthorizationError;

/// `token.time.signature`, where the time is in UTC and the token and the time are signed.
pub(super) fn sign(
    token: &str,
    now: SystemTime,
    key: &PrivateKey,
) -> Result<String, AuthorizationError> {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let time = i64::try_from(since.as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or_else(|| AuthorizationError::new("the clock of this computer is wrong"))?;
    let message = format!("{token}.{}", time.strftime("%Y%m%d%H%M"));
    let signature = STANDARD.encode(key.sign(message.as_bytes())?);
    Ok(format!("{message}.{signature}"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_time_is_in_utc_and_has_24_hours() {
        let key = include_str!("../../../tests/http/keys/system_user.pkcs8.pem");
        let key = PrivateKey::from_pem(key).expect("a key");
        let cases = [
            (0, "App Name-x.197001010000."),
            (1_764_074_955, "App Name-x.202511251249."),
            (1_709_251_199, "App Name-x.202402292359."),
            (1_767_225_600, "App Name-x.202601010000."),
        ];
        for (seconds, expected) in cases {
            let now = UNIX_EPOCH + Duration::from_secs(seconds);
            let signed = sign("App Name-x", now, &key).expect("a signature");
            assert!(signed.starts_with(expected), "{signed}");
        }
    }
}
