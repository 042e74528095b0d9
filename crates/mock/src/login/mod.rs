//! A login service with keys that nobody else knows.
//!
//! It has the addresses of the service: the discovery document and the keys, the page that a browser
//! is led to, the tokens of people, and the tickets of system users.

mod application;
mod oauth;
mod server;
mod sessions;
mod system_user;

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use client::testing::{FakeLogin, FakeRequest};
use http::{Response, StatusCode};
use serde_json::json;

pub use self::application::Application;
use self::sessions::Sessions;
use crate::address::origin;
use crate::problem::{Problem, json_response};
use crate::respond;

/// What responds at an address.
type Responder = fn(&Login, &FakeRequest) -> Response<Body>;

/// The login service.
#[derive(Debug, Default)]
pub(crate) struct Login {
    application: Application,
    sessions: Mutex<Sessions>,
}

impl Login {
    /// Responds to a request at an address of the login service; none if it is at another one.
    pub(crate) fn respond(&self, request: &FakeRequest) -> Option<Response<Body>> {
        let path = request.uri().path().to_ascii_lowercase();
        let known: (&[&'static str], Responder) = match &*path {
            "/login/.well-known/openid-configuration" => {
                (&["GET"], |_, request| discovery(request))
            }
            "/login/.well-known/jwks" => (&["GET"], |_, request| keys(request)),
            "/login/common/oauth/authorize" => (&["GET", "POST"], Self::authorize),
            "/login/common/oauth/tokens" => (&["POST"], Self::tokens),
            "/login/api/partnersystemuser/authenticate" => (&["POST"], Self::ticket),
            _ => return None,
        };
        let (methods, respond) = known;
        let method = request.method().as_str();
        Some(match methods.contains(&method) {
            true => respond(self, request),
            false => Problem::OtherMethods {
                method: method.to_owned(),
                allowed: methods.to_vec(),
            }
            .into_response(),
        })
    }

    /// Whether a call may pass by its credentials: those that were issued here have to be good, and
    /// others are let through unless logins are required.
    pub(crate) fn admits(&self, request: &FakeRequest) -> bool {
        let secret = &self.application.client_secret;
        self.sessions().admit(request, secret)
    }

    pub(crate) fn application(&self) -> &Application {
        &self.application
    }

    pub(crate) fn expire(&self) {
        self.sessions().expire();
    }

    pub(crate) fn revoke(&self) {
        self.sessions().revoke();
    }

    pub(crate) fn require(&self) {
        self.sessions().require();
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What signs, for the address that is asked.
fn signer(request: &FakeRequest) -> FakeLogin {
    FakeLogin::new().with_tenants_at(&origin(request))
}

fn keys(request: &FakeRequest) -> Response<Body> {
    respond::given(signer(request).keys())
}

fn discovery(request: &FakeRequest) -> Response<Body> {
    let origin = origin(request);
    let document = json!({
        "issuer": origin,
        "authorization_endpoint": format!("{origin}/login/common/oauth/authorize"),
        "token_endpoint": format!("{origin}/login/common/oauth/tokens"),
        "jwks_uri": format!("{origin}/login/.well-known/jwks"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid"],
        "code_challenge_methods_supported": ["S256", "plain"],
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "client_secret_basic", "none"],
    });
    json_response(StatusCode::OK, &document)
}
