//! The current credentials of a client, obtained once for all calls that wait for them.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;
use tokio::time::{Duration, Instant};

use super::{Authorizer, Credentials, Obtain};
use crate::error::AuthorizationError;
use crate::single_flight::{Obtained, Reason, SingleFlight};
use crate::transport::Transport;

/// Credentials are replaced this long before they expire, so that they do not on their way. Those
/// that are good for less than twice as long are used for half of their time.
const MARGIN: Duration = Duration::from_secs(60);

/// The current credentials of a client.
pub(crate) struct Store {
    authorizer: Box<dyn Authorizer>,
    current: SingleFlight<Authorized, AuthorizationError>,
}

/// Credentials as headers.
pub(crate) struct Authorized {
    credentials: Credentials,
    pub(crate) headers: HeaderMap,
}

impl Store {
    pub(crate) fn new(authorizer: Box<dyn Authorizer>) -> Self {
        Self {
            authorizer,
            current: SingleFlight::default(),
        }
    }

    /// The credentials for the next call.
    pub(crate) async fn current(
        &self,
        transport: &dyn Transport,
    ) -> Result<Arc<Authorized>, AuthorizationError> {
        self.current.get(None, self.obtain(None, transport)).await
    }

    /// The credentials in place of `refused`; `None` if there are no others.
    pub(crate) async fn replacement(
        &self,
        refused: &Arc<Authorized>,
        transport: &dyn Transport,
    ) -> Result<Option<Arc<Authorized>>, AuthorizationError> {
        let obtain = self.obtain(Some(refused), transport);
        let replacement = self.current.get(Some(refused), obtain).await?;
        let differs = replacement.credentials != refused.credentials;
        Ok(differs.then_some(replacement))
    }

    async fn obtain(
        &self,
        refused: Option<&Arc<Authorized>>,
        transport: &dyn Transport,
    ) -> Result<Obtained<Authorized>, AuthorizationError> {
        let request = Obtain {
            refused: refused.map(|refused| &refused.credentials),
            transport,
        };
        let credentials = self.authorizer.obtain(request).await?;
        let validity = credentials.validity();
        Ok(Obtained {
            value: Authorized {
                headers: credentials.headers()?,
                credentials,
            },
            expires: validity.and_then(|validity| after(validity - MARGIN.min(validity / 2))),
            ends: validity.and_then(after),
        })
    }
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

impl Authorized {
    /// Cuts the secrets out of `text`, which can be a message of a server that repeats them.
    pub(crate) fn redact(&self, text: String) -> String {
        self.credentials.redact(text)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.authorizer.fmt(formatter)
    }
}
