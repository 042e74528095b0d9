//! Whether a call is retried, and when.

use http::StatusCode;
use tokio::time::Instant;

use crate::settings::{Budget, Retry, is_transient};
use crate::trace;
use crate::transport::{Fate, SendError};

/// What is still to try for one request.
pub(crate) struct Attempts<'a> {
    retry: Retry,
    budget: Option<&'a Budget>,
    deadline: Option<Instant>,
    retries: u32,
}

/// Whether a request can be sent twice.
#[derive(Clone, Copy)]
pub(crate) struct Resending {
    /// Whether it does no harm if it is carried out twice.
    pub(crate) is_idempotent: bool,
    /// Whether what was sent is still there.
    pub(crate) is_possible: bool,
}

const BUSY: &str = "the server could not be reached or is overloaded";

impl<'a> Attempts<'a> {
    pub(crate) fn new(retry: Retry, budget: Option<&'a Budget>, deadline: Option<Instant>) -> Self {
        if let Some(budget) = budget {
            budget.deposit();
        }
        Self {
            retry,
            budget,
            deadline,
            retries: 0,
        }
    }

    /// When there will be another attempt after one with `outcome`; `None` if there is none, or no
    /// time for it.
    pub(crate) fn next<B>(
        &mut self,
        outcome: Result<&http::Response<B>, &SendError>,
        resending: Resending,
    ) -> Option<Instant> {
        let (is_harmless, reason) = match outcome.map(http::Response::status) {
            Ok(StatusCode::TOO_MANY_REQUESTS) => (true, BUSY),
            Ok(status) if is_transient(status) => (resending.is_idempotent, BUSY),
            Ok(_) => return None,
            Err(failure) => match failure.fate {
                Fate::Unsent => (true, BUSY),
                Fate::Lost => (resending.is_idempotent, "there was no response"),
                Fate::Unknown => return None,
            },
        };
        if !is_harmless || !resending.is_possible {
            return None;
        }
        let headers = outcome.ok().map(http::Response::headers);
        let pause = self.retry.pause(self.retries, headers)?;
        // What the server responded with says more than that it timed out during the pause.
        let time = Instant::now() + pause;
        if self.deadline.is_some_and(|deadline| time >= deadline) {
            return None;
        }
        let is_refusal = outcome.is_ok_and(|it| it.status() == StatusCode::TOO_MANY_REQUESTS);
        let is_affordable = || self.budget.is_none_or(Budget::withdraw);
        if !is_refusal && !is_affordable() {
            return None;
        }
        trace::repeated(reason);
        self.retries += 1;
        Some(time)
    }
}
