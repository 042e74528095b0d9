//! From pages to the model: which types there are, and which type everything has.
//!
//! The pages lose type information. What they leave out is found again by
//! rules that were counted on three releases; each decision keeps its evidence.

mod build;
mod check;
mod decisions;
mod dissents;
mod evidence;
mod rules;
mod statements;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::area::AreaKind;
use crate::diagnostic::{Diagnostic, any_error};
use crate::model::{Api, Area, Carrier, Operation};
use crate::page::{Documentation, Placeholders, SourcePage};
use build::carriers::carriers;
use build::context::BuildContext;
use build::{glossary, operations};
use check::{agreement, contradictions, members, names, parameters, shown, spelling, usual};
use evidence::labels::Labels;
use evidence::sets::by_set;
use evidence::{discover, enums, naming, usages};

pub(crate) use check::duplicates::duplicates;
pub use dissents::dissents;
pub use evidence::amendment::{Amendment, Dissent, amend, by_page};
pub use evidence::table::OMITTED_IN_REQUESTS;
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
    let mut decisions = rules::decide(&discovery, labels);
    diagnostics.extend(agreement::check_labels(&discovery, labels, &decisions));
    diagnostics.extend(members::check(&discovery, &enums, &decisions));
    rules::enum_page::apply(
        &discovery,
        &usages,
        &enums,
        &mut decisions,
        &mut diagnostics,
    );
    diagnostics.sort_by(|a, b| place(a).cmp(&place(b)));

    names::misspelt(&discovery.drafts, &mut diagnostics);
    names::unknown(documentation, &pages, labels, &mut diagnostics);
    let wrong = pages.iter();
    let wrong = wrong.flat_map(|page| parameters::check_types(page, labels, &usages));
    diagnostics.extend(wrong);

    let carriers = carriers(&discovery.drafts, &decisions);
    let context = BuildContext {
        discovery: &discovery,
        decisions: &decisions,
        labels,
        usages: &usages,
    };
    let areas = areas(&pages, |page| operations::operation(page, &context));
    let mut api = Api {
        areas,
        carriers,
        enums: enums.finish(),
        glossary: Arc::default(),
    };
    // Samples follow from what is wrong already.
    if !any_error(&diagnostics) {
        shown::check_types(documentation, &api, &mut diagnostics);
    }
    if contradictions::has_types(&pages, &placeholders) && !any_error(&diagnostics) {
        contradictions::find(documentation, &pages, &api, &mut diagnostics);
    }
    let parameters = usual::parameters(&pages).into_iter();
    let unusual = parameters.chain(usual::arguments(&pages));
    diagnostics.extend(unusual.map(|dissent| dissent.diagnostic));
    drop_unreachable(&mut api);
    api.glossary = Arc::new(glossary::collect(documentation, &api, &mut diagnostics));
    diagnostics.extend(spelling::check(&api));
    (api, diagnostics)
}

/// File and line: the maps that findings came from have no order.
fn place(found: &Diagnostic) -> Option<(&Path, usize)> {
    let label = found.labels.first()?;
    Some((&label.path, label.line))
}

fn areas(pages: &[&SourcePage], mut operation: impl FnMut(&SourcePage) -> Operation) -> Vec<Area> {
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
