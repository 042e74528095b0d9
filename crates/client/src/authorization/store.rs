//! The current credentials of a client, obtained once for all calls that wait for them.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;
use tokio::time::{Duration, Instant};

use super::{Authorizer, Credentials, Obtain};
use crate::error::AuthorizationError;
use crate::transport::Transport;

/// Credentials are replaced at most this long before they expire, so that they do not on their way.
const MARGIN: Duration = Duration::from_secs(60);

/// Credentials that are good for less than ten minutes are replaced when a tenth of that is left:
/// with the whole margin, those of a minute would be replaced at each call.
const MARGIN_SHARE: u32 = 10;

/// The current credentials of a client.
pub(crate) struct Store {
    authorizer: Box<dyn Authorizer>,
    /// What was obtained last.
    state: Mutex<State>,
    /// Held by the one call that asks the authorizer.
    flight: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<Authorized>>,
    /// How often the authorizer was asked, and how the last time failed.
    flights: u64,
    failure: Option<AuthorizationError>,
}

/// Credentials as headers.
pub(crate) struct Authorized {
    credentials: Credentials,
    pub(crate) headers: HeaderMap,
    expires: Option<Instant>,
}

impl Store {
    pub(crate) fn new(authorizer: Box<dyn Authorizer>) -> Self {
        Self {
            authorizer,
            state: Mutex::default(),
            flight: tokio::sync::Mutex::default(),
        }
    }

    /// The credentials for the next call.
    pub(crate) async fn current(
        &self,
        transport: &dyn Transport,
    ) -> Result<Arc<Authorized>, AuthorizationError> {
        match self.fresh(None) {
            Some(current) => Ok(current),
            None => self.obtain(None, transport).await,
        }
    }

    /// The credentials in place of `refused`; `None` if there are no others.
    pub(crate) async fn replacement(
        &self,
        refused: &Arc<Authorized>,
        transport: &dyn Transport,
    ) -> Result<Option<Arc<Authorized>>, AuthorizationError> {
        let replacement = match self.fresh(Some(refused)) {
            Some(current) => current,
            None => self.obtain(Some(refused), transport).await?,
        };
        let differs = replacement.credentials != refused.credentials;
        Ok(differs.then_some(replacement))
    }

    async fn obtain(
        &self,
        refused: Option<&Arc<Authorized>>,
        transport: &dyn Transport,
    ) -> Result<Arc<Authorized>, AuthorizationError> {
        let asked = self.state().flights;
        let _flight = self.flight.lock().await;
        if let Some(current) = self.fresh(refused) {
            return Ok(current);
        }
        {
            // Calls that waited while it failed do not ask again, one after the other.
            let state = self.state();
            if let (true, Some(failure)) = (state.flights > asked, &state.failure) {
                return Err(failure.clone());
            }
        }
        let request = Obtain {
            refused: refused.map(|refused| &refused.credentials),
            transport,
        };
        let obtained = self.authorizer.obtain(request).await;
        let obtained = obtained.and_then(Authorized::new).map(Arc::new);
        let mut state = self.state();
        state.flights += 1;
        state.failure = obtained.as_ref().err().cloned();
        state.current = obtained.as_ref().ok().cloned();
        obtained
    }

    /// The current credentials, unless they are `refused` or have expired.
    fn fresh(&self, refused: Option<&Arc<Authorized>>) -> Option<Arc<Authorized>> {
        let current = self.state().current.clone()?;
        let is_refused = refused.is_some_and(|refused| Arc::ptr_eq(refused, &current));
        (!is_refused && !current.has_expired()).then_some(current)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Authorized {
    fn new(credentials: Credentials) -> Result<Self, AuthorizationError> {
        let headers = credentials.headers()?;
        // A validity beyond what the clock can tell has no end.
        let expires = credentials.validity().and_then(|validity| {
            Instant::now().checked_add(validity - MARGIN.min(validity / MARGIN_SHARE))
        });
        Ok(Self {
            credentials,
            headers,
            expires,
        })
    }

    /// Cuts the secrets out of `text`, which can be a message of a server that repeats them.
    pub(crate) fn redact(&self, text: String) -> String {
        self.credentials.redact(text)
    }

    fn has_expired(&self) -> bool {
        self.expires
            .is_some_and(|expires| expires <= Instant::now())
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.authorizer.fmt(formatter)
    }
}
