//! Upstream's pages about enums, beside those that a person keeps.

use std::collections::BTreeMap;

use super::Prose;
use crate::diagnostic::Diagnostic;
use crate::page::{EnumPage, MemberRow, Usage, write_enum};
use crate::resolve::Sourced;

/// The pages to add, by path, and where upstream says something else than a
/// page that is there. Such a page is never overwritten.
pub(super) fn merge(
    upstream: &[Sourced<EnumPage>],
    kept: &[Sourced<EnumPage>],
    prose: Prose,
) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    let kept: BTreeMap<&str, &Sourced<EnumPage>> = kept
        .iter()
        .map(|source| (source.page.name.as_str(), source))
        .collect();
    let mut added = BTreeMap::new();
    let mut conflicts = Vec::new();
    for source in upstream {
        match kept.get(source.page.name.as_str()) {
            Some(kept) => conflicts.extend(conflict(source, kept)),
            // A page without members says nothing about the API.
            None if source.page.members.rows.is_empty() => {}
            None => {
                let page = reduced(&source.page, prose);
                added.insert(format!("{}.md", *page.name), write_enum(&page));
            }
        }
    }
    (added, conflicts)
}

fn conflict(upstream: &Sourced<EnumPage>, kept: &Sourced<EnumPage>) -> Option<Diagnostic> {
    let rows = &kept.page.members.rows;
    let differs = |row: &MemberRow| match rows.iter().find(|own| own.name == row.name) {
        None => Some(("has no such member", kept.page.name.span)),
        Some(own) => {
            let own: &MemberRow = own;
            let is_other = own.value.is_some() && row.value.is_some() && own.value != row.value;
            is_other.then_some(("gives the member another value", own.value.span))
        }
    };
    let (row, (message, place)) = upstream
        .page
        .members
        .rows
        .iter()
        .find_map(|row| Some((row, differs(row)?)))?;
    Some(
        Diagnostic::warning(
            "conflicting-enum",
            format!(
                "upstream has `{}` in `{}`, and the page in the reference {message}",
                *row.name, *kept.page.name
            ),
        )
        .at(&upstream.file, row.name.span)
        .label(&kept.file, place, "kept as it is")
        .help("correct the page in the reference if upstream is right; it is never overwritten"),
    )
}

/// Members and values; upstream's list of database columns is not about the API.
fn reduced(page: &EnumPage, prose: Prose) -> EnumPage {
    let mut page = page.clone();
    page.front.title.value = page.name.value.clone();
    page.front.uid.value = format!("enum-{}", page.name.to_ascii_lowercase());
    page.usage = Usage::default();
    if prose == Prose::Facts {
        page.prose = None;
        for row in &mut page.members.rows {
            row.value.description.value.clear();
        }
    }
    page
}
