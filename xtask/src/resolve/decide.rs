//! One type for every property, with its evidence.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::discover::Discovery;
use super::draft::{DraftId, DraftProperty, Drafts, Label};
use super::placeholder::Placeholders;
use crate::model::{Evidence, Naming, Place, Rule, Type};
use crate::page::TypeLabel;

/// The types of all properties.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    drafts: HashMap<(DraftId, usize), (Type, Evidence)>,
    arguments: HashMap<String, Vec<(Type, Evidence)>>,
}

impl Decisions {
    /// The type of a carrier's property.
    pub(super) fn property(&self, draft: DraftId, index: usize) -> (Type, Evidence) {
        self.drafts
            .get(&(draft, index))
            .cloned()
            .unwrap_or_else(unknown)
    }

    /// The type of an operation's argument.
    pub(super) fn argument(&self, uid: &str, index: usize) -> (Type, Evidence) {
        self.arguments
            .get(uid)
            .and_then(|arguments| arguments.get(index))
            .cloned()
            .unwrap_or_else(unknown)
    }
}

/// Decides all of them: first by what each shows itself, then by what
/// properties of the same name are.
pub(super) fn decide(discovery: &Discovery<'_>, placeholders: &Placeholders) -> Decisions {
    let drafts = &discovery.drafts;
    let decider = Decider {
        drafts,
        placeholders,
    };
    let mut decisions = Decisions::default();
    for id in drafts.ids() {
        let is_patch = drafts[id]
            .properties
            .iter()
            .map(|property| property.name)
            .eq(["op", "path", "value"]);
        for (index, property) in drafts[id].properties.iter().enumerate() {
            let decision = if is_patch && property.name == "value" {
                (
                    Type::Json,
                    evidence(Rule::PatchValue, label_places(property)),
                )
            } else if property.name == "value" && drafts[id].position("odata.metadata", 0).is_some()
            {
                // Which columns a row has is what the caller asks for.
                let row = Type::Dictionary(Box::new(Type::Json));
                (
                    Type::List(Box::new(row)),
                    evidence(Rule::DynamicColumns, label_places(property)),
                )
            } else {
                decider.property(property)
            };
            decisions.drafts.insert((id, index), decision);
        }
    }
    for (uid, arguments) in &discovery.arguments {
        let types = arguments
            .iter()
            .map(|property| decider.property(property))
            .collect();
        decisions.arguments.insert((*uid).to_owned(), types);
    }
    decide_by_name(discovery, &mut decisions);
    decisions
}

/// The type that values have, if they show one. Objects have the type of `child`.
pub(super) fn infer<'v>(
    values: impl Iterator<Item = &'v Value>,
    child: Option<Type>,
) -> Option<Type> {
    let mut found: Option<Type> = None;
    let mut nested: Option<Vec<&Value>> = None;
    for value in values {
        let next = match value {
            Value::Null => continue,
            Value::Array(elements) => {
                nested.get_or_insert_default().extend(elements);
                continue;
            }
            Value::Object(_) => child.clone()?,
            Value::Bool(_) => Type::Bool,
            Value::Number(number) if number.is_f64() => Type::Double,
            Value::Number(number)
                if number
                    .as_i64()
                    .is_some_and(|number| i32::try_from(number).is_ok()) =>
            {
                Type::Int32
            }
            Value::Number(_) => Type::Int64,
            Value::String(text) => text_type(text),
        };
        found = Some(match found {
            None => next,
            Some(found) => unify(found, next)?,
        });
    }
    match (found, nested) {
        (Some(_), Some(_)) => None,
        (None, Some(elements)) => {
            infer(elements.into_iter(), child).map(|inner| Type::List(Box::new(inner)))
        }
        (found, None) => found,
    }
}

struct Decider<'a, 'p> {
    drafts: &'a Drafts<'p>,
    placeholders: &'a Placeholders,
}

impl<'p> Decider<'_, 'p> {
    fn property(&self, property: &DraftProperty<'p>) -> (Type, Evidence) {
        let Some(label) = best_label(property) else {
            return self.by_sample(property);
        };
        let table = |ty| (ty, evidence(Rule::Table, vec![label.place.clone()]));
        match label.label {
            TypeLabel::Bool => table(Type::Bool),
            TypeLabel::Int32 => table(Type::Int32),
            TypeLabel::Int64 => table(Type::Int64),
            TypeLabel::Double => table(Type::Double),
            TypeLabel::DateTime => table(Type::DateTime),
            TypeLabel::Byte => table(Type::Bytes),
            TypeLabel::Enum(_) => table(Type::String),
            // The request tables of the newer dialect write `String` for dates and bytes too.
            TypeLabel::String if label.request => match self.by_sample(property) {
                decided @ (Type::DateTime | Type::Bytes, _) => decided,
                _ => table(Type::String),
            },
            TypeLabel::String => table(Type::String),
            TypeLabel::Array => {
                let elements = arrays(property).flatten();
                let (ty, evidence) = self.elements(property, elements);
                (Type::List(Box::new(ty)), evidence)
            }
            TypeLabel::Object => self.dictionary(property),
            TypeLabel::Named(_) if property.dictionary => self.dictionary(property),
            TypeLabel::Named(name) if !self.placeholders.contains(label.kind, name) => {
                match self.drafts.named(name) {
                    Some(id) => table(Type::Carrier(self.drafts[id].type_name())),
                    None => self.by_sample(property),
                }
            }
            TypeLabel::Named(_) | TypeLabel::Blank => self.by_sample(property),
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
                Some((Naming::Heading | Naming::Description, _))
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

/// A property that shows nothing but `null` or `{}` has the type of the carrier
/// that every other property of its name has.
fn decide_by_name(discovery: &Discovery<'_>, decisions: &mut Decisions) {
    let drafts = &discovery.drafts;
    let mut by_name: BTreeMap<&str, Option<&Type>> = BTreeMap::new();
    for id in drafts.ids() {
        for (index, property) in drafts[id].properties.iter().enumerate() {
            let Some((ty @ Type::Carrier(_), evidence)) = decisions.drafts.get(&(id, index)) else {
                continue;
            };
            if matches!(evidence.rule, Rule::Table | Rule::Shape | Rule::Sample) {
                let known = by_name.entry(property.name).or_insert(Some(ty));
                *known = known.filter(|known| *known == ty);
            }
        }
    }
    let mut named: BTreeMap<String, Type> = by_name
        .into_iter()
        .filter_map(|(name, ty)| Some((name.to_owned(), ty?.clone())))
        .collect();
    // A placeholder in the row of a property that has a carrier's own name.
    for id in drafts.ids() {
        let draft = &drafts[id];
        if let Some((Naming::Heading, name)) = &draft.name {
            named
                .entry(name.to_string())
                .or_insert_with(|| Type::Carrier(name.clone()));
        }
    }
    let better = |property: &DraftProperty<'_>, decision: &(Type, Evidence)| {
        let (
            Type::Json,
            Evidence {
                rule: Rule::Unknown,
                ..
            },
        ) = decision
        else {
            return None;
        };
        let is_object = |value: &Value| {
            value.is_null() || value.as_object().is_some_and(|entries| entries.is_empty())
        };
        let is_carrier =
            |label: &Label<'_>| matches!(label.label, TypeLabel::Named(_) | TypeLabel::Blank);
        if !property
            .samples
            .iter()
            .all(|sample| is_object(sample.value))
            || !property.labels.iter().all(is_carrier)
        {
            return None;
        }
        let ty = named.get(property.name)?.clone();
        Some((ty, evidence(Rule::Name, label_places(property))))
    };
    for id in drafts.ids() {
        for (index, property) in drafts[id].properties.iter().enumerate() {
            if let Some(decision) = decisions.drafts.get_mut(&(id, index)) {
                *decision = better(property, decision).unwrap_or_else(|| decision.clone());
            }
        }
    }
    for (uid, arguments) in &discovery.arguments {
        let Some(types) = decisions.arguments.get_mut(*uid) else {
            continue;
        };
        for (property, decision) in arguments.iter().zip(types) {
            *decision = better(property, decision).unwrap_or_else(|| decision.clone());
        }
    }
}

/// Response tables know more types than request tables.
fn best_label<'l, 'p>(property: &'l DraftProperty<'p>) -> Option<&'l Label<'p>> {
    let known = |label: &&Label<'_>| *label.label != TypeLabel::Blank;
    let labels = || property.labels.iter().filter(known);
    labels()
        .find(|label| !label.request)
        .or_else(|| labels().next())
        .or_else(|| property.labels.first())
}

fn arrays<'l>(property: &'l DraftProperty<'_>) -> impl Iterator<Item = &'l Vec<Value>> {
    property
        .samples
        .iter()
        .filter_map(|sample| sample.value.as_array())
}

fn text_type(text: &str) -> Type {
    if is_date_time(text) {
        Type::DateTime
    } else if BYTES_SAMPLES.iter().any(|sample| text.starts_with(sample)) {
        Type::Bytes
    } else {
        Type::String
    }
}

/// How samples show bytes: the start of a picture, as text or in base64.
const BYTES_SAMPLES: [&str; 2] = ["GIF89", "R0lGODlh"];

/// `2001-02-03T04:05:06`, with whatever comes after the seconds.
pub fn is_date_time(text: &str) -> bool {
    let pattern = b"0000-00-00T00:00:00";
    text.len() >= pattern.len()
        && text
            .bytes()
            .zip(pattern)
            .all(|(byte, expected)| match expected {
                b'0' => byte.is_ascii_digit(),
                _ => byte == *expected,
            })
}

fn unify(a: Type, b: Type) -> Option<Type> {
    use Type::{DateTime, Double, Int32, Int64, String};
    Some(match (a, b) {
        (a, b) if a == b => a,
        (Int32 | Int64, Int32 | Int64) => Int64,
        (Int32 | Int64 | Double, Int32 | Int64 | Double) => Double,
        (String | DateTime, String | DateTime) => String,
        _ => return None,
    })
}

fn evidence(rule: Rule, places: Vec<Place>) -> Evidence {
    Evidence { rule, places }
}

fn label_places(property: &DraftProperty<'_>) -> Vec<Place> {
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
