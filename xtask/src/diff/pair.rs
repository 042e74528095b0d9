//! Two descriptions of one operation, as they are compared.

use super::collect::{Changes, Difference, Subject};
use super::context::Context;
use super::pairs::Both;
use super::report::{ChangeKind, Item};

/// Two descriptions of one operation, and where what they differ in goes.
pub(super) struct OperationPair<'c, 'a> {
    pub(super) both: Both<'a>,
    pub(super) context: &'c Context<'a>,
    pub(super) subject: Subject<'a>,
    pub(super) changes: &'c mut Changes<'a>,
}

impl<'c, 'a> OperationPair<'c, 'a> {
    pub(super) fn add(&mut self, found: Difference<'a>) {
        self.changes.add([self.subject.clone()], found);
    }

    /// A change of the operation as a whole.
    pub(super) fn whole(&self, item: Item, kind: ChangeKind) -> Difference<'a> {
        Difference {
            spots: (self.both.old.spot(), self.both.new.spot()),
            ..Difference::new(item, self.subject.uid, kind)
        }
    }
}
