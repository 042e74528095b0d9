//! The pages about types that a person keeps, and what upstream has more to say.
//!
//! A page that an import wrote is upstream's: it is written anew, or it goes. Any other page is a
//! person's: upstream may add to it, and nothing else.

use std::collections::BTreeMap;

use super::Prose;
use super::rows::{first_rows, indices};
use crate::corrections::Corrections;
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::page::{
    EnumPage, MemberRow, PageFile, PropertyRow, TypeLabel, TypePage, Usage, write_enum, write_type,
};
use crate::source::{SourceFile, Span, Spanned};

/// Texts of pages by file name, and what is to be told.
#[derive(Debug, Default)]
pub(super) struct MergedPages {
    pub(super) texts: BTreeMap<String, String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The pages of enums as they will be.
pub(super) fn enums(
    upstream: &[PageFile<EnumPage>],
    kept: &[PageFile<EnumPage>],
    prose: Prose,
    corrections: &Corrections,
) -> MergedPages {
    let theirs = by_name(upstream, |page| &page.name);
    let mut merged = MergedPages::default();
    for own in kept {
        let name = own.page.name.as_str();
        let page = match (own.page.generated, theirs.get(name)) {
            (true, Some(theirs)) => reduced_enum(&theirs.page, prose),
            // It goes if nothing needs it, which only the model can tell.
            (true, None) => own.page.clone(),
            (false, theirs) => {
                let mut page = own.page.clone();
                corrections.correct_enum(&mut page);
                if let Some(theirs) = theirs {
                    let conflict = conflicting_values(theirs, own, &page);
                    merged.diagnostics.extend(conflict);
                    add_members(&mut page, &reduced_enum(&theirs.page, prose));
                }
                page
            }
        };
        merged.keep(&own.file, &own.page, &page, write_enum);
    }
    let kept = by_name(kept, |page| &page.name);
    for (name, source) in &theirs {
        // A page without members says nothing about the API.
        let is_new = !kept.contains_key(name);
        if is_new && !source.page.members.rows.is_empty() {
            let page = reduced_enum(&source.page, prose);
            merged.texts.insert(format!("{name}.md"), write_enum(&page));
        }
    }
    merged
}

/// The pages of carriers as they will be. `is_needed` tells whether a page of upstream's says more
/// than the pages of operations.
pub(super) fn types(
    upstream: &[PageFile<TypePage>],
    kept: &[PageFile<TypePage>],
    prose: Prose,
    corrections: &Corrections,
    is_needed: impl Fn(&TypePage) -> bool,
) -> MergedPages {
    let theirs = by_name(upstream, |page| &page.name);
    let mut merged = MergedPages::default();
    for own in kept {
        let name = own.page.name.as_str();
        let theirs = theirs.get(name).copied();
        let page = match (own.page.generated, theirs) {
            (true, Some(theirs)) if is_needed(&theirs.page) => reduced_type(&theirs.page, prose),
            // The pages of operations describe it now.
            (true, Some(_)) => continue,
            (true, None) => own.page.clone(),
            (false, theirs) => {
                let mut page = own.page.clone();
                let found = &mut merged.diagnostics;
                corrections.correct_type(&own.file, &mut page, found);
                if let Some(theirs) = theirs {
                    let rows = first_rows(&theirs.page.properties.rows);
                    for row in &mut page.properties.rows {
                        let other = rows.get(row.name.as_str());
                        found.extend(other.and_then(|other| refine(row, other, own, theirs)));
                    }
                    if is_needed(&theirs.page) {
                        found.extend(drop_properties(&mut page, own, theirs));
                        add_properties(&mut page, &reduced_type(&theirs.page, prose));
                    }
                }
                page
            }
        };
        merged.keep(&own.file, &own.page, &page, write_type);
    }
    let kept = by_name(kept, |page| &page.name);
    for (name, source) in &theirs {
        let is_new = !kept.contains_key(name);
        if is_new && is_needed(&source.page) {
            let page = reduced_type(&source.page, prose);
            merged.texts.insert(format!("{name}.md"), write_type(&page));
        }
    }
    merged
}

/// Upstream no longer has what a line or a page is about.
pub(super) fn dropped(file: &SourceFile, span: Span, what: &str) -> Diagnostic {
    Diagnostic::warning("dropped", format!("upstream has no longer {what}: dropped"))
        .at(file, span)
        .help("nothing is to be done, unless it has another name now")
}

impl MergedPages {
    /// Keeps a page: as it was written, if nothing about it has changed.
    fn keep<Page: PartialEq>(
        &mut self,
        file: &SourceFile,
        old: &Page,
        new: &Page,
        write: fn(&Page) -> String,
    ) {
        let text = if old == new {
            file.text.clone()
        } else {
            write(new)
        };
        self.texts.insert(file.relative.clone(), text);
    }
}

fn by_name<'s, Page>(
    pages: &'s [PageFile<Page>],
    name: fn(&Page) -> &Spanned<String>,
) -> BTreeMap<&'s str, &'s PageFile<Page>> {
    let pair = |source: &'s PageFile<Page>| (name(&source.page).value.as_str(), source);
    pages.iter().map(pair).collect()
}

/// Adds members that upstream has and the page has not, and the values of members that have none.
fn add_members(page: &mut EnumPage, theirs: &EnumPage) {
    let rows = &mut page.members.rows;
    let indices = indices(rows);
    for row in &theirs.members.rows {
        match indices.get(row.name.as_str()) {
            Some(&index) => {
                let own: &mut MemberRow = &mut rows[index].value;
                own.value.value = own.value.value.or(row.value.value.value);
                fill(&mut own.description, &row.description);
            }
            None => rows.push(row.clone()),
        }
    }
    if page.prose.is_none() {
        page.prose.clone_from(&theirs.prose);
    }
}

/// Drops properties that a carrier no longer has. Only a page that was written from a document is
/// sure to have them all.
fn drop_properties(
    page: &mut TypePage,
    own: &PageFile<TypePage>,
    theirs: &PageFile<TypePage>,
) -> Vec<Diagnostic> {
    let theirs = &theirs.page;
    let mut diagnostics = Vec::new();
    let rows = first_rows(&theirs.properties.rows);
    page.properties.rows.retain(|row| {
        let is_there = !theirs.generated || rows.contains_key(row.name.as_str());
        if !is_there {
            let what = format!("`{}.{}`", *theirs.name, *row.name);
            diagnostics.push(dropped(&own.file, row.name.span, &what));
        }
        is_there
    });
    diagnostics
}

/// Adds properties that upstream has and the page has not, each behind the one before it.
fn add_properties(page: &mut TypePage, theirs: &TypePage) {
    let rows = &mut page.properties.rows;
    let indices = indices(rows);
    // What upstream has more, behind each row of the page; first what comes before all of them.
    let mut more = vec![Vec::new(); rows.len() + 1];
    let mut at = 0;
    for row in &theirs.properties.rows {
        match indices.get(row.name.as_str()) {
            Some(&index) => {
                fill(&mut rows[index].value.description, &row.description);
                at = index + 1;
            }
            None => more[at].push(row.clone()),
        }
    }
    let mut more = more.into_iter();
    let mut all = more.next().unwrap_or_default();
    for (row, more) in std::mem::take(rows).into_iter().zip(more) {
        all.push(row);
        all.extend(more);
    }
    *rows = all;
    if page.prose.is_none() {
        page.prose.clone_from(&theirs.prose);
    }
}

fn fill(own: &mut Spanned<String>, theirs: &Spanned<String>) {
    if own.value.is_empty() {
        own.value.clone_from(&theirs.value);
    }
}

/// Takes the more precise of two types; says where they exclude each other.
fn refine(
    row: &mut Spanned<PropertyRow>,
    other: &PropertyRow,
    own: &PageFile<TypePage>,
    theirs: &PageFile<TypePage>,
) -> Option<Diagnostic> {
    let (mine, other_label) = (&row.label.value, &other.label.value);
    if mine.refines(other_label) && !matches!(other_label, TypeLabel::Named(_)) {
        return None;
    }
    if mine == other_label {
        return None;
    }
    if other_label.refines(mine) {
        row.value.label.value = other_label.clone();
        return None;
    }
    let message = format!(
        "`{}.{}` is `{}` upstream and `{}` in the reference",
        *own.page.name,
        *row.name,
        other_label.lower(),
        mine.lower()
    );
    let found = Diagnostic::warning("conflicting-type", message);
    let found = found.at(&theirs.file, other.label.span);
    Some(kept(found, &own.file, row.label.span))
}

/// The page says what it said, and upstream otherwise.
fn kept(found: Diagnostic, own: &SourceFile, span: Span) -> Diagnostic {
    found
        .label(own, span, "kept as it is")
        .help("correct the page in the reference if upstream is right; it is never overwritten")
}

/// Where upstream gives a member another value than the page does, as corrected.
fn conflicting_values(
    theirs: &PageFile<EnumPage>,
    own: &PageFile<EnumPage>,
    corrected: &EnumPage,
) -> Option<Diagnostic> {
    let corrected = first_rows(&corrected.members.rows);
    let own_rows = first_rows(&own.page.members.rows);
    let (row, own_row) = theirs.page.members.rows.iter().find_map(|row| {
        let corrected = corrected.get(row.name.as_str())?;
        let own_row = own_rows.get(row.name.as_str())?;
        let values = (row.value.value.value, corrected.value.value.value);
        matches!(values, (Some(theirs), Some(own)) if theirs != own).then_some((row, own_row))
    })?;
    let message = format!(
        "upstream gives `{}` of `{}` another value than the page in the reference",
        *row.name, *own.page.name
    );
    let found = Diagnostic::warning("conflicting-enum", message);
    let found = found.at(&theirs.file, row.value.value.span);
    Some(kept(found, &own.file, own_row.value.value.span))
}

/// Members and values; upstream's list of database columns is not about the API.
fn reduced_enum(page: &EnumPage, prose: Prose) -> EnumPage {
    let mut page = page.clone();
    page.front.title.value.clone_from(&page.name);
    page.front.uid.value = format!("enum-{}", page.name.to_ascii_lowercase());
    page.generated = true;
    page.usage = Usage::default();
    if prose == Prose::Facts {
        page.prose = None;
        for row in &mut page.members.rows {
            row.value.description.value.clear();
        }
    }
    page
}

/// Properties and the facts about them.
fn reduced_type(page: &TypePage, prose: Prose) -> TypePage {
    let mut page = page.clone();
    page.generated = true;
    if prose == Prose::Facts {
        page.prose = None;
        for row in &mut page.properties.rows {
            let description = &mut row.value.description.value;
            *description = Facts::read(description).to_string();
        }
    }
    page
}
