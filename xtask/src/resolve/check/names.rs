//! Names of types that no page describes.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use crate::area::AreaKind;
use crate::diagnostic::Diagnostic;
use crate::near::nearest;
use crate::page::{Documentation, PageFile, SourcePage, TypeLabel};
use crate::resolve::evidence::drafts::Drafts;
use crate::resolve::evidence::labels::Labels;
use crate::source::{SourceFile, Span, Spanned};

/// Of so many names that pages describe, one may be used and not be described.
const ONE_IN: usize = 50;

/// Finds the names in tables and headings that are no carrier's and no enum's.
///
/// A few are mistakes. Where there are many, the pages are an excerpt, or have lost types: then what
/// samples show has to do, and a name is a mistake if another one is near.
pub(crate) fn unknown(
    documentation: &Documentation,
    pages: &[&SourcePage],
    labels: Labels<'_, '_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut unknown = Vec::new();
    for page in pages.iter().filter(|page| page.file.set == 0) {
        let parameters = page.page.parameters().map(|row| &row.label);
        let used = parameters.chain(page.page.labels());
        let used = used.filter_map(|label| undescribed(label, Some(page.kind()), labels));
        unknown.extend(used.map(|(name, span)| (&page.file, name, span, false)));
    }
    for PageFile { file, page } in &documentation.types {
        if file.set == 0 {
            let used = page.properties.rows.iter();
            let used = used.filter_map(|row| undescribed(&row.label, None, labels));
            unknown.extend(used.map(|(name, span)| (file, name, span, true)));
        }
    }
    if unknown.is_empty() {
        return;
    }
    let names: BTreeSet<&str> = unknown.iter().map(|(_, name, ..)| *name).collect();
    let is_whole = names.len() * ONE_IN <= labels.described().count();
    // Where a table is told to differ from all others, nothing is to be added.
    let told: HashSet<_> = diagnostics.iter().filter_map(place).collect();
    let found = unknown
        .into_iter()
        .filter_map(|(file, name, span, is_strict)| {
            let near = nearest(name, labels.described().chain(TypeLabel::words()));
            let is_mistake = is_strict || is_whole || near.is_some();
            is_mistake.then(|| mistake(file, name, span, near))
        })
        .filter(|found| place(found).is_none_or(|place| !told.contains(&place)));
    diagnostics.extend(found);
}

/// The name in a label, if it has no meaning.
fn undescribed<'p>(
    label: &'p Spanned<TypeLabel>,
    kind: Option<AreaKind>,
    labels: Labels<'_, '_>,
) -> Option<(&'p str, Span)> {
    let TypeLabel::Named(name) = label.leaf() else {
        return None;
    };
    let is_placeholder = labels.placeholders.contains(kind, name);
    (!is_placeholder && !labels.is_described(name)).then_some((name, label.span))
}

fn mistake(file: &SourceFile, name: &str, span: Span, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct the name, or add a page for the type".into(),
    };
    Diagnostic::error(
        "unknown-type-name",
        format!("there is no carrier and no enum `{name}`"),
    )
    .at(file, span)
    .help(help)
}

/// Finds headings with a name that is nearly another one, above that one's properties.
pub(crate) fn misspelt(drafts: &Drafts<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for id in drafts.ids() {
        let draft = &drafts[id];
        let (Some((_, name)), [table]) = (&draft.name, draft.tables.as_slice()) else {
            continue;
        };
        let Some(same) = drafts.with_shape(table.names(), false) else {
            continue;
        };
        let Some(near) = nearest(name, same.names()) else {
            continue;
        };
        let other = drafts.named(near).map(|other| &drafts[other]);
        // A name that is as rare is as good.
        let Some(other) = other.filter(|other| other.tables.len() > 1) else {
            continue;
        };
        let found = Diagnostic::error(
            "unknown-type-name",
            format!("no other page knows `{name}`, and it has the properties of `{near}`"),
        )
        .at(&table.page.file, table.head)
        .beside(other.origins.first(), "described here");
        diagnostics.push(found.help(format!("did you mean `{near}`?")));
    }
}

/// File, line and column.
fn place(found: &Diagnostic) -> Option<(PathBuf, usize, usize)> {
    let label = found.labels.first()?;
    Some((label.path.clone(), label.line, label.column))
}
