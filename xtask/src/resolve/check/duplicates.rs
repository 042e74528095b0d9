//! Operations that two pages of one set describe.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::page::SourcePage;
use crate::resolve::evidence::sets::sorted;

/// Two pages of one set for one identifier, or for one method and path.
pub(crate) fn duplicates(operations: &[SourcePage]) -> Vec<Diagnostic> {
    let mut by_uid = BTreeMap::new();
    let mut by_route = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for page in sorted(operations) {
        let http = &page.page.http;
        let uid = &page.page.front.uid;
        let set = page.file.set;
        let same_uid = by_uid.insert((set, page.uid().to_ascii_lowercase()), page);
        let same_route = by_route.insert((set, page.route()), page);
        let (span, first, what) = if let Some(first) = same_uid {
            (
                uid.span,
                (first, first.page.front.uid.span),
                format!("identifier `{}`", page.uid()),
            )
        } else if let Some(first) = same_route {
            (
                http.span,
                (first, first.page.http.span),
                format!("operation `{} {}`", http.method, http.path),
            )
        } else {
            continue;
        };
        diagnostics.push(
            Diagnostic::error(
                "duplicate-operation",
                format!("two pages describe the {what}"),
            )
            .at(&page.file, span)
            .label(&first.0.file, first.1, "first here")
            .help("remove one of the pages"),
        );
    }
    diagnostics
}
