//! Whether pages about types and pages of operations agree.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::model::Rule;
use crate::page::{Documentation, TypeLabel};
use crate::resolve::decisions::Decisions;
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::property::{DraftProperty, TypeCell};
use crate::source::Span;

/// Two pages of one set for one type: two enums, two carriers, or one of each.
pub(crate) fn check_names(
    documentation: &Documentation,
    discovery: &Discovery<'_>,
) -> Vec<Diagnostic> {
    let enums = documentation
        .enums
        .iter()
        .map(|source| (&source.file, &source.page.name));
    let types = documentation
        .types
        .iter()
        .map(|source| (&source.file, &source.page.name));
    let mut first = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let duplicate = |name: &str, file, span: Span| {
        Diagnostic::error("duplicate-type", format!("two types are called `{name}`"))
            .at(file, span)
            .help("give one of them another name: the wire shows neither")
    };
    for (file, name) in types.chain(enums).filter(|(file, _)| file.set == 0) {
        if let Some((other, span)) = first.insert(name.value.as_str(), (file, name.span)) {
            diagnostics.push(duplicate(name, file, name.span).label(other, span, "the other one"));
        }
    }
    let types = documentation.types.iter();
    let type_names: HashSet<&str> = types.map(|source| source.page.name.as_str()).collect();
    for source in documentation
        .enums
        .iter()
        .filter(|source| source.file.set == 0)
    {
        let name = &source.page.name;
        let carrier = discovery.drafts.named(name).map(|id| &discovery.drafts[id]);
        let is_page = type_names.contains(name.as_str());
        if let Some(place) = carrier
            .filter(|_| !is_page)
            .and_then(|carrier| carrier.origins.first())
        {
            let found = duplicate(name, &source.file, name.span);
            diagnostics.push(found.label(&place.file, place.span, "the carrier"));
        }
    }
    diagnostics
}

/// Pages about types that say another type than an operation page.
pub(crate) fn check_labels(
    discovery: &Discovery<'_>,
    labels: Labels<'_, '_>,
    decisions: &Decisions,
) -> Vec<Diagnostic> {
    let drafts = discovery.drafts.ids().flat_map(|id| {
        let properties = discovery.drafts[id].properties.iter().enumerate();
        properties.map(move |(index, property)| (id, index, property))
    });
    // What is any JSON by nature can be called anything.
    let drafts = drafts.filter(|(id, index, _)| {
        let decided = decisions.drafts.get(&(*id, *index));
        !decided.is_some_and(|(_, evidence)| {
            matches!(evidence.rule, Rule::PatchValue | Rule::DynamicColumns)
        })
    });
    let properties = drafts.map(|(_, _, property)| property);
    let arguments = discovery.arguments.values().flatten();
    let found = properties.chain(arguments);
    found
        .filter_map(|property| labels_differ(property, labels))
        .collect()
}

fn labels_differ(property: &DraftProperty<'_>, labels: Labels<'_, '_>) -> Option<Diagnostic> {
    let own = property
        .labels
        .iter()
        .find(|label| label.kind.is_none() && label.place.file.set == 0)?;
    let mut others = property.labels.iter().filter(|label| label.kind.is_some());
    let first = others.clone().next()?;
    let is_other = |other: &&TypeCell<'_>| is_other_name(own.label, other, labels);
    let other = match own.label.refines(first.label) {
        true => others.find(is_other)?,
        false => first,
    };
    let message = format!(
        "`{}` is `{}` here and `{}` on the page of an operation",
        property.name,
        own.label.lower(),
        other.label.lower()
    );
    Some(
        Diagnostic::error("conflicting-type", message)
            .at(&own.place.file, own.place.span)
            .label(&other.place.file, other.place.span, "the operation's page")
            .help("bring the pages together"),
    )
}

/// Whether an operation page names a carrier or an enum that is known, and this is another type.
fn is_other_name(own: &TypeLabel, other: &TypeCell<'_>, labels: Labels<'_, '_>) -> bool {
    let is_name = matches!(other.label, TypeLabel::Named(_));
    let types = (labels.ty(own, None), labels.ty(other.label, other.kind));
    is_name && matches!(types, (Some(own), Some(other)) if own != other)
}
