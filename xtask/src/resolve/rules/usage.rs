//! Types from the pages about types, by where those say that they are used.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::model::{Evidence, Rule, Type};
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::draft::DraftProperty;
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::usages::{Usages, argument_indices};
use crate::resolve::rules::Decisions;
use crate::source::Place;

/// Applies what the pages about types say of where they are used. It fills in
/// what is unknown, and turns text into enums; it may not say anything else.
pub(crate) fn decide_by_usage(
    discovery: &Discovery<'_>,
    usages: &Usages,
    labels: Labels<'_, '_>,
    decisions: &mut Decisions,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (carrier, name, usage) in usages.properties() {
        let Some(id) = discovery.drafts.named(carrier) else {
            continue;
        };
        let Some(index) = discovery.drafts[id].position(name, 0) else {
            continue;
        };
        let property = &discovery.drafts[id].properties[index];
        if let Some(decision) = decisions.drafts.get_mut(&(id, index)) {
            apply(usage, property, labels, decision, diagnostics);
        }
    }
    let indices = argument_indices(discovery);
    for (uid, name, usage) in usages.arguments() {
        let Some(arguments) = discovery.arguments.get(uid) else {
            continue;
        };
        let Some(&index) = indices.get(&(uid, name)) else {
            continue;
        };
        let decision = decisions
            .arguments
            .get_mut(uid)
            .and_then(|types| types.get_mut(index));
        if let Some(decision) = decision {
            apply(usage, &arguments[index], labels, decision, diagnostics);
        }
    }
    // In the order of the files, whatever the order of the map.
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| {
            diagnostic
                .labels
                .first()
                .map(|label| (label.path.clone(), label.line))
        };
        key(a).cmp(&key(b))
    });
}

fn apply(
    (ty, rule, place): &(Type, Rule, Place),
    property: &DraftProperty<'_>,
    labels: Labels<'_, '_>,
    (decided, evidence): &mut (Type, Evidence),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let fits = match (decided.leaf(), ty) {
        (Type::Json, _) | (Type::String, Type::Enum(_)) => true,
        (leaf, ty) if leaf == ty => return,
        // The first set is right about what only a later one shows.
        _ => {
            let mut places = evidence.places.iter().peekable();
            places.peek().is_some() && places.all(|first| first.file.set > place.file.set)
        }
    };
    if !fits {
        // What a later set says of the first one's types may be out of date.
        if place.file.set == 0 {
            let found = format!(
                "`{}` has another type on the pages of operations",
                property.name
            );
            let mut diagnostic = Diagnostic::error("conflicting-type", found)
                .at(&place.file, place.span)
                .help("correct the line, or remove it");
            if let Some(first) = evidence.places.first() {
                diagnostic = diagnostic.label(&first.file, first.span, "decided here");
            }
            diagnostics.push(diagnostic);
        }
        return;
    }
    if let Type::Enum(name) = ty {
        diagnostics.extend(not_a_member(property, name, place, labels));
    }
    *decided = decided.with_leaf(ty.clone());
    evidence.rule = *rule;
    evidence.places.insert(0, place.clone());
}

/// A sample of the first set that shows what is no member of its enum.
pub(crate) fn not_a_member(
    property: &DraftProperty<'_>,
    name: &str,
    usage: &Place,
    labels: Labels<'_, '_>,
) -> Option<Diagnostic> {
    let samples = property.samples.iter();
    let (text, place) = samples
        .filter(|sample| sample.place.file.set == 0)
        .flat_map(|sample| {
            texts(sample.value)
                .into_iter()
                .map(|text| (text, &sample.place))
        })
        .find(|(text, _)| !labels.enums.has_member(name, text))?;
    Some(no_member(property.name, text, name, place, usage))
}

/// A sample that shows what is no member of the enum that is used there.
pub(crate) fn no_member(
    shown: &str,
    text: &str,
    name: &str,
    sample: &Place,
    usage: &Place,
) -> Diagnostic {
    Diagnostic::error(
        "sample-is-no-member",
        format!("the sample shows `{text}` for `{shown}`, which is no member of `{name}`"),
    )
    .at(&sample.file, sample.span)
    .label(&usage.file, usage.span, "the enum is used here")
    .help("correct the sample, or add the member to the enum's page")
}

/// The texts in a value, in arrays and by key too.
pub(crate) fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(elements) => elements.iter().flat_map(texts).collect(),
        Value::Object(entries) => entries.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
