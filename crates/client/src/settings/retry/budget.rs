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

#[cfg(test)]
mod tests {
    use super::*;

    /// How many retries a hundred calls get that all want one.
    fn retries(reserve: u32, percent: u32) -> usize {
        let budget = Budget::new(reserve, percent);
        let wanted = (0..100).filter(|_| {
            budget.deposit();
            budget.withdraw()
        });
        wanted.count()
    }

    #[test]
    fn a_reserve_and_a_share_of_the_calls() {
        assert_eq!(retries(0, 0), 0);
        assert_eq!(retries(10, 0), 10);
        assert_eq!(retries(0, 20), 20);
        assert_eq!(retries(0, 100), 100);
        // A full reserve takes no more.
        assert!((29..=30).contains(&retries(10, 20)));
        assert_eq!(retries(u32::MAX, u32::MAX), 100);
    }

    #[test]
    fn the_reserve_comes_back() {
        let budget = Budget::new(2, 50);
        assert!(budget.withdraw() && budget.withdraw() && !budget.withdraw());
        (0..100).for_each(|_| budget.deposit());
        assert!(budget.withdraw() && budget.withdraw() && !budget.withdraw());
    }
}
