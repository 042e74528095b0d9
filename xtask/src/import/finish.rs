//! The last touches, for which the model has to be there.

use std::collections::{BTreeMap, BTreeSet};

use super::gone::Present;
use super::release::Releases;
use super::samples;
use super::{KINDS, Texts};
use crate::diagnostic::Diagnostic;
use crate::model::Api;
use crate::page::{Documentation, PageFile, write, write_enum, write_type};
use crate::source::Spanned;

/// The last touches, for which the model has to be there.
pub(super) struct Finish<'a, F> {
    pub(super) api: &'a Api,
    /// The pages that no longer say what their files do.
    pub(super) followed: &'a BTreeSet<String>,
    pub(super) present: Present<'a>,
    pub(super) releases: Releases<'a>,
    pub(super) without_samples: F,
}

impl<F: Fn(&str) -> bool> Finish<'_, F> {
    pub(super) fn texts(
        &self,
        documentation: &Documentation,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Texts {
        let mut texts: Texts = KINDS.iter().map(|kind| (*kind, BTreeMap::new())).collect();
        let mut add = |relative: &str, text: String| {
            let (kind, path) = relative.split_once('/').unwrap_or(("", relative));
            if let Some(kind) = KINDS.iter().find(|known| **known == kind) {
                texts.entry(kind).or_default().insert(path.to_owned(), text);
            }
        };
        for source in &documentation.operations {
            let uid = source.uid();
            let mut page = source.page.clone();
            if let Some(operation) = self.present.operation(uid) {
                self.releases.operation(&mut page, operation);
                if (self.without_samples)(uid) {
                    samples::fill(&mut page, operation, self.api);
                }
            }
            let text = match self.followed.contains(uid) {
                true => write(&page),
                false => text(source, &page, write),
            };
            add(&source.file.relative, text);
        }
        for source in &documentation.enums {
            if let Some(mut page) = self.present.enumeration(source, diagnostics) {
                if self.api.enums.contains_key(page.name.as_str()) {
                    self.releases.enumeration(&mut page);
                }
                // A person's page stays without one.
                if page.generated || page.sample.is_some() {
                    page.sample = Some(Spanned::made(page.shown().into()));
                }
                add(&source.file.relative, text(source, &page, write_enum));
            }
        }
        for source in &documentation.types {
            if let Some(mut page) = self.present.carrier(source, diagnostics) {
                self.releases.carrier(&mut page);
                if page.generated || page.sample.is_some() {
                    page.sample = samples::carrier(&page.name, self.api).map(Spanned::made);
                }
                add(&source.file.relative, text(source, &page, write_type));
            }
        }
        texts
    }
}

/// A page as it was, if nothing about it has changed.
fn text<P: PartialEq>(source: &PageFile<P>, page: &P, write: fn(&P) -> String) -> String {
    if source.page == *page {
        source.file.text.clone()
    } else {
        write(page)
    }
}
