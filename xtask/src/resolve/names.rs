//! Names of types that no page describes.

use std::collections::HashSet;
use std::path::PathBuf;

use super::draft::{Draft, Drafts};
use super::label::Labels;
use super::{Documentation, SourcePage, Sourced};
use crate::diagnostic::Diagnostic;
use crate::model::AreaKind;
use crate::near::nearest;
use crate::page::TypeLabel;
use crate::source::{SourceFile, Spanned};

/// Finds the names in tables and headings that are no carrier's and no enum's.
pub(super) fn unknown(
    documentation: &Documentation,
    pages: &[&SourcePage],
    labels: Labels<'_, '_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // One page alone names what other pages describe.
    let is_whole = documentation.operations.len() > 1
        || !documentation.types.is_empty()
        || !documentation.enums.is_empty();
    let is_whole = is_whole && labels.placeholders.is_empty();
    // Where a table is told to differ from all others, nothing is to be added.
    let told: HashSet<_> = diagnostics.iter().filter_map(place).collect();
    let mut found = Vec::new();
    for page in pages.iter().filter(|page| page.file.set == 0) {
        let parameters = page.page.parameters().map(|row| &row.label);
        let names = parameters.chain(page.page.labels());
        found.extend(
            names.filter_map(|label| check(&page.file, label, Some(page.kind()), labels, is_whole)),
        );
    }
    for Sourced { file, page } in &documentation.types {
        if file.set == 0 {
            let names = page.properties.rows.iter().map(|row| &row.label);
            found.extend(names.filter_map(|label| check(file, label, None, labels, is_whole)));
        }
    }
    found.retain(|found| place(found).is_none_or(|place| !told.contains(&place)));
    diagnostics.extend(found);
}

fn check(
    file: &SourceFile,
    label: &Spanned<TypeLabel>,
    kind: Option<AreaKind>,
    labels: Labels<'_, '_>,
    is_whole: bool,
) -> Option<Diagnostic> {
    let TypeLabel::Named(name) = label.leaf() else {
        return None;
    };
    let is_placeholder = kind.is_some_and(|kind| labels.placeholders.contains(kind, name));
    if is_placeholder || labels.is_described(name) {
        return None;
    }
    let near = nearest(name, labels.described().chain(TypeLabel::WORDS));
    // Documentation that loses types names some that it never describes; samples show a few.
    if near.is_none() && !is_whole {
        return None;
    }
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct the name, or add a page for the type".into(),
    };
    Some(
        Diagnostic::error(
            "unknown-type-name",
            format!("there is no carrier and no enum `{name}`"),
        )
        .at(file, label.span)
        .help(help),
    )
}

/// Finds headings with a name that is nearly another one, above that one's properties.
pub(super) fn misspelt(drafts: &Drafts<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for id in drafts.ids() {
        let draft = &drafts[id];
        let (Some((_, name)), [table]) = (&draft.name, draft.tables.as_slice()) else {
            continue;
        };
        let Some(near) = nearest(name, drafts.names()) else {
            continue;
        };
        let other = drafts.named(near).map(|other| &drafts[other]);
        // A name that is as rare is as good.
        let is_meant =
            |other: &&Draft<'_>| other.tables.len() > 1 && other.shares_most_with(table.rows);
        let Some(other) = other.filter(is_meant) else {
            continue;
        };
        let found = Diagnostic::error(
            "unknown-type-name",
            format!("no other page knows `{name}`, and it has the properties of `{near}`"),
        )
        .at(&table.page.file, table.head);
        let found = match other.origins.first() {
            Some(place) => found.label(&place.file, place.span, "described here"),
            None => found,
        };
        diagnostics.push(found.help(format!("did you mean `{near}`?")));
    }
}

/// File, line and column.
fn place(found: &Diagnostic) -> Option<(PathBuf, usize, usize)> {
    let label = found.labels.first()?;
    Some((label.path.clone(), label.line, label.column))
}
