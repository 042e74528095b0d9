//! Whether pages about types and pages of operations agree.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::page::{Documentation, TypeLabel};
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::draft::{DraftProperty, Label};
use crate::resolve::evidence::labels::Labels;
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

/// A page about the carrier that says another type than an operation page.
pub(crate) fn check_labels(
    property: &DraftProperty<'_>,
    labels: Labels<'_, '_>,
) -> Option<Diagnostic> {
    let own = property
        .labels
        .iter()
        .find(|label| label.kind.is_none() && label.place.file.set == 0)?;
    let mut others = property.labels.iter().filter(|label| label.kind.is_some());
    let first = others.clone().next()?;
    let is_other = |other: &&Label<'_>| is_other_name(own.label, other, labels);
    let other = match refines(own.label, first.label) {
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
fn is_other_name(own: &TypeLabel, other: &Label<'_>, labels: Labels<'_, '_>) -> bool {
    let is_name = matches!(other.label, TypeLabel::Named(_));
    let types = (labels.ty(own, None), labels.ty(other.label, other.kind));
    is_name && matches!(types, (Some(own), Some(other)) if own != other)
}

/// Whether a page about a type may say this where the page of an operation says that.
pub fn refines(own: &TypeLabel, other: &TypeLabel) -> bool {
    match (other, own) {
        (a, b) if a == b => true,
        (TypeLabel::Array, TypeLabel::ArrayOf(_)) | (TypeLabel::Object, TypeLabel::ObjectOf(_)) => {
            true
        }
        (TypeLabel::Object, TypeLabel::Any) | (TypeLabel::DateTime, TypeLabel::Date) => true,
        // An empty cell and a placeholder say nothing; a name may be one.
        (TypeLabel::Blank | TypeLabel::Named(_), _) => true,
        (
            TypeLabel::String,
            TypeLabel::TimeSpan
            | TypeLabel::DateTime
            | TypeLabel::Date
            | TypeLabel::Byte
            | TypeLabel::Named(_)
            | TypeLabel::Enum(_),
        ) => true,
        _ => false,
    }
}
