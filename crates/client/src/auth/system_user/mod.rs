//! System users: programs that work for a tenant without a person.

use std::time::{Duration, SystemTime};

use http::Method;
use serde_json::{Value, json};

use super::credentials::trimmed;
use super::login::{Claims, Keys, LoginRequest, TokenRequirements};
use super::{Credentials, CredentialsProvider, CredentialsRequest};
use crate::debug::debug_without_secrets;
use crate::error::AuthorizationError;
use crate::service::Service;
use crate::tenant::Environment;
use crate::transport::{BoxFuture, Transport};

mod private_key;
mod signed_token;

pub use self::private_key::PrivateKey;

/// How long a ticket is good for. Each use makes it good for as long again, but the client renews
/// it well before.
const VALIDITY: Duration = Duration::from_secs(6 * 60 * 60);

/// The system user of a tenant: what a program works as when no person is there to log in.
///
/// It is an [`CredentialsProvider`]: a client obtains a ticket with its first call and another one
/// when that has expired or is refused. Each ticket is a record in the tenant's database, so keep
/// the client.
///
/// The clock of the computer has to be right: the service refuses what was signed at another time.
///
/// ```no_run
/// use client::auth::{PrivateKey, SystemUser};
/// use client::tenant::Environment;
/// use client::Client;
///
/// let key = PrivateKey::from_pem(&std::fs::read_to_string("private-key.pem")?)?;
/// let user = SystemUser::new(Environment::Sod, "Cust12345", "App Name-abcdef", "client secret", key);
/// let client = Client::builder("https://sod2.superoffice.com/Cust12345")
///     .authorization(user)
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SystemUser {
    environment: Environment,
    customer_id: String,
    system_user_token: String,
    application_token: String,
    key: PrivateKey,
    keys: Keys,
}

/// A ticket of a system user, and what the service says about the tenant.
#[derive(Clone, Debug)]
pub struct SystemUserTicket {
    credentials: Credentials,
    claims: Claims,
}

impl SystemUser {
    /// The system user of the tenant `customer_id`, such as `Cust12345`.
    ///
    /// The tenant gives the `system_user_token` to an application that it approves. The
    /// `application_token` is the client secret of that application, and the key is the one whose
    /// public half the service knows.
    pub fn new(
        environment: Environment,
        customer_id: impl Into<String>,
        system_user_token: impl Into<String>,
        application_token: impl Into<String>,
        key: PrivateKey,
    ) -> Self {
        Self {
            keys: Keys::new(environment.url()),
            environment,
            customer_id: trimmed(customer_id),
            system_user_token: trimmed(system_user_token),
            application_token: trimmed(application_token),
            key,
        }
    }

    /// Obtains a ticket. Clients do so themselves; call it to learn what the service says about
    /// the tenant, with the transport of any client.
    ///
    /// # Errors
    ///
    /// When the service cannot be reached, refuses the system user, or responds with a token that
    /// it has not signed for this tenant.
    pub async fn authenticate(
        &self,
        transport: &dyn Transport,
    ) -> Result<SystemUserTicket, AuthorizationError> {
        self.ticket(Service::over(transport)).await
    }

    async fn ticket(&self, service: Service<'_>) -> Result<SystemUserTicket, AuthorizationError> {
        let token = self.token(service).await?;
        let expected = [TokenRequirements::SYSTEM];
        let claims = self.keys.verify(&token, &expected, service).await?;
        claims.check_tenant(&self.customer_id)?;
        let ticket = claims.text("ticket").ok_or_else(|| {
            AuthorizationError::new("the token of the login service has no ticket")
        })?;
        let credentials = Credentials::ticket(ticket, &self.application_token);
        Ok(SystemUserTicket {
            credentials: credentials.valid_for(VALIDITY),
            claims,
        })
    }

    /// The token that the service responds with, not verified yet.
    async fn token(&self, service: Service<'_>) -> Result<String, AuthorizationError> {
        let signed = signed_token::sign(&self.system_user_token, SystemTime::now(), &self.key)?;
        let body = json!({
            "SignedSystemToken": signed,
            "ApplicationToken": self.application_token,
            "ContextIdentifier": self.customer_id,
            "ReturnTokenType": "JWT",
        });
        // The longer secret first: it contains the other.
        let secrets = [&*signed, &*self.system_user_token, &*self.application_token];
        let request = LoginRequest {
            purpose: "the ticket of the system user",
            method: Method::POST,
            url: format!(
                "{}/Login/api/PartnerSystemUser/Authenticate",
                self.environment.url()
            ),
            body: Some(("application/json", body.to_string().into_bytes())),
            secrets: secrets.to_vec(),
        };
        let response = request.send(service).await?;
        let text = |name| response.get(name).and_then(Value::as_str);
        let is_successful = response.get("IsSuccessful").and_then(Value::as_bool);
        match text("Token") {
            Some(token) if is_successful == Some(true) => Ok(token.to_owned()),
            _ => Err(refused(text("ErrorMessage"), &secrets)),
        }
    }
}

impl SystemUserTicket {
    /// The ticket with the token of the application, for any client of the tenant.
    #[must_use]
    pub fn credentials(&self) -> Credentials {
        self.credentials.clone()
    }

    /// What the service says about the tenant, such as its address.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }
}

impl CredentialsProvider for SystemUser {
    fn credentials<'a>(
        &'a self,
        request: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        Box::pin(async move {
            let ticket = self.ticket(request.service).await?;
            Ok(ticket.credentials)
        })
    }

    fn validate(&self) -> Result<(), AuthorizationError> {
        let strings = [
            (&self.customer_id, "identifier of the tenant"),
            (&self.system_user_token, "system user token"),
            (&self.application_token, "application token"),
        ];
        match strings.iter().find(|(text, _)| text.trim().is_empty()) {
            Some((_, name)) => Err(AuthorizationError::new(format!(
                "the {name} of the system user is empty"
            ))),
            None => Credentials::ticket("ticket", &self.application_token).validate(),
        }
    }
}

debug_without_secrets!(SystemUser {
    environment,
    customer_id
});

fn refused(message: Option<&str>, secrets: &[&str]) -> AuthorizationError {
    let message = message.map(|message| LoginRequest::clean(message, secrets));
    let mut text = "the login service refused the system user".to_owned();
    match message.as_deref() {
        None | Some("") => text += " and does not say why",
        Some(message) => {
            text += ": ";
            text += message;
            if is_about_time(message) {
                text += " (is the clock of this computer right?)";
            }
        }
    }
    AuthorizationError::new(text)
}

fn is_about_time(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    message.contains("timestamp") || message.contains("time stamp")
}
