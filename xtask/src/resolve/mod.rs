//! From pages to the model: which types there are, and which type everything has.
//!
//! The pages lose type information. What they leave out is found again by
//! rules that were counted on three releases; each decision keeps its evidence.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod evidence;
pub(crate) mod rules;
mod statements;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::area::AreaKind;
use crate::diagnostic::{Diagnostic, any_error};
use crate::model::{Api, Area, Carrier};
use crate::page::{Documentation, Placeholders, SourcePage};
use build::{glossary, operations, parameters};
use check::duplicates::duplicates;
use check::{agreement, contradictions, names, spelling, usual};
use evidence::labels::Labels;
use evidence::sets::by_set;
use evidence::{discover, enums, naming, usages};
use rules::decide;

pub use check::agreement::refines;
pub use evidence::amendment::{Amendment, Dissent, amend, by_page, dissents};
pub use evidence::draft::OMITTED_IN_REQUESTS;
pub use evidence::terms::carrier_in_text;
pub use rules::sample::is_date_time;
pub use statements::{Statement, Statements, statements};

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
    let usages = usages::collect(documentation, &pages, &discovery, &enums, &mut diagnostics);
    let labels = Labels {
        drafts: &discovery.drafts,
        enums: &enums,
        placeholders: &placeholders,
    };
    let decisions = decide(&discovery, labels, &usages, &mut diagnostics);
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
