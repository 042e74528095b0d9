//! The current credentials of a client, obtained once for all calls that wait for them.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;
use tokio::time::{Duration, Instant};

use super::{Credentials, CredentialsProvider, CredentialsRequest};
use crate::error::AuthorizationError;
use crate::service::{Service, SharedService};
use crate::single_flight::{Fault, Reason, SingleFlight, TimedValue};

/// Credentials are replaced this long before they expire, so that they do not on their way. Those
/// that are good for less than twice as long are used for half of their time.
const MARGIN: Duration = Duration::from_secs(60);

/// The current credentials of a client.
pub(crate) struct Store {
    provider: Arc<dyn CredentialsProvider>,
    current: SingleFlight<CredentialHeaders, AuthorizationError>,
}

/// Credentials as headers.
pub(crate) struct CredentialHeaders {
    credentials: Credentials,
    pub(crate) headers: HeaderMap,
}

impl Store {
    pub(crate) fn new(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self {
            provider,
            current: SingleFlight::default(),
        }
    }

    /// The credentials for the next request.
    pub(crate) async fn current(
        &self,
        service: &SharedService,
        deadline: Instant,
    ) -> Result<Arc<CredentialHeaders>, AuthorizationError> {
        let current = self.current.get(deadline, |refused| {
            let (provider, service) = (self.provider.clone(), service.clone());
            async move { obtain(&*provider, refused.as_deref(), service.get()).await }
        });
        current.await
    }

    /// Notes that the service has refused the credentials: the next request asks for others.
    pub(crate) fn note_refusal(&self, refused: &Arc<CredentialHeaders>) {
        self.current.note(refused, Fault::Refused);
    }

    /// The credentials in place of those that were refused; `None` if there are no others.
    pub(crate) async fn replacement(
        &self,
        refused: &Arc<CredentialHeaders>,
        service: &SharedService,
        deadline: Instant,
    ) -> Result<Option<Arc<CredentialHeaders>>, AuthorizationError> {
        let replacement = self.current(service, deadline).await?;
        let differs = replacement.credentials != refused.credentials;
        Ok(differs.then_some(replacement))
    }
}

async fn obtain(
    provider: &dyn CredentialsProvider,
    refused: Option<&CredentialHeaders>,
    service: Service<'_>,
) -> Result<TimedValue<CredentialHeaders>, AuthorizationError> {
    let request = CredentialsRequest {
        refused: refused.map(|refused| &refused.credentials),
        transport: service.transport,
        service,
    };
    let credentials = provider.credentials(request).await?;
    let validity = credentials.validity();
    Ok(TimedValue {
        value: CredentialHeaders {
            headers: credentials.headers()?,
            credentials,
        },
        expires: validity.and_then(|validity| after(validity - MARGIN.min(validity / 2))),
        ends: validity.and_then(after),
    })
}

/// A time that no clock can show never comes.
fn after(duration: Duration) -> Option<Instant> {
    Instant::now().checked_add(duration)
}

/// Credentials are as good as before, whatever the reason that there are no new ones.
impl Reason for AuthorizationError {
    fn is_outage(&self) -> bool {
        true
    }
}

impl CredentialHeaders {
    /// Cuts the secrets out of `text`, which can be a message of a server that repeats them.
    pub(crate) fn redact(&self, text: String) -> String {
        self.credentials.redact(text)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.provider.fmt(formatter)
    }
}
