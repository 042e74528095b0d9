//! From pages to the model: which types there are, and which type everything has.
//!
//! The pages lose type information. What they leave out is found again by
//! rules that were counted on three releases; each decision keeps its evidence.

mod agreement;
mod amend;
mod by_name;
mod by_usage;
mod contradictions;
mod decide;
mod described;
mod discover;
mod dissent;
mod draft;
mod enums;
mod glossary;
mod infer;
mod label;
mod names;
mod naming;
mod operations;
mod parameters;
mod peers;
mod placeholder;
mod samples;
mod settle;
mod shape;
mod shown;
mod spelling;
mod statements;
mod table;
mod text;
mod usage;
mod usual;
mod within;

pub use agreement::refines;
pub use amend::{Amendment, Dissent, amend, by_page, dissents};
pub use described::Described;
pub use draft::OMITTED_IN_REQUESTS;
pub use infer::is_date_time;
pub use placeholder::Placeholders;
pub use statements::{Statement, Statements, statements};
pub use text::carrier_in_text;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, any_error};
use crate::model::{Api, Area, AreaKind, Carrier, Place};
use crate::page::{EnumPage, GlossaryPage, Page, TypePage};
use crate::source::{SourceFile, Span};
use label::Labels;

/// A page and the file it was read from.
#[derive(Clone, Debug)]
pub struct Sourced<Page> {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What it says.
    pub page: Page,
}

/// The page of an operation.
pub type SourcePage = Sourced<Page>;

/// All pages of all documentation sets.
#[derive(Clone, Debug, Default)]
pub struct Documentation {
    /// The pages of operations.
    pub operations: Vec<SourcePage>,
    /// The pages of enums.
    pub enums: Vec<Sourced<EnumPage>>,
    /// The pages of carriers.
    pub types: Vec<Sourced<TypePage>>,
    /// The pages that say what words mean.
    pub glossaries: Vec<Sourced<GlossaryPage>>,
}

impl From<Vec<SourcePage>> for Documentation {
    fn from(operations: Vec<SourcePage>) -> Self {
        Self {
            operations,
            ..Self::default()
        }
    }
}

/// Builds the model of the API from all its pages.
///
/// The order of the pages within a set does not matter. The first set that
/// describes an operation wins; what later sets show of it is evidence. There
/// are errors when two pages of one set describe one operation, and when pages
/// contradict each other.
pub fn resolve(documentation: &Documentation) -> (Api, Vec<Diagnostic>) {
    let (pages, older) = by_set(&documentation.operations);
    let mut diagnostics = duplicates(&documentation.operations);
    diagnostics.extend(pages.iter().flat_map(|page| parameters::check_path(page)));
    if !diagnostics.is_empty() {
        return (Api::default(), diagnostics);
    }

    let placeholders = Placeholders::detect(&documentation.operations);
    let mut discovery = discover::discover(
        &pages,
        &older,
        documentation,
        &placeholders,
        &mut diagnostics,
    );
    diagnostics.extend(agreement::check_names(documentation, &discovery));
    let mut enums = enums::collect(documentation, &pages);
    naming::name(&mut discovery.drafts, &mut enums);
    let usages = usage::collect(documentation, &pages, &discovery, &enums, &mut diagnostics);
    let labels = Labels {
        drafts: &discovery.drafts,
        enums: &enums,
        placeholders: &placeholders,
    };
    let decisions = decide::decide(&discovery, labels, &usages, &mut diagnostics);
    names::misspelt(&discovery.drafts, &mut diagnostics);
    names::unknown(documentation, &pages, labels, &mut diagnostics);
    let carriers = discovery.drafts.finish(&decisions);
    let context = operations::Context {
        discovery: &discovery,
        decisions: &decisions,
        labels,
        usages: &usages,
    };
    let wrong = pages.iter();
    diagnostics.extend(wrong.flat_map(|page| parameters::check_types(page, &context)));
    let areas = areas(&pages, |page| operations::operation(page, &context));
    let mut api = Api {
        areas,
        carriers,
        enums: enums.finish(),
        glossary: Arc::default(),
    };
    // Samples follow from what is wrong already.
    if placeholders.is_empty() && !any_error(&diagnostics) {
        contradictions::find(documentation, &pages, &api, &mut diagnostics);
    }
    let parameters = usual::parameters(&pages).into_iter();
    diagnostics.extend(parameters.map(|dissent| dissent.diagnostic));
    drop_unreachable(&mut api);
    api.glossary = Arc::new(glossary::collect(documentation, &api, &mut diagnostics));
    diagnostics.extend(spelling::check(&api));
    (api, diagnostics)
}

/// A place in a file.
fn place(file: &Arc<SourceFile>, span: Span) -> Place {
    Place {
        file: Arc::clone(file),
        span,
    }
}

/// The pages that describe the operations, and those of later sets that only
/// show more of them; both by identifier.
fn by_set(operations: &[SourcePage]) -> (Vec<&SourcePage>, Vec<&SourcePage>) {
    let mut uids = HashSet::new();
    let mut routes = HashSet::new();
    let (mut pages, older): (Vec<_>, Vec<_>) = sorted(operations).into_iter().partition(|page| {
        let is_new = !uids.contains(page.uid()) && !routes.contains(&page.route());
        let is_first = page.file.set == 0 || is_new;
        uids.insert(page.uid());
        routes.insert(page.route());
        is_first
    });
    pages.sort_by(|a, b| a.uid().cmp(b.uid()));
    (pages, older)
}

/// By set, identifier and path, whatever order the pages came in.
fn sorted(operations: &[SourcePage]) -> Vec<&SourcePage> {
    let mut pages: Vec<&SourcePage> = operations.iter().collect();
    pages.sort_by(|a, b| {
        (a.file.set, a.uid(), &a.file.relative).cmp(&(b.file.set, b.uid(), &b.file.relative))
    });
    pages
}

impl SourcePage {
    pub(crate) fn uid(&self) -> &str {
        &self.page.front.uid
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        place(&self.file, span)
    }

    /// Method and path, which servers do not tell apart by case.
    pub(crate) fn route(&self) -> (String, String) {
        let http = &self.page.http;
        (
            http.method.to_ascii_lowercase(),
            http.path.to_ascii_lowercase(),
        )
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
