//! Which operations of the two sides belong together.

use std::collections::BTreeMap;

use super::side::{DescribedOperation, Side};

/// An operation that both sides have.
#[derive(Clone, Copy)]
pub(super) struct Both<'a> {
    pub(super) old: DescribedOperation<'a>,
    pub(super) new: DescribedOperation<'a>,
}

/// The operations by where they are.
pub(super) struct Pairs<'a> {
    pub(super) both: Vec<Both<'a>>,
    pub(super) removed: Vec<DescribedOperation<'a>>,
    pub(super) added: Vec<DescribedOperation<'a>>,
}

impl Both<'_> {
    /// Whether the identifier is another one.
    pub(super) fn is_renamed(&self) -> bool {
        self.old.operation.uid != self.new.operation.uid
    }
}

impl<'a> Pairs<'a> {
    /// By identifier, and by method and path what then is left.
    pub(super) fn new(old: &Side<'a>, new: &Side<'a>) -> Self {
        let mut by_uid = new.operations.clone();
        let mut both = Vec::new();
        let mut left = Vec::new();
        for (uid, operation) in &old.operations {
            match by_uid.remove(uid) {
                Some(same) => both.push(Both {
                    old: *operation,
                    new: same,
                }),
                None => left.push(*operation),
            }
        }
        let mut by_route: BTreeMap<_, _> = by_uid
            .into_values()
            .map(|operation| (operation.route(), operation))
            .collect();
        let mut removed = Vec::new();
        for operation in left {
            match by_route.remove(&operation.route()) {
                Some(same) => both.push(Both {
                    old: operation,
                    new: same,
                }),
                None => removed.push(operation),
            }
        }
        Self {
            both,
            removed,
            added: by_route.into_values().collect(),
        }
    }
}
