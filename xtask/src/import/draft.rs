//! The reference to be, before samples and releases.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::kept;
use super::reference::Reference;
use super::release::Releases;
use super::{Options, Prose};
use crate::console::Console;
use crate::corrections::Corrections;
use crate::diagnostic::Diagnostic;
use crate::load::{self, Upstream};
use crate::page::{Documentation, EnumPage, PageFile, TypeLabel, TypePage};
use crate::read::Sources;
use crate::source::SourceFile;

/// All texts of the reference to be, before samples and releases.
pub(super) struct ReferenceDraft<'a> {
    to: &'a Path,
    operations: BTreeMap<String, String>,
    enums: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
}

impl<'a> ReferenceDraft<'a> {
    pub(super) fn new(
        to: &'a Path,
        operations: BTreeMap<String, String>,
        upstream: &Upstream,
        reference: &Reference,
        options: &Options,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let kept = &reference.documentation;
        let described = described(&upstream.documentation);
        let releases = Releases::new(
            &reference.api,
            options.release.as_deref().or(upstream.release.as_deref()),
        );
        let is_needed = |page: &TypePage| {
            !described.contains(page.name.as_str())
                || releases.is_new_carrier(&page.name)
                || (options.prose == Prose::Full && page.prose.is_some())
        };
        let corrections = Corrections::shipped();
        let upstream = &upstream.documentation;
        let is_unknown = |page: &EnumPage| {
            let mut known = upstream.enums.iter().chain(&kept.enums);
            !known.any(|known| known.page.name == page.name)
        };
        let theirs = with_more(&upstream.enums, corrections.enum_pages().filter(is_unknown));
        let enums = kept::enums(&theirs, &kept.enums, options.prose, corrections);
        let is_unknown = |page: &&TypePage| {
            let mut known = upstream.types.iter();
            !known.any(|known| known.page.name == page.name)
        };
        let more = corrections.type_pages().iter().filter(is_unknown);
        let theirs = with_more(&upstream.types, more.cloned());
        let types = kept::types(&theirs, &kept.types, options.prose, corrections, is_needed);
        diagnostics.extend(enums.diagnostics);
        diagnostics.extend(types.diagnostics);
        Self {
            to,
            operations,
            enums: enums.texts,
            types: types.texts,
        }
    }

    pub(super) fn documentation(&self, console: &Console) -> Result<Documentation> {
        load::parse_sources(
            Sources {
                operations: sources(self.to, "", &self.operations),
                enums: sources(self.to, "enums/", &self.enums),
                types: sources(self.to, "types/", &self.types),
                ..Sources::default()
            },
            console,
        )
    }
}

fn sources(to: &Path, folder: &str, texts: &BTreeMap<String, String>) -> Vec<Arc<SourceFile>> {
    let source = |(path, text): (&String, &String)| {
        let relative = format!("{folder}{path}");
        Arc::new(SourceFile::new(to.join(&relative), relative, text.clone()))
    };
    texts.iter().map(source).collect()
}

/// Upstream's pages about types, with those that corrections lead to and nobody has.
fn with_more<Page: Clone>(
    upstream: &[PageFile<Page>],
    more: impl Iterator<Item = Page>,
) -> Vec<PageFile<Page>> {
    let file = Arc::new(SourceFile::new("corrections.toml", "", ""));
    let more = more.map(|page| PageFile {
        file: file.clone(),
        page,
    });
    upstream.iter().cloned().chain(more).collect()
}

/// The carriers that the tables of operations describe.
fn described(documentation: &Documentation) -> BTreeSet<&str> {
    let tables = documentation.operations.iter().flat_map(|source| {
        let page = &source.page;
        let response = page.response.properties.is_some();
        let response = page.response.body.as_ref().filter(|_| response);
        let request = page.request.as_ref();
        let request = request.filter(|request| request.properties.is_some());
        let request = request.and_then(|request| request.label.as_ref());
        response.into_iter().chain(request)
    });
    tables
        .filter_map(|label| match label.leaf() {
            TypeLabel::Named(name) => Some(name.as_str()),
            _ => None,
        })
        .collect()
}
