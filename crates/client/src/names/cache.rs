//! What is asked for once, and kept.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;
use tokio::time::Instant;

use crate::carrier::Value;
use crate::client::Client;
use crate::error::Error;
use crate::request::Request;
use crate::response::FromResponse;
use crate::service::LONGEST_TIMEOUT;
use crate::single_flight::{Reason, SingleFlight, TimedValue};
use crate::transport::BoxFuture;

/// Something that is asked for once and then kept, until it is asked for again by
/// [`refresh`](Self::refresh).
///
/// However many calls wait for it, only one asks. Clones share what is kept. What it holds belongs
/// to one client: to its tenant, its user and its language.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// use client::names::Cache;
/// use client::testing::{FakeResponse, FakeTransport};
/// use client::Request;
///
/// let service = FakeTransport::new();
/// service.respond("v1Example_GetNames", FakeResponse::json(r#"["Ada"]"#));
///
/// let request: Request<Vec<String>> = Request::get("v1Example_GetNames", "v1/Example");
/// let names = Cache::new(&service.client(), request);
/// assert_eq!(names.get().await?[0], "Ada");
/// let names = names.get().await?;
/// println!("{} names, {:?} old", names.len(), names.age());
/// assert_eq!(service.requests().len(), 1);
/// # Ok::<(), client::Error>(())
/// # }).unwrap();
/// ```
pub struct Cache<T>(Arc<Inner<T>>);

struct Inner<T> {
    what: &'static str,
    ask: Ask<T>,
    current: SingleFlight<Snapshot<T>, Failure>,
}

type Ask<T> = Box<dyn Fn() -> BoxFuture<'static, Result<T, Error>> + Send + Sync>;

impl<T: Send + Sync + 'static> Cache<T> {
    /// Keeps the response to `request`.
    pub fn new<Options: 'static, Query: 'static>(
        client: &Client,
        request: Request<T, Options, Query>,
    ) -> Self
    where
        T: FromResponse,
    {
        let (client, operation) = (client.clone(), request.operation());
        Self::from_fn(operation, move || {
            let (client, request) = (client.clone(), request.clone());
            Box::pin(async move { request.send(&client).await })
        })
    }

    /// Keeps what `read` makes of the elements of the response to `request`.
    pub(crate) fn elements<Element: Value + 'static, Options: 'static, Query: 'static>(
        client: &Client,
        request: Request<Vec<Element>, Options, Query>,
        read: fn(&[Json]) -> T,
    ) -> Self {
        let (client, operation) = (client.clone(), request.operation());
        let parts = request.into_parts();
        Self::from_fn(operation, move || {
            let (client, parts) = (client.clone(), parts.clone());
            Box::pin(async move {
                let response = client.call(parts, <Vec<Element>>::EXPECTED).await?;
                let elements: Vec<Json> = response.decode()?;
                Ok(read(&elements))
            })
        })
    }

    /// Keeps what `ask` gives.
    pub(crate) fn from_fn(
        what: &'static str,
        ask: impl Fn() -> BoxFuture<'static, Result<T, Error>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner {
            what,
            ask: Box::new(ask),
            current: SingleFlight::default(),
        }))
    }

    /// What is kept; the service is asked for it if nothing is.
    ///
    /// # Errors
    ///
    /// [`Error::Shared`] if the service was asked and that failed. The next call asks again.
    pub async fn get(&self) -> Result<Arc<Snapshot<T>>, Error> {
        let kept = self.0.current.get(deadline(), |_| self.ask()).await;
        kept.map_err(Failure::into_error)
    }

    /// Asks the service, whatever is kept, and keeps what it says from now on.
    ///
    /// # Errors
    ///
    /// [`Error::Shared`] if that failed. What was kept stays.
    pub async fn refresh(&self) -> Result<Arc<Snapshot<T>>, Error> {
        let begin = Instant::now();
        loop {
            let kept = self.0.current.renew(deadline(), |_| self.ask()).await;
            let kept = kept.map_err(Failure::into_error)?;
            // Another call may have asked before this one wanted it.
            if kept.asked >= begin {
                return Ok(kept);
            }
        }
    }

    fn ask(&self) -> impl Future<Output = Result<TimedValue<Snapshot<T>>, Failure>> + use<T> {
        let kept = self.clone();
        async move {
            let asked = Instant::now();
            let value = (kept.0.ask)().await;
            let value = value.map_err(|error| Failure(Arc::new(error)))?;
            Ok(TimedValue {
                value: Snapshot { value, asked },
                expires: None,
                ends: None,
            })
        }
    }
}

/// None: calls have timeouts of their own.
fn deadline() -> Instant {
    Instant::now() + LONGEST_TIMEOUT
}

/// What the service said at some time.
///
/// It dereferences to the value.
#[derive(Debug)]
pub struct Snapshot<T> {
    value: T,
    asked: Instant,
}

impl<T> Snapshot<T> {
    /// How long ago the service was asked for it.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.asked.elapsed()
    }
}

/// The value.
impl<T> Deref for Snapshot<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Why the service could not be asked, for all calls that wait.
#[derive(Clone)]
struct Failure(Arc<Error>);

impl Failure {
    fn into_error(self) -> Error {
        Error::Shared(self.0)
    }
}

impl Reason for Failure {
    fn is_outage(&self) -> bool {
        false
    }
}

impl<T> Clone for Cache<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Cache<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Cache").field(&self.0.what).finish()
    }
}
