//! How many requests a client sends in a second.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

/// The terms of SuperOffice's online service.
const DEFAULT_PER_SECOND: u32 = 10;

/// How many requests may be sent in a second.
///
/// It is a bucket of tokens: as many requests as are allowed in a second may go at once, the others
/// wait, each for its turn. Clones share the bucket. The online service allows 10 requests a second
/// for each tenant, so give a clone to every client of one tenant:
///
/// ```
/// use client::{Client, Credentials, RateLimit};
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
#[derive(Clone, Debug)]
pub struct RateLimit(Option<Arc<Bucket>>);

#[derive(Debug)]
struct Bucket {
    /// The time for which one token lasts.
    interval: Duration,
    /// How far ahead of time requests may go.
    burst: Duration,
    /// When a bucket that is never drawn on would have the next token: time that is spent already.
    /// Whoever holds it is first in the queue.
    next: Mutex<Option<Instant>>,
}

impl RateLimit {
    /// At most `requests` in a second; 0 counts as 1.
    #[must_use]
    pub fn per_second(requests: u32) -> Self {
        let requests = requests.max(1);
        let interval = Duration::from_secs(1) / requests;
        Self(Some(Arc::new(Bucket {
            interval,
            burst: interval * (requests - 1),
            next: Mutex::new(None),
        })))
    }

    /// As many as there are.
    #[must_use]
    pub fn none() -> Self {
        Self(None)
    }

    /// Waits for a token and takes it. Calls wait in a queue, and only the first of them for the
    /// token, so one that is given up leaves nothing behind.
    pub(super) async fn acquire(&self) {
        let Some(bucket) = &self.0 else { return };
        let mut next = bucket.next.lock().await;
        let now = Instant::now();
        let due = next.map_or(now, |next| next.max(now));
        let turn = due.checked_sub(bucket.burst).unwrap_or(now);
        if turn > now {
            tokio::time::sleep_until(turn).await;
        }
        *next = Some(due + bucket.interval);
    }
}

impl Default for RateLimit {
    fn default() -> Self {
        Self::per_second(DEFAULT_PER_SECOND)
    }
}
