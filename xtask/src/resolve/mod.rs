//! From pages to the model: which types there are, and which type everything has.
//!
//! The pages lose type information. What they leave out is found again by
//! rules that were counted on three releases; each decision keeps its evidence.

mod decide;
mod discover;
mod draft;
mod naming;
mod operations;
mod parameters;
mod placeholder;
mod text;

pub use decide::is_date_time;
pub use text::carrier_in_text;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::{Api, Area, AreaKind, Carrier, Place};
use crate::page::Page;
use crate::source::{SourceFile, Span};

/// A page and the file it was read from.
#[derive(Debug)]
pub struct SourcePage {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What it says.
    pub page: Page,
}

/// Builds the model of the API from all its pages.
///
/// The order of the pages does not matter. There are errors when two pages
/// describe one operation.
pub fn resolve(pages: &[SourcePage]) -> (Api, Vec<Diagnostic>) {
    let mut pages: Vec<&SourcePage> = pages.iter().collect();
    pages.sort_by(|a, b| {
        a.uid()
            .cmp(b.uid())
            .then_with(|| a.file.relative.cmp(&b.file.relative))
    });
    let mut diagnostics = duplicates(&pages);
    diagnostics.extend(pages.iter().flat_map(|page| parameters::check_path(page)));
    if !diagnostics.is_empty() {
        return (Api::default(), diagnostics);
    }

    let placeholders = placeholder::detect(&pages);
    let mut discovery = discover::discover(&pages, &placeholders, &mut diagnostics);
    let mut enums = parameters::collect_enums(&pages);
    naming::name(&mut discovery.drafts, &mut enums);
    let decisions = decide::decide(&discovery, &placeholders);
    let carriers = discovery.drafts.finish(&decisions);
    let areas = areas(&pages, |page| {
        operations::operation(page, &discovery, &decisions, &enums)
    });
    let mut api = Api {
        areas,
        carriers,
        enums: enums.finish(),
    };
    drop_unreachable(&mut api);
    (api, diagnostics)
}

impl SourcePage {
    pub(crate) fn uid(&self) -> &str {
        &self.page.front.uid
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place {
            file: Arc::clone(&self.file),
            span,
        }
    }

    pub(crate) fn kind(&self) -> AreaKind {
        if self.page.http.path.contains("/Agents/") {
            AreaKind::Agent
        } else {
            AreaKind::Rest
        }
    }

    /// `Appointment` of `v1AppointmentAgent_Accept`.
    pub(crate) fn area(&self) -> &str {
        let uid = self.uid();
        let prefix = uid.split_once('_').map_or(uid, |(prefix, _)| prefix);
        let prefix = prefix.strip_prefix('v').map_or(prefix, |rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
        });
        let suffix = match self.kind() {
            AreaKind::Agent => "Agent",
            AreaKind::Rest => "Entity",
        };
        prefix
            .strip_suffix(suffix)
            .filter(|name| !name.is_empty())
            .unwrap_or(prefix)
    }

    /// `Accept` of `v1AppointmentAgent_Accept`.
    pub(crate) fn operation_name(&self) -> &str {
        let uid = self.uid();
        uid.split_once('_').map_or(uid, |(_, name)| name)
    }
}

/// Two pages for one identifier, or for one method and path.
fn duplicates(pages: &[&SourcePage]) -> Vec<Diagnostic> {
    let mut by_uid = BTreeMap::new();
    let mut by_path = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for page in pages {
        let http = &page.page.http;
        let route = (
            http.method.to_ascii_lowercase(),
            http.path.to_ascii_lowercase(),
        );
        let uid = &page.page.front.uid;
        let (span, first, what) =
            if let Some(first) = by_uid.insert(page.uid().to_ascii_lowercase(), *page) {
                (
                    uid.span,
                    (first, first.page.front.uid.span),
                    format!("identifier `{}`", page.uid()),
                )
            } else if let Some(first) = by_path.insert(route, *page) {
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

fn areas(
    pages: &[&SourcePage],
    mut operation: impl FnMut(&SourcePage) -> crate::model::Operation,
) -> Vec<Area> {
    let mut areas: BTreeMap<(AreaKind, &str), Vec<_>> = BTreeMap::new();
    for page in pages {
        areas
            .entry((page.kind(), page.area()))
            .or_default()
            .push(operation(page));
    }
    areas
        .into_iter()
        .map(|((kind, name), operations)| Area {
            kind,
            name: name.to_owned(),
            operations,
        })
        .collect()
}

/// Types that only placeholders led to are nobody's.
fn drop_unreachable(api: &mut Api) {
    let reached = crate::model::closures(api);
    let keep = |name: &Arc<str>, _: &mut Carrier| reached.contains_key(name);
    api.carriers.retain(keep);
    api.enums.retain(|name, _| reached.contains_key(name));
}
