//! A value that is obtained once for all calls that wait for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

/// A value that is obtained once for all calls that wait for it, and again when it has expired or
/// was refused.
pub(crate) struct SingleFlight<T, E> {
    /// What was obtained last.
    state: Mutex<State<T, E>>,
    /// Held by the one call that obtains the value.
    flight: tokio::sync::Mutex<()>,
}

struct State<T, E> {
    current: Option<(Arc<T>, Option<Instant>)>,
    /// How often the value was asked for, and how the last time failed.
    flights: u64,
    failure: Option<E>,
}

/// A value, and when it expires.
pub(crate) struct Obtained<T> {
    pub(crate) value: T,
    pub(crate) expires: Option<Instant>,
}

impl<T, E: Clone> SingleFlight<T, E> {
    /// The current value, unless it is `refused` or has expired; then the one that `obtain` gives.
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
        state.current = None;
        match obtained {
            Ok(Obtained { value, expires }) => {
                let value = Arc::new(value);
                state.current = Some((value.clone(), expires));
                state.failure = None;
                Ok(value)
            }
            Err(failure) => {
                state.failure = Some(failure.clone());
                Err(failure)
            }
        }
    }

    fn fresh(&self, refused: Option<&Arc<T>>) -> Option<Arc<T>> {
        let (current, expires) = self.state().current.clone()?;
        let is_refused = refused.is_some_and(|refused| Arc::ptr_eq(refused, &current));
        let has_expired = expires.is_some_and(|expires| expires <= Instant::now());
        (!is_refused && !has_expired).then_some(current)
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
