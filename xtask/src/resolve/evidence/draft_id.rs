//! How drafts refer to each other.

/// Index of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DraftId(pub(super) usize);
