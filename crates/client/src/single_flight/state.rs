//! What is known of the value, and who obtains it.

use std::sync::Arc;

use tokio::sync::watch;
use tokio::time::{Duration, Instant};

/// What is known of the value, and who obtains it.
pub(super) struct FlightState<T, E> {
    current: Option<Current<T>>,
    flight: Option<Flight<T, E>>,
    flights: u64,
    /// When the value was last asked for because of a doubt, unless it has worked since.
    confirmed: Option<Instant>,
}

struct Current<T> {
    value: Arc<T>,
    expires: Option<Instant>,
    ends: Option<Instant>,
    fault: Option<Fault>,
}

/// What is wrong with a value that has not expired.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is of no use any more.
    Refused,
    /// It might be of no use any more.
    Doubtful,
}

/// A task that obtains the value.
struct Flight<T, E> {
    number: u64,
    progress: watch::Receiver<FlightProgress<T, E>>,
}

pub(super) struct FlightProgress<T, E> {
    /// When nobody waits for it any more.
    pub(super) ends: Instant,
    pub(super) outcome: Option<Result<Arc<T>, E>>,
}

/// A value, when there should be a new one, and when it is of no use any more; never, if that is
/// not known.
pub(crate) struct TimedValue<T> {
    pub(crate) value: T,
    pub(crate) expires: Option<Instant>,
    pub(crate) ends: Option<Instant>,
}

/// Why a value cannot be obtained.
pub(crate) trait Reason: Clone {
    /// Whether it says nothing about the value, so that the old one can be as good as before.
    fn is_outage(&self) -> bool;
}

/// A value for which there was no better one is used so long before it is asked for again.
const GRACE: Duration = Duration::from_secs(10);

impl<T, E: Reason> FlightState<T, E> {
    /// Says who obtains the value: the caller, unless somebody does.
    pub(super) fn join(&mut self, deadline: Instant) -> Role<T, E> {
        if let Some(flight) = &self.flight
            && !flight.is_over()
        {
            return Role::Waits(flight.progress.clone());
        }
        let (sender, progress) = watch::channel(FlightProgress {
            ends: deadline,
            outcome: None,
        });
        self.flights += 1;
        let number = self.flights;
        self.flight = Some(Flight { number, progress });
        let refused = self
            .current
            .as_ref()
            .filter(|it| it.fault == Some(Fault::Refused));
        Role::Starts(Start {
            number,
            sender,
            refused: refused.map(|refused| refused.value.clone()),
        })
    }

    /// The value, if it is good.
    pub(super) fn fresh(&self) -> Option<Arc<T>> {
        let current = self.current.as_ref().filter(|it| it.is_fresh())?;
        Some(current.value.clone())
    }

    /// Notes that `value` is faulty, unless there is another one already.
    pub(super) fn note(&mut self, value: &Arc<T>, fault: Fault) {
        let is_trusted = fault == Fault::Doubtful
            && self
                .confirmed
                .is_some_and(|confirmed| confirmed.elapsed() < GRACE);
        if let Some(current) = &mut self.current
            && Arc::ptr_eq(value, &current.value)
            && !is_trusted
            && current.fault != Some(Fault::Refused)
        {
            current.fault = Some(fault);
        }
    }

    /// Notes that there may be another value by now, also than the one that is being obtained.
    #[cfg(feature = "webhooks")]
    pub(super) fn note_change(&mut self) {
        self.flight = None;
        if let Some(current) = &mut self.current
            && current.fault.is_none()
        {
            current.fault = Some(Fault::Doubtful);
        }
    }

    /// Notes that the current value works.
    pub(super) fn note_success(&mut self) {
        self.confirmed = None;
    }

    /// Takes what a task has obtained; `None` if another task has been started since.
    pub(super) fn land(
        &mut self,
        number: u64,
        obtained: Result<TimedValue<T>, E>,
    ) -> Option<Result<Arc<T>, E>> {
        self.flight.take_if(|flight| flight.number == number)?;
        Some(self.settle(obtained))
    }

    fn settle(&mut self, obtained: Result<TimedValue<T>, E>) -> Result<Arc<T>, E> {
        let now = Instant::now();
        let mut old = self.current.take();
        if old
            .as_ref()
            .is_some_and(|old| old.fault == Some(Fault::Doubtful))
        {
            self.confirmed = Some(now);
        }
        let current = match obtained {
            Ok(TimedValue {
                value,
                expires,
                ends,
            }) => Current {
                value: Arc::new(value),
                expires,
                ends,
                fault: None,
            },
            Err(failure) => {
                // Nobody needed another one.
                if let Some(old) = old.take_if(|old| old.is_fresh()) {
                    self.current = Some(old);
                    return Err(failure);
                }
                let is_usable = |old: &Current<T>| {
                    failure.is_outage()
                        && old.fault != Some(Fault::Refused)
                        && old.ends.is_none_or(|ends| now < ends)
                };
                let Some(old) = old.filter(is_usable) else {
                    return Err(failure);
                };
                Current {
                    expires: Some(now + GRACE),
                    fault: None,
                    ..old
                }
            }
        };
        let value = current.value.clone();
        self.current = Some(current);
        Ok(value)
    }
}

impl<T> Current<T> {
    fn is_fresh(&self) -> bool {
        let now = Instant::now();
        let has_passed = |time: Option<Instant>| time.is_some_and(|time| time <= now);
        self.fault.is_none() && !has_passed(self.expires) && !has_passed(self.ends)
    }
}

impl<T, E> Flight<T, E> {
    /// Whether the task has come to no end, or to none in time.
    fn is_over(&self) -> bool {
        self.progress.has_changed().is_err() || self.progress.borrow().ends <= Instant::now()
    }
}

/// What a call does that needs the value.
pub(super) enum Role<T, E> {
    Starts(Start<T, E>),
    Waits(watch::Receiver<FlightProgress<T, E>>),
}

/// What somebody needs who obtains the value.
pub(super) struct Start<T, E> {
    pub(super) number: u64,
    pub(super) sender: watch::Sender<FlightProgress<T, E>>,
    pub(super) refused: Option<Arc<T>>,
}

impl<T, E> Default for FlightState<T, E> {
    fn default() -> Self {
        Self {
            current: None,
            flight: None,
            flights: 0,
            confirmed: None,
        }
    }
}
