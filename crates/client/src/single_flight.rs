//! A value that is obtained once for all calls that wait for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::{Duration, Instant};

/// A value that is obtained once for all calls that wait for it, and again when it has expired or
/// was refused.
pub(crate) struct SingleFlight<T, E> {
    /// What was obtained last.
    state: Mutex<State<T, E>>,
    /// Held by the one call that obtains the value.
    flight: tokio::sync::Mutex<()>,
}

struct State<T, E> {
    current: Option<Current<T>>,
    /// How often the value was asked for, and how the last time failed.
    flights: u64,
    failure: Option<E>,
}

struct Current<T> {
    value: Arc<T>,
    expires: Option<Instant>,
    ends: Option<Instant>,
}

/// A value, when there should be a new one, and when it is of no use any more; never, if that is not
/// known.
pub(crate) struct Obtained<T> {
    pub(crate) value: T,
    pub(crate) expires: Option<Instant>,
    pub(crate) ends: Option<Instant>,
}

/// Why a value cannot be obtained.
pub(crate) trait Reason: Clone {
    /// Whether it says nothing about the value, so that the old one can be as good as before.
    fn is_outage(&self) -> bool;
}

/// A value that has expired is used so long before it is asked for again, if there was an outage.
const GRACE: Duration = Duration::from_secs(10);

impl<T, E: Reason> SingleFlight<T, E> {
    /// The current value, unless it is `refused` or has expired; then the one that `obtain` gives.
    /// During an outage that is the one that has expired.
    pub(crate) async fn get(
        &self,
        refused: Option<&Arc<T>>,
        obtain: impl Future<Output = Result<Obtained<T>, E>>,
    ) -> Result<Arc<T>, E> {
        if let Some(current) = self.fresh(refused) {
            return Ok(current);
        }
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
        let obtained = obtain.await;
        let mut state = self.state();
        state.flights += 1;
        let now = Instant::now();
        let old = state.current.take();
        match obtained {
            Ok(Obtained {
                value,
                expires,
                ends,
            }) => {
                let value = Arc::new(value);
                state.current = Some(Current {
                    value: value.clone(),
                    expires,
                    ends,
                });
                state.failure = None;
                Ok(value)
            }
            Err(failure) => {
                let is_usable = refused.is_none() && failure.is_outage();
                if let Some(mut old) =
                    old.filter(|old| is_usable && old.ends.is_none_or(|ends| now < ends))
                {
                    let value = old.value.clone();
                    old.expires = Some(now + GRACE);
                    state.current = Some(old);
                    state.failure = None;
                    return Ok(value);
                }
                state.failure = Some(failure.clone());
                Err(failure)
            }
        }
    }

    fn fresh(&self, refused: Option<&Arc<T>>) -> Option<Arc<T>> {
        let state = self.state();
        let current = state.current.as_ref()?;
        let is_refused = refused.is_some_and(|refused| Arc::ptr_eq(refused, &current.value));
        let now = Instant::now();
        let has_passed = |time: Option<Instant>| time.is_some_and(|time| time <= now);
        let is_fresh = !is_refused && !has_passed(current.expires) && !has_passed(current.ends);
        is_fresh.then(|| current.value.clone())
    }

    fn state(&self) -> MutexGuard<'_, State<T, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, E> Default for SingleFlight<T, E> {
    fn default() -> Self {
        Self {
            state: Mutex::new(State {
                current: None,
                flights: 0,
                failure: None,
            }),
            flight: tokio::sync::Mutex::default(),
        }
    }
}
