//! Messages that the state of a tenant changes.

use std::fmt;

use serde_json::{Map, Value as Json};

use super::notification::{object, property};
use super::{TenantChangeType, WebhookError};
use crate::auth::{Claims, TokenVerifier};
use crate::carrier::AdditionalProperties;
use crate::client::Client;
use crate::error::{DecodeError, Error};
use crate::tenant::Environment;
use crate::transport::Transport;

/// What SuperOffice posts to an application when the state of a tenant changes: to the URL that is
/// set for it in the developer portal.
///
/// ```no_run
/// # async fn example(
/// #     client: client::Client,
/// #     verifier: client::auth::TokenVerifier,
/// #     body: &[u8],
/// # ) -> Result<(), client::Error> {
/// use client::webhooks::TenantChange;
///
/// let change = TenantChange::verify(body, &verifier, client.transport()).await?;
/// client.tenant_changed(&change);
/// println!("{}: {}", change.context_identifier, change.change_type);
/// # Ok(())
/// # }
/// ```
///
/// The token in the message proves that the environment has issued one about this tenant, but signs
/// nothing else: neither what has changed nor where the tenant is. So a client asks the
/// environment. Ask it yourself, by [`Client::tenant_status`](crate::Client::tenant_status), before
/// you do what cannot be undone, such as deleting what you keep of a tenant.
///
/// Debug output leaves out what the token says, and the values of
/// [`additional_properties`](Self::additional_properties).
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TenantChange {
    /// `ChangeType`: what has changed.
    pub change_type: TenantChangeType,
    /// `ContextIdentifier`: the tenant, such as `Cust12345`. The token is about the same one.
    pub context_identifier: String,
    /// `VersionName`, such as `Release 8.4 R08`.
    pub version_name: Option<String>,
    /// `FileVersion`, such as `8.4.12.1234`.
    pub file_version: Option<String>,
    /// `PublicEndpoint`: the host that the tenant has moved to, such as `sod3.superoffice.com`. It
    /// is not verified.
    pub public_endpoint: Option<String>,
    /// What the token says, which was verified.
    pub claims: Claims,
    /// Where the tenant is known.
    pub environment: Environment,
    /// Properties that are not documented.
    pub additional_properties: AdditionalProperties,
}

impl TenantChange {
    /// Reads the body of a message, if the environment of `verifier` has signed its token for this
    /// application or this tenant.
    ///
    /// # Errors
    ///
    /// [`Error::Webhook`] if the body is no such message, and [`Error::Authorization`] if its token
    /// is not accepted or is about another tenant, or if the keys of the environment cannot be
    /// fetched.
    pub async fn verify(
        body: &[u8],
        verifier: &TokenVerifier,
        transport: &dyn Transport,
    ) -> Result<Self, Error> {
        let message = Message::read(body).map_err(WebhookError::Decode)?;
        let tenant = &message.context_identifier;
        let claims = verifier.verify_tenant_token(&message.token, tenant, transport);
        let claims = claims.await?;
        Ok(message.verified(claims, verifier.environment()))
    }
}

impl Client {
    /// Tells the client that the state of a tenant has changed, and says whether it is its tenant.
    /// Clients of other tenants, and those at a fixed address, take no notice.
    ///
    /// The next call asks the environment where the tenant is and whether it can be used, instead
    /// of relying on what it said before. So a move is followed, a suspension is an error of the
    /// next call, and a tenant that is resumed is used at once. If the environment cannot be asked,
    /// the old address serves on.
    pub fn tenant_changed(&self, change: &TenantChange) -> bool {
        self.note_change(&change.environment, &change.context_identifier)
    }
}

impl fmt::Debug for TenantChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let additional: Vec<&str> = self.additional_properties.iter().map(|it| it.0).collect();
        formatter
            .debug_struct("TenantChange")
            .field("change_type", &self.change_type)
            .field("context_identifier", &self.context_identifier)
            .field("version_name", &self.version_name)
            .field("file_version", &self.file_version)
            .field("public_endpoint", &self.public_endpoint)
            .field("claims", &self.claims)
            .field("environment", &self.environment)
            .field("additional_properties", &additional)
            .finish()
    }
}

/// A message that nobody has verified yet.
struct Message {
    change_type: TenantChangeType,
    context_identifier: String,
    token: String,
    others: Map<String, Json>,
    version_name: Option<String>,
    file_version: Option<String>,
    public_endpoint: Option<String>,
}

impl Message {
    fn read(body: &[u8]) -> Result<Self, DecodeError> {
        let mut others = object(body)?;
        let properties = &mut others;
        let change_type = match property(properties, "ChangeType")? {
            Some(Json::Number(number)) => TenantChangeType::from(&*number.to_string()),
            Some(Json::String(name)) => TenantChangeType::from(&*name),
            _ => return Err(DecodeError::mismatch("ChangeType", "the type of a change")),
        };
        Ok(Self {
            change_type,
            context_identifier: property(properties, "ContextIdentifier")?.ok_or_else(|| {
                DecodeError::mismatch("ContextIdentifier", "the identifier of a tenant")
            })?,
            token: property(properties, "Token")?
                .ok_or_else(|| DecodeError::mismatch("Token", "a token of the login service"))?,
            version_name: property(properties, "VersionName")?,
            file_version: property(properties, "FileVersion")?,
            public_endpoint: property(properties, "PublicEndpoint")?,
            others,
        })
    }

    fn verified(self, claims: Claims, environment: &Environment) -> TenantChange {
        TenantChange {
            change_type: self.change_type,
            context_identifier: self.context_identifier,
            version_name: self.version_name,
            file_version: self.file_version,
            public_endpoint: self.public_endpoint,
            claims,
            environment: environment.clone(),
            additional_properties: self.others.into_iter().collect(),
        }
    }
}
