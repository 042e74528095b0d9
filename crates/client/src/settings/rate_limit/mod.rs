//! How many requests a client sends in a second.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker, ready};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

mod queue;

use self::queue::{Queue, Window};
use crate::lock::lock;

/// The terms of SuperOffice's online service.
const DEFAULT_PER_SECOND: u32 = 10;

/// How many requests may be sent in a second.
///
/// No interval of one second has more of them, whenever it starts. As many as are allowed may go at
/// once, unless [`burst`](Self::burst) is set; the others wait, each for its turn. Clones share the
/// limit. The online service allows 10 requests a second for each tenant, so give a clone to every
/// client of one tenant:
///
/// ```
/// use client::settings::RateLimit;
/// use client::{Client, Credentials};
///
/// let limit = RateLimit::per_second(10);
/// for token in ["8A:Cust12345.one", "8A:Cust12345.two"] {
///     Client::builder("https://sod.superoffice.com/Cust12345")
///         .authorization(Credentials::bearer(token))
///         .rate_limit(limit.clone())
///         .build()?;
/// }
/// # Ok::<(), client::Error>(())
/// ```
#[derive(Clone)]
pub struct RateLimit(Option<Arc<Limiter>>);

struct Limiter {
    per_second: u32,
    burst: u32,
    /// Locked for moments only: whoever waits for a turn holds nothing.
    queue: Mutex<Queue>,
}

impl RateLimit {
    /// At most `requests` in each second; 0 counts as 1.
    #[must_use]
    pub fn per_second(requests: u32) -> Self {
        Self::new(requests.max(1), requests.max(1))
    }

    /// As many as there are.
    #[must_use]
    pub fn unlimited() -> Self {
        Self(None)
    }

    /// Sets how many requests may go at once: as many as in a second if not set. The others of that
    /// second are spread over it; with 1, all are. 0 counts as 1.
    ///
    /// Earlier clones do not share the limit that this makes.
    #[must_use]
    pub fn burst(self, requests: u32) -> Self {
        match self.0 {
            Some(limiter) => Self::new(limiter.per_second, requests.clamp(1, limiter.per_second)),
            None => Self(None),
        }
    }

    fn new(per_second: u32, burst: u32) -> Self {
        let second = Duration::from_secs(1);
        let mut windows = vec![Window {
            requests: per_second,
            length: second,
        }];
        if burst < per_second {
            windows.push(Window {
                requests: burst,
                length: second * burst / per_second,
            });
        }
        Self(Some(Arc::new(Limiter {
            per_second,
            burst,
            queue: Mutex::new(Queue::new(windows)),
        })))
    }

    /// Waits for the turn of a request, and takes it.
    ///
    /// Nobody waits for a future: each finds out by itself when its turn has come, and whoever does
    /// not come then has missed it.
    pub(crate) async fn acquire(&self) {
        let Some(limiter) = &self.0 else { return };
        let mut place = QueuePlace {
            limiter,
            number: None,
        };
        if place.begin(Waker::noop()).is_none() {
            return;
        }
        let mut sleep = pin!(sleep_until(Instant::now()));
        std::future::poll_fn(|context| {
            while let Some(time) = place.begin(context.waker()) {
                sleep.as_mut().reset(time);
                ready!(sleep.as_mut().poll(context));
            }
            Poll::Ready(())
        })
        .await;
    }
}

/// A place in the queue, which is left when it is dropped.
struct QueuePlace<'a> {
    limiter: &'a Limiter,
    number: Option<u64>,
}

impl QueuePlace<'_> {
    /// Begins if its turn has come; otherwise says when to look again.
    fn begin(&mut self, waker: &Waker) -> Option<Instant> {
        let mut queue = lock(&self.limiter.queue);
        let number = *self.number.get_or_insert_with(|| queue.number());
        let time = queue.begin(number, Instant::now(), waker);
        if time.is_none() {
            self.number = None;
        }
        time
    }
}

impl Drop for QueuePlace<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            lock(&self.limiter.queue).leave(number, Instant::now());
        }
    }
}

impl Default for RateLimit {
    fn default() -> Self {
        Self::per_second(DEFAULT_PER_SECOND)
    }
}

impl fmt::Debug for RateLimit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(limiter) => formatter
                .debug_struct("RateLimit")
                .field("per_second", &limiter.per_second)
                .field("burst", &limiter.burst)
                .finish(),
            None => formatter.write_str("RateLimit(none)"),
        }
    }
}
