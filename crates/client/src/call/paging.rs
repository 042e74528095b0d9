//! Which rows a call wants, and how many of them a page has.

/// Which rows a call wants, and how many of them a page has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Paging {
    /// How many rows are wanted, of all pages together.
    pub(crate) top: Option<u32>,
    /// How many rows a page has.
    pub(crate) page_size: Option<u32>,
    /// How many rows come before the first one that is wanted.
    pub(crate) skip: u32,
}

impl Paging {
    /// How many rows to ask for when `taken` are there: those of a page, or those that are left.
    pub(crate) fn asked(&self, taken: u64) -> Option<u64> {
        let left = self.left(taken);
        let size = self.page_size.map(u64::from);
        match (left, size) {
            (Some(left), Some(size)) => Some(left.min(size)),
            (left, size) => left.or(size),
        }
    }

    /// How many rows are wanted still when `taken` are there.
    pub(crate) fn left(&self, taken: u64) -> Option<u64> {
        self.top.map(|top| u64::from(top).saturating_sub(taken))
    }
}
