//! The login service: its requests, its keys and its tokens.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, StatusCode};
use serde_json::{Map, Value};
use tokio::time::Instant;

use super::credentials::redact;
use crate::carrier::without_mark;
use crate::error::{AuthorizationError, TransportErrorKind};
use crate::one_line::one_line;
use crate::service::Service;
use crate::transport::{Fate, RequestBody};

mod claims;
mod keys;
mod public_key;
mod token;
mod verifier;

pub use self::claims::Claims;
pub(super) use self::keys::Keys;
#[cfg(feature = "system-user")]
pub(super) use self::token::TokenRequirements;
pub use self::verifier::TokenVerifier;

/// Who issues tokens for a tenant.
const ISSUER: &str = "SuperOffice AS";

/// How long the login service may take for a response, retries included.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A request to the login service. It carries no credentials of a tenant.
pub(super) struct LoginRequest<'a> {
    /// What the request is for, for messages.
    pub(super) purpose: &'static str,
    pub(super) method: Method,
    pub(super) url: String,
    /// The media type and the bytes of the body.
    pub(super) body: Option<(&'static str, Vec<u8>)>,
    /// What no message may repeat.
    pub(super) secrets: Vec<&'a str>,
}

impl LoginRequest<'_> {
    /// Sends the request and reads the JSON object that the service responds with.
    pub(super) async fn send(
        self,
        service: Service<'_>,
    ) -> Result<Map<String, Value>, AuthorizationError> {
        let request = self.request()?;
        let again = || request.clone().map(RequestBody::Bytes);
        let asking = service.ask(again, Some(Instant::now() + TIMEOUT));
        let response = tokio::time::timeout(TIMEOUT, asking)
            .await
            .map_err(|_| AuthorizationError::new(self.message("took too long")))?
            .map_err(|failure| {
                let what = match (failure.kind, failure.fate) {
                    (TransportErrorKind::Timeout, _) => "took too long",
                    (_, Fate::Lost) => "broke off its response",
                    _ => "could not be reached",
                };
                AuthorizationError::with_source(self.message(what), failure.source)
            })?;
        let (status, body) = (response.status(), response.into_body());
        let json = serde_json::from_slice(without_mark(&body)).ok();
        match (status.is_success(), json) {
            // The service can refuse something with a status of success.
            (true, Some(json)) if json.get("error").is_some_and(Value::is_string) => {
                Err(self.refused(status, Some(&json)))
            }
            (true, Some(Value::Object(object))) => Ok(object),
            (true, _) => Err(AuthorizationError::new(
                self.message("responded with something else than a JSON object"),
            )),
            (false, json) => Err(self.refused(status, json.as_ref())),
        }
    }

    /// `text` of the service, without secrets, on one line and not too long.
    pub(super) fn clean(text: &str, secrets: &[&str]) -> String {
        one_line(&redact(text.to_owned(), secrets.iter().copied()))
    }

    fn request(&self) -> Result<http::Request<Bytes>, AuthorizationError> {
        let mut request = http::Request::builder()
            .method(self.method.clone())
            .uri(&self.url)
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        let mut bytes = Bytes::new();
        if let Some((media_type, body)) = &self.body {
            request = request.header(CONTENT_TYPE, HeaderValue::from_static(media_type));
            bytes = body.clone().into();
        }
        request.body(bytes).map_err(|error| {
            let message = "the address of the environment cannot be called";
            AuthorizationError::with_source(message, error)
        })
    }

    fn refused(&self, status: StatusCode, json: Option<&Value>) -> AuthorizationError {
        let text = |name| json?.get(name)?.as_str();
        let reasons: Vec<&str> = ["error", "error_description", "ErrorMessage", "Message"]
            .into_iter()
            .filter_map(text)
            .collect();
        let mut message = self.message(&format!("responded with {status}"));
        if !reasons.is_empty() {
            message = format!(
                "{message}: {}",
                Self::clean(&reasons.join(": "), &self.secrets)
            );
        }
        AuthorizationError::new(message)
    }

    fn message(&self, what: &str) -> String {
        format!("{}: the login service {what}", self.purpose)
    }
}
