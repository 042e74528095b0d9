//! One type for every property, with its evidence.

pub(crate) mod name;
pub(crate) mod sample;
pub(crate) mod usage;

use std::collections::HashMap;

use serde_json::Value;

use self::name::decide_by_name;
use self::sample::infer;
use self::usage::{decide_by_usage, not_a_member};
use crate::diagnostic::Diagnostic;
use crate::model::{Evidence, Naming, Rule, Type};
use crate::page::TypeLabel;
use crate::resolve::check::agreement::{check_labels, refines};
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::draft::{DraftId, DraftProperty, Drafts, Label};
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::usages::Usages;
use crate::source::Place;

/// The types of all properties.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    pub(crate) drafts: HashMap<(DraftId, usize), (Type, Evidence)>,
    pub(crate) arguments: HashMap<String, Vec<(Type, Evidence)>>,
}

impl Decisions {
    /// The type of a carrier's property.
    pub(crate) fn property(&self, draft: DraftId, index: usize) -> (Type, Evidence) {
        self.drafts
            .get(&(draft, index))
            .cloned()
            .unwrap_or_else(unknown)
    }

    /// The type of an operation's argument.
    pub(crate) fn argument(&self, uid: &str, index: usize) -> (Type, Evidence) {
        self.arguments
            .get(uid)
            .and_then(|arguments| arguments.get(index))
            .cloned()
            .unwrap_or_else(unknown)
    }
}

/// Decides all of them: first by what each shows itself, then by what
/// properties of the same name are, last by what the pages about types say.
pub(crate) fn decide(
    discovery: &Discovery<'_>,
    labels: Labels<'_, '_>,
    usages: &Usages,
    diagnostics: &mut Vec<Diagnostic>,
) -> Decisions {
    let drafts = &discovery.drafts;
    let decider = Decider { drafts, labels };
    let mut decisions = Decisions::default();
    for id in drafts.ids() {
        let names = drafts[id].properties.iter().map(|property| property.name);
        let is_patch = names.eq(["op", "path", "value"]);
        for (index, property) in drafts[id].properties.iter().enumerate() {
            let decision = if is_patch && property.name == "value" {
                (
                    Type::Json,
                    evidence(Rule::PatchValue, label_places(property)),
                )
            } else if property.name == "value"
                && drafts[id].position("odata.metadata", 0).is_some()
                && !names_elements(property)
            {
                // Which columns a row has is what the caller asks for.
                let row = Type::Dictionary(Box::new(Type::Json));
                (
                    Type::List(Box::new(row)),
                    evidence(Rule::DynamicColumns, label_places(property)),
                )
            } else {
                diagnostics.extend(check_labels(property, labels));
                let decision = decider.property(property);
                diagnostics.extend(check_members(property, &decision, labels));
                decision
            };
            decisions.drafts.insert((id, index), decision);
        }
    }
    for (uid, arguments) in &discovery.arguments {
        let checked = arguments
            .iter()
            .filter_map(|property| check_labels(property, labels));
        diagnostics.extend(checked);
        let types = arguments
            .iter()
            .map(|property| decider.property(property))
            .collect();
        decisions.arguments.insert((*uid).to_owned(), types);
    }
    decide_by_name(discovery, labels, &mut decisions);
    decide_by_usage(discovery, usages, labels, &mut decisions, diagnostics);
    decisions
}

/// Whether a label says which carriers an array holds.
fn names_elements(property: &DraftProperty<'_>) -> bool {
    property.labels.iter().any(|label| {
        matches!(label.label, TypeLabel::ArrayOf(inner) if matches!(**inner, TypeLabel::Named(_)))
    })
}

struct Decider<'a, 'p> {
    drafts: &'a Drafts<'p>,
    labels: Labels<'a, 'p>,
}

impl<'p> Decider<'_, 'p> {
    fn property(&self, property: &DraftProperty<'p>) -> (Type, Evidence) {
        let Some(label) = best_label(property) else {
            return self.by_sample(property);
        };
        let rule = if label.kind.is_none() {
            Rule::TypePage
        } else {
            Rule::Table
        };
        let says = |ty| (ty, evidence(rule, vec![label.place.clone()]));
        match label.label {
            // The request tables of the newer dialect write `String` for dates and bytes too.
            TypeLabel::String if label.request => match self.by_sample(property) {
                decided @ (Type::DateTime | Type::Bytes, _) => decided,
                _ => says(Type::String),
            },
            TypeLabel::Array => {
                let elements = arrays(property).flatten();
                let (ty, evidence) = self.elements(property, elements);
                (Type::List(Box::new(ty)), evidence)
            }
            TypeLabel::Object => self.dictionary(property),
            TypeLabel::Named(_) if property.dictionary && label.kind.is_some() => {
                self.dictionary(property)
            }
            named => match self.labels.ty(named, label.kind) {
                Some(ty) => says(ty),
                None => self.by_sample(property),
            },
        }
    }

    fn by_sample(&self, property: &DraftProperty<'p>) -> (Type, Evidence) {
        if property.dictionary {
            return self.dictionary(property);
        }
        self.elements(property, property.samples.iter().map(|sample| sample.value))
    }

    fn dictionary(&self, property: &DraftProperty<'p>) -> (Type, Evidence) {
        let values = property
            .samples
            .iter()
            .filter_map(|sample| sample.value.as_object())
            .flat_map(|entries| entries.values());
        let (ty, evidence) = self.elements(property, values);
        (Type::Dictionary(Box::new(ty)), evidence)
    }

    fn elements<'v>(
        &self,
        property: &DraftProperty<'p>,
        values: impl Iterator<Item = &'v Value>,
    ) -> (Type, Evidence) {
        let is_named = |id: &DraftId| {
            matches!(
                self.drafts[*id].name,
                Some((Naming::Heading | Naming::Page | Naming::Description, _))
            )
        };
        let child = property
            .children
            .iter()
            .copied()
            .find(is_named)
            .or_else(|| property.children.first().copied());
        let child_type = child.map(|id| Type::Carrier(self.drafts[id].type_name()));
        match infer(values, child_type) {
            Some(ty) => {
                let by_shape = ty.reference().is_some() && child.as_ref().is_some_and(is_named);
                let rule = if by_shape { Rule::Shape } else { Rule::Sample };
                (ty, evidence(rule, sample_places(property)))
            }
            None => (Type::Json, evidence(Rule::Unknown, label_places(property))),
        }
    }
}

/// Samples of a property that the page of its carrier says is an enum.
fn check_members(
    property: &DraftProperty<'_>,
    (ty, evidence): &(Type, Evidence),
    labels: Labels<'_, '_>,
) -> Option<Diagnostic> {
    match (ty.leaf(), evidence.rule, evidence.places.first()) {
        (Type::Enum(name), Rule::TypePage, Some(place)) => {
            not_a_member(property, name, place, labels)
        }
        _ => None,
    }
}

/// Response tables know more types than request tables.
fn best_label<'l, 'p>(property: &'l DraftProperty<'p>) -> Option<&'l Label<'p>> {
    // What a later set says of the first one's types may be out of date.
    let is_current = |label: &Label<'_>| {
        let mut others = property.labels.iter().filter(|other| other.kind.is_some());
        label.kind.is_some()
            || label.place.file.set == 0
            || others.all(|other| refines(label.label, other.label))
    };
    let known = |label: &&Label<'_>| *label.label != TypeLabel::Blank && is_current(label);
    let labels = || property.labels.iter().filter(known);
    let by_page = labels().find(|label| label.kind.is_none());
    by_page
        .or_else(|| labels().find(|label| !label.request))
        .or_else(|| labels().next())
        .or_else(|| property.labels.first())
}

fn arrays<'l>(property: &'l DraftProperty<'_>) -> impl Iterator<Item = &'l Vec<Value>> {
    property
        .samples
        .iter()
        .filter_map(|sample| sample.value.as_array())
}

pub(crate) fn evidence(rule: Rule, places: Vec<Place>) -> Evidence {
    Evidence { rule, places }
}

pub(crate) fn label_places(property: &DraftProperty<'_>) -> Vec<Place> {
    property
        .labels
        .iter()
        .map(|label| label.place.clone())
        .collect()
}

/// The first samples are enough to look at.
fn sample_places(property: &DraftProperty<'_>) -> Vec<Place> {
    let shown = property
        .samples
        .iter()
        .filter(|sample| !sample.value.is_null());
    shown.map(|sample| sample.place.clone()).take(3).collect()
}

fn unknown() -> (Type, Evidence) {
    (Type::Json, evidence(Rule::Unknown, Vec::new()))
}
