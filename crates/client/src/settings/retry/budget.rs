//! How many retries all calls together may make.

use std::sync::atomic::{AtomicU32, Ordering};

/// Hundredths of retries.
const RETRY: u32 = 100;

/// How many retries all calls of a client may make together, so that a service that is down does
/// not get a multiple of the calls.
#[derive(Debug)]
pub(crate) struct Budget {
    /// Hundredths of retries that can still be made.
    balance: AtomicU32,
    most: u32,
    per_call: u32,
}

impl Budget {
    /// A budget of `reserve` retries, and `percent` more for each hundred calls.
    pub(super) fn new(reserve: u32, percent: u32) -> Self {
        let reserve = reserve.saturating_mul(RETRY);
        Self {
            balance: AtomicU32::new(reserve),
            // The share of a call is there even without a reserve.
            most: reserve.max(percent).max(RETRY),
            per_call: percent,
        }
    }

    /// Notes a call.
    pub(crate) fn deposit(&self) {
        let more = |balance: u32| {
            (balance < self.most).then(|| balance.saturating_add(self.per_call).min(self.most))
        };
        let _ = self
            .balance
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }

    /// Takes a retry; `false` if there is none left.
    pub(crate) fn withdraw(&self) -> bool {
        self.balance
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |balance| {
                balance.checked_sub(RETRY)
            })
            .is_ok()
    }
}
