//! Upstream's pages that describe one carrier, brought together: most of them are right.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::page::{Documentation, SourcePage};
use crate::resolve::{Dissent, amend, by_page, dissents};

/// Makes each page say of a carrier what most pages do. Gives the identifiers of those that said
/// otherwise. Their samples stay, since only these tell some types.
///
/// Where as many pages say the one as the other, neither is right: both stay, and `gen` stops.
pub(super) fn agree(
    upstream: &mut Documentation,
    reference: &Documentation,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeSet<String> {
    let own = std::mem::take(&mut upstream.operations);
    let enums = upstream.enums.iter().chain(&reference.enums);
    let types = upstream.types.iter().chain(&reference.types);
    let mut all = Documentation {
        operations: own,
        enums: enums.cloned().collect(),
        types: types.cloned().collect(),
        glossaries: Vec::new(),
    };
    let dissents = dissents(&all);
    upstream.operations = std::mem::take(&mut all.operations);
    let amended = amend_all(&mut upstream.operations, &dissents);
    diagnostics.extend(dissents.iter().map(warning));
    amended
}

/// Makes tables follow those that a correction has changed, as far as it does not reach them itself:
/// only the other pages tell which carrier is theirs. Gives the identifiers of their pages.
pub(super) fn follow(corrected: &mut Documentation) -> BTreeSet<String> {
    let dissents = dissents(corrected);
    amend_all(&mut corrected.operations, &dissents)
}

fn amend_all(pages: &mut [SourcePage], dissents: &[Dissent]) -> BTreeSet<String> {
    let amendments = by_page(dissents);
    let mut amended = BTreeSet::new();
    for source in pages {
        if let Some(amendments) = amendments.get(source.page.front.uid.as_str()) {
            amend(&mut source.page, amendments);
            amended.insert(source.page.front.uid.value.clone());
        }
    }
    amended
}

/// The error that `gen` would show, as what an import says.
fn warning(dissent: &Dissent) -> Diagnostic {
    let mut found = dissent.diagnostic.clone();
    found.severity = Severity::Warning;
    let help = match dissent.amendments.is_empty() {
        true => "neither is written otherwise, and `gen` will stop here: correct one of them",
        false => "the page is written as most others say",
    };
    found.help(help)
}
