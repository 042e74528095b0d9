//! Pages about types for the side that has none.
//!
//! What operations' pages leave out stands in pages about types. If only one side has such pages,
//! nothing that they say is a change of the API, so the other side gets them too, as a later
//! documentation set: it fills gaps, and says nothing else. A side without such pages is upstream's
//! own, so what is known to be wrong there is corrected as an import would.

use std::collections::HashSet;
use std::sync::Arc;

use super::side::names_places;
use crate::corrections::Corrections;
use crate::page::{Documentation, PageFile};
use crate::source::SourceFile;

/// The pages of a side together with what the other one has to lend; nothing, if that is nothing.
pub(super) fn with_types_of(side: &Documentation, other: &Documentation) -> Option<Documentation> {
    if names_places(side) || !names_places(other) {
        return None;
    }
    let files = side.operations.iter().map(|page| &page.file);
    let last = files.map(|file| file.set).max().unwrap_or_default();
    // Upstream's page about an enum of the same name is one about an enum of its database.
    let names = other.enums.iter().map(|source| &source.page.name.value);
    let types = other.types.iter().map(|source| &source.page.name.value);
    let names: HashSet<&String> = names.chain(types).collect();
    let own = side.enums.iter();
    let own = own.filter(|source| !names.contains(&source.page.name.value));
    let mut operations = side.operations.clone();
    for source in &mut operations {
        // That a correction no longer applies is for an import to say.
        let corrections = Corrections::shipped();
        corrections.correct_operation(&source.file, &mut source.page, &mut Vec::new());
    }
    Some(Documentation {
        operations,
        enums: own.cloned().chain(later(&other.enums, last)).collect(),
        types: later(&other.types, last).collect(),
        glossaries: Vec::new(),
    })
}

/// Pages as those of a set after the last one.
fn later<Page: Clone>(
    pages: &[PageFile<Page>],
    last: usize,
) -> impl Iterator<Item = PageFile<Page>> {
    pages.iter().map(move |source| PageFile {
        file: Arc::new(SourceFile {
            set: last + 1 + source.file.set,
            ..SourceFile::clone(&source.file)
        }),
        page: source.page.clone(),
    })
}
