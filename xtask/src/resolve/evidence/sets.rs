//! Which of several documentation sets describes an operation.

use std::collections::HashSet;

use crate::page::SourcePage;

/// The pages that describe the operations, and those of later sets that only
/// show more of them; both by identifier.
pub(crate) fn by_set(operations: &[SourcePage]) -> (Vec<&SourcePage>, Vec<&SourcePage>) {
    let mut uids = HashSet::new();
    let mut routes = HashSet::new();
    let (mut pages, older): (Vec<_>, Vec<_>) = sorted(operations).into_iter().partition(|page| {
        let is_new = !uids.contains(page.uid()) && !routes.contains(&page.route());
        let is_first = page.file.set == 0 || is_new;
        uids.insert(page.uid());
        routes.insert(page.route());
        is_first
    });
    pages.sort_by(|a, b| a.uid().cmp(b.uid()));
    (pages, older)
}

/// By set, identifier and path, whatever order the pages came in.
pub(crate) fn sorted(operations: &[SourcePage]) -> Vec<&SourcePage> {
    let mut pages: Vec<&SourcePage> = operations.iter().collect();
    pages.sort_by(|a, b| {
        (a.file.set, a.uid(), &a.file.relative).cmp(&(b.file.set, b.uid(), &b.file.relative))
    });
    pages
}
