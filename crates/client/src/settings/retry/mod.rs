//! Which calls are retried, and when.

use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

mod budget;

pub(crate) use self::budget::Budget;

/// A pause of years is none.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Which calls are retried, how often, and when.
///
/// | what happened | which calls are retried |
/// |---|---|
/// | the request was certainly not sent, for example because there was no connection | all |
/// | 429: the service has refused the request without doing anything | all |
/// | 502, 503 or 504 | idempotent ones |
/// | the connection was closed before there was a response | idempotent ones |
/// | an attempt took longer than [`attempt_timeout`](Self::attempt_timeout) | idempotent ones |
///
/// Idempotent calls are those that can be carried out twice without harm: `GET`, `HEAD`, `PUT` and
/// `DELETE`, and others only if [`Request::idempotent`](crate::Request::idempotent) says so. Each
/// pause is twice as long as the one before, by a random part shorter. If the service asks for a
/// pause by `Retry-After`, that is kept, and a random part added to it. All attempts together stay
/// within the timeout of the call.
///
/// ```
/// use std::time::Duration;
///
/// use client::settings::Retry;
///
/// let retry = Retry::default()
///     .max_retries(4)
///     .backoff(Duration::from_secs(1), Duration::from_secs(60))
///     .attempt_timeout(Duration::from_secs(20));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    max_retries: u32,
    shortest_pause: Duration,
    longest_pause: Duration,
    attempt_timeout: Option<Duration>,
    budget: (u32, u32),
}

impl Retry {
    /// Never retries a call.
    #[must_use]
    pub fn never() -> Self {
        Self::default().max_retries(0)
    }

    /// Sets how often a call is retried at most: 2 times if not set.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets the first pause, 500 milliseconds if not set, and the longest, 30 seconds if not set.
    ///
    /// A pause that the service asks for is made if it is not longer than the longest.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.shortest_pause = first.min(YEAR);
        self.longest_pause = longest.min(YEAR).max(self.shortest_pause);
        self
    }

    /// Sets how long one attempt may take until the head of its response is there; not limited if
    /// not set. Calls that are not idempotent end with a timeout then.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how many retries all calls of a client may make together: `reserve`, and `percent` for
    /// each hundred calls. It is 50 and 20 % if not set.
    ///
    /// A service that is down gets little more than the calls themselves then, and not a multiple
    /// of them. What is used up of the reserve comes back with later calls. Retries after a status
    /// of 429 do not count.
    #[must_use]
    pub fn budget(mut self, reserve: u32, percent: u32) -> Self {
        self.budget = (reserve, percent);
        self
    }

    pub(crate) fn longest_attempt(&self) -> Option<Duration> {
        self.attempt_timeout
    }

    pub(crate) fn new_budget(&self) -> Budget {
        let (reserve, percent) = self.budget;
        Budget::new(reserve, percent)
    }

    /// How long to wait before retry `number`, the first being 0; `None` if there is none.
    ///
    /// A longer wait than the longest pause is not made, even if the server asks for it: whoever
    /// called knows better what to do with that time.
    pub(crate) fn pause(&self, number: u32, headers: Option<&HeaderMap>) -> Option<Duration> {
        if number >= self.max_retries {
            return None;
        }
        let factor = 1_u32.checked_shl(number).unwrap_or(u32::MAX);
        let full = self.shortest_pause.saturating_mul(factor);
        let full = full.min(self.longest_pause);
        let pause = full.mul_f64(0.5 + fastrand::f64() / 2.0);
        match headers.and_then(retry_after) {
            Some(asked) if asked > self.longest_pause => None,
            // All who were sent away at once were told the same.
            Some(asked) => Some(pause.max(asked + self.shortest_pause.mul_f64(fastrand::f64()))),
            None => Some(pause),
        }
    }
}

/// Two retries.
impl Default for Retry {
    fn default() -> Self {
        Self {
            max_retries: 2,
            shortest_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(30),
            attempt_timeout: None,
            budget: (50, 20),
        }
    }
}

/// Whether another attempt can succeed where this response came.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}

/// What `Retry-After` asks for: seconds, or a time. A number that is too large for any clock is a
/// long time.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        let is_time = seconds >= 0.0;
        return is_time.then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let time = httpdate::parse_http_date(text).ok()?;
    Some(time.duration_since(SystemTime::now()).unwrap_or_default())
}
