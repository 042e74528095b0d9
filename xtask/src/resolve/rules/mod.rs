//! The rules that find types. To add one, write a file with what it finds, and a line in [`RULES`].

mod description;
mod dynamic_columns;
pub(crate) mod enum_page;
mod known;
mod name;
pub(crate) mod parameter;
mod patch_value;
pub(crate) mod sample;
mod shape;
pub(crate) mod site;
mod table;
mod type_page;
mod unknown;

use super::decisions::{Decision, Decisions};
use super::evidence::discover::Discovery;
use super::evidence::labels::Labels;
use super::evidence::property::DraftProperty;
use known::KnownNames;
use site::{BodySite, PropertySite, TypeRule};

/// All rules, the strongest first: the first that finds a type decides. Where none does, the type is
/// `unknown`; then pages about enums and types may say it, by `enum_page`.
const RULES: [&dyn TypeRule; 8] = [
    &patch_value::PatchValueRule,
    &dynamic_columns::DynamicColumnsRule,
    &type_page::TypePageRule,
    &table::TableRule,
    &description::DescriptionRule,
    &shape::ShapeRule,
    &sample::SampleRule,
    &name::NameRule,
];

/// Decides the types of all properties and arguments: by what each shows itself, then what is
/// unknown by what properties of the same name are.
pub(crate) fn decide(discovery: &Discovery<'_>, labels: Labels<'_, '_>) -> Decisions {
    let mut decisions = Decisions::default();
    for id in discovery.drafts.ids() {
        let draft = &discovery.drafts[id];
        for (index, property) in draft.properties.iter().enumerate() {
            let site = PropertySite::new(property, Some(draft), labels);
            decisions.drafts.insert((id, index), of_property(&site));
        }
    }
    for (uid, arguments) in &discovery.arguments {
        let decide = |property| of_property(&PropertySite::new(property, None, labels));
        let types = arguments.iter().map(decide).collect();
        decisions.arguments.insert((*uid).to_owned(), types);
    }
    decide_again(discovery, labels, &mut decisions);
    decisions
}

/// Asks once more for what is unknown, now that it is known what names mean.
fn decide_again(discovery: &Discovery<'_>, labels: Labels<'_, '_>, decisions: &mut Decisions) {
    let known = KnownNames::new(&discovery.drafts, decisions);
    let again = |property: &DraftProperty<'_>, decision: &mut Decision| {
        if unknown::is_unknown(decision) {
            let site = PropertySite::new(property, None, labels);
            *decision = of_property(&site.with_known_names(&known));
        }
    };
    for ((id, index), decision) in &mut decisions.drafts {
        again(&discovery.drafts[*id].properties[*index], decision);
    }
    for (uid, arguments) in &discovery.arguments {
        let types = decisions.arguments.get_mut(*uid).into_iter().flatten();
        for (property, decision) in arguments.iter().zip(types) {
            again(property, decision);
        }
    }
}

fn of_property(site: &PropertySite<'_, '_>) -> Decision {
    let mut found = RULES.iter().filter_map(|rule| rule.property(site));
    found.next().unwrap_or_else(|| unknown::property(site))
}

/// Decides the type of a request body.
pub(crate) fn request(site: &BodySite<'_, '_>) -> Decision {
    let mut found = RULES.iter().filter_map(|rule| rule.request(site));
    found.next().unwrap_or_else(|| unknown::request(site))
}

/// Decides the type of a response body.
pub(crate) fn response(site: &BodySite<'_, '_>) -> Decision {
    let mut found = RULES.iter().filter_map(|rule| rule.response(site));
    found.next().unwrap_or_else(|| unknown::response(site))
}
