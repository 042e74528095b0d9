//! Which calls are repeated, and when.

use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

/// Which calls are repeated, and when.
///
/// Calls are repeated when the server could not be reached, and when it answers 429, 502, 503 or
/// 504. Only those are that can be carried out twice without harm: `GET`, `HEAD`, `PUT` and `DELETE`,
/// and others only if [`Request::repeatable`](crate::Request::repeatable) says so. Each pause is
/// twice as long as the one before, by a random part shorter, and as long as the server asks for in
/// `Retry-After`. All attempts together stay within the timeout of the call.
#[derive(Clone, Debug)]
pub struct Retry {
    repetitions: u32,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Retry {
    /// Never repeats a call.
    #[must_use]
    pub fn none() -> Self {
        Self::times(0)
    }

    /// Repeats a call up to so many times.
    #[must_use]
    pub fn times(repetitions: u32) -> Self {
        Self {
            repetitions,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(30),
        }
    }

    /// Sets the first pause, 500 milliseconds if not set, and the longest, 30 seconds if not set.
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest.max(first);
        self
    }

    /// How long to wait before attempt `repetition`, the first being 0; `None` if there is none.
    ///
    /// A longer wait than the longest pause is not made, even if the server asks for it: whoever
    /// called knows better what to do with that time.
    pub(crate) fn pause(&self, repetition: u32, headers: Option<&HeaderMap>) -> Option<Duration> {
        if repetition >= self.repetitions {
            return None;
        }
        let factor = 1_u32.checked_shl(repetition).unwrap_or(u32::MAX);
        let pause = self.first_pause.saturating_mul(factor);
        let pause = pause.min(self.longest_pause);
        let jittered = pause.mul_f64(0.5 + fastrand::f64() / 2.0);
        match headers.and_then(retry_after) {
            Some(asked) if asked > self.longest_pause => None,
            Some(asked) => Some(asked.max(jittered)),
            None => Some(jittered),
        }
    }
}

/// Two repetitions.
impl Default for Retry {
    fn default() -> Self {
        Self::times(2)
    }
}

/// Whether another attempt can succeed where this answer came.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}

/// What `Retry-After` asks for: seconds, or a time.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let time = httpdate::parse_http_date(text).ok()?;
    Some(time.duration_since(SystemTime::now()).unwrap_or_default())
}
