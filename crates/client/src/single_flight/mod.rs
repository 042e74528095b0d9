//! A value that is obtained once for all calls that wait for it.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, Weak};
use std::task::Poll;

use tokio::sync::watch;
use tokio::time::{Duration, Instant, timeout_at};

use crate::lock::lock;
use crate::trace;

mod state;

pub(crate) use self::state::{Fault, Reason, TimedValue};
use self::state::{FlightProgress, FlightState, Role, Start};

/// A value that is obtained once for all calls that wait for it, and again when it has expired or
/// was refused.
///
/// It is obtained by a task of its own, so that no call has to be polled for the others. The task
/// survives the call that started it for a while: a login that is under way is not made twice.
pub(crate) struct SingleFlight<T, E>(Arc<Mutex<FlightState<T, E>>>);

/// How long others wait for a task whose call was given up, before they start one themselves.
const ORPHANED: Duration = Duration::from_secs(5);

impl<T, E> SingleFlight<T, E>
where
    T: Send + Sync + 'static,
    E: Reason + Send + Sync + 'static,
{
    /// The current value, unless it is faulty or has expired; then the one that `obtain` gives,
    /// which is told what was refused. During an outage that is the one that has expired.
    ///
    /// The call that asks waits until `deadline`, and so does the task that it starts.
    pub(crate) async fn get<F>(
        &self,
        deadline: Instant,
        obtain: impl Fn(Option<Arc<T>>) -> F,
    ) -> Result<Arc<T>, E>
    where
        F: Future<Output = Result<TimedValue<T>, E>> + Send + 'static,
    {
        if let Some(value) = lock(&self.0).fresh() {
            return Ok(value);
        }
        // This is rare, and would make the future of every call larger.
        Box::pin(self.join(deadline, obtain, FlightState::fresh)).await
    }

    /// A value that `obtain` gives even if there is a good one, which stays where that fails. A
    /// call that obtains one already is waited for.
    #[cfg(feature = "names")]
    pub(crate) async fn renew<F>(
        &self,
        deadline: Instant,
        obtain: impl Fn(Option<Arc<T>>) -> F,
    ) -> Result<Arc<T>, E>
    where
        F: Future<Output = Result<TimedValue<T>, E>> + Send + 'static,
    {
        self.join(deadline, obtain, |_| None).await
    }

    async fn join<F>(
        &self,
        deadline: Instant,
        obtain: impl Fn(Option<Arc<T>>) -> F,
        good: impl Fn(&FlightState<T, E>) -> Option<Arc<T>>,
    ) -> Result<Arc<T>, E>
    where
        F: Future<Output = Result<TimedValue<T>, E>> + Send + 'static,
    {
        loop {
            let joined = {
                let mut state = lock(&self.0);
                if let Some(value) = good(&state) {
                    return Ok(value);
                }
                state.join(deadline)
            };
            let outcome = match joined {
                Role::Waits(progress) => wait(progress).await,
                Role::Starts(start) => {
                    let obtaining = obtain(start.refused.clone());
                    self.fly(start, deadline, obtaining).await
                }
            };
            if let Some(outcome) = outcome {
                return outcome;
            }
            // The task has come to no end. This call starts another one.
        }
    }

    /// Notes that `value` is faulty, unless there is another one already.
    pub(crate) fn note(&self, value: &Arc<T>, fault: Fault) {
        lock(&self.0).note(value, fault);
    }

    /// Notes that there may be another value by now: the next call asks, whatever is known or being
    /// obtained.
    #[cfg(feature = "webhooks")]
    pub(crate) fn note_change(&self) {
        lock(&self.0).note_change();
    }

    /// Notes that the current value works.
    pub(crate) fn note_success(&self) {
        lock(&self.0).note_success();
    }

    /// Obtains the value: at once if that takes no time, otherwise by a task.
    async fn fly<F>(
        &self,
        start: Start<T, E>,
        deadline: Instant,
        obtaining: F,
    ) -> Option<Result<Arc<T>, E>>
    where
        F: Future<Output = Result<TimedValue<T>, E>> + Send + 'static,
    {
        let Start { number, sender, .. } = start;
        let flights = Self(self.0.clone());
        let land = move |obtained, sender: &watch::Sender<FlightProgress<T, E>>| {
            let outcome = lock(&flights.0).land(number, obtained)?;
            sender.send_modify(|progress| progress.outcome = Some(outcome.clone()));
            Some(outcome)
        };
        let mut obtaining = Box::pin(obtaining);
        let first = poll_fn(|context| Poll::Ready(obtaining.as_mut().poll(context)));
        if let Poll::Ready(obtained) = first.await {
            return land(obtained, &sender);
        }
        let sender = Arc::new(sender);
        let _orphan = Orphan(Arc::downgrade(&sender));
        let task = tokio::spawn(trace::within(async move {
            // After a timeout nobody waits any longer, so nobody is told.
            let obtained = timeout_at(deadline, obtaining).await.ok()?;
            land(obtained, &sender)
        }));
        match task.await {
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            landed => landed.ok().flatten(),
        }
    }
}

/// Shortens the wait for a task when the call that has started it is given up.
struct Orphan<T, E>(Weak<watch::Sender<FlightProgress<T, E>>>);

impl<T, E> Drop for Orphan<T, E> {
    fn drop(&mut self) {
        if let Some(sender) = self.0.upgrade() {
            let ends = Instant::now() + ORPHANED;
            sender.send_modify(|progress| progress.ends = progress.ends.min(ends));
        }
    }
}

/// What the task of another call obtains, if it comes to an end in time.
async fn wait<T, E: Clone>(
    mut progress: watch::Receiver<FlightProgress<T, E>>,
) -> Option<Result<Arc<T>, E>> {
    loop {
        let ends = {
            let seen = progress.borrow_and_update();
            if let Some(outcome) = &seen.outcome {
                return Some(outcome.clone());
            }
            seen.ends
        };
        let changed = timeout_at(ends, progress.changed()).await;
        changed.ok()?.ok()?;
    }
}

impl<T, E> Default for SingleFlight<T, E> {
    fn default() -> Self {
        Self(Arc::default())
    }
}
