//! The application that the login service knows.

use std::fmt;
use std::sync::OnceLock;

use client::auth::PrivateKey;
use serde_json::{Value as Json, json};

/// The application that the login service of a [`MockServer`](crate::MockServer) knows, with what it
/// proves by that it is this one.
///
/// Its key is made when it is first asked for; all else is the same each time.
pub struct Application {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) system_user_token: String,
    key: OnceLock<PrivateKey>,
}

impl Application {
    /// What it is called: `stand-in`.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// Its secret, which is the token of the application as well: `stand-in-secret`.
    #[must_use]
    pub fn client_secret(&self) -> &str {
        &self.client_secret
    }

    /// What each tenant gives it as the token of its system user: `Stand-in-user`.
    #[must_use]
    pub fn system_user_token(&self) -> &str {
        &self.system_user_token
    }

    /// The key whose public half the login service knows.
    ///
    /// # Panics
    ///
    /// When the operating system has no random numbers.
    #[must_use]
    pub fn private_key(&self) -> PrivateKey {
        let make = || PrivateKey::generate().expect("the system has random numbers");
        self.key.get_or_init(make).clone()
    }

    /// All of it, for programs outside.
    pub(crate) fn to_json(&self) -> Json {
        json!({
            "ClientId": self.client_id,
            "ClientSecret": self.client_secret,
            "SystemUserToken": self.system_user_token,
            "PrivateKey": self.private_key().to_pem().ok(),
        })
    }
}

impl Default for Application {
    fn default() -> Self {
        Self {
            client_id: "stand-in".to_owned(),
            client_secret: "stand-in-secret".to_owned(),
            system_user_token: "Stand-in-user".to_owned(),
            key: OnceLock::new(),
        }
    }
}

/// Leaves out what is secret elsewhere.
impl fmt::Debug for Application {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Application")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}
