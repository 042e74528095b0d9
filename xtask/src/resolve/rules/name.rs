//! The property shows nothing, and its name is known.

use serde_json::Value;

use super::site::{PropertySite, TypeRule};
use crate::model::Rule;
use crate::page::TypeLabel;
use crate::resolve::decisions::{Decision, decision};
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::property::{DraftProperty, TypeCell};

/// A property that shows nothing but `null` or `{}`, and has no type that means anything, has the
/// type of the carrier that all others of its name have.
pub(super) struct NameRule;

impl TypeRule for NameRule {
    fn property(&self, site: &PropertySite<'_, '_>) -> Option<Decision> {
        let property = site.property;
        let known = site.known.filter(|_| says_nothing(property, site.labels))?;
        let ty = known.ty(property.name)?.clone();
        Some(decision(ty, Rule::Name, property.label_places()))
    }
}

/// Whether a property has no type but a placeholder, and no sample but of nothing.
fn says_nothing(property: &DraftProperty<'_>, labels: Labels<'_, '_>) -> bool {
    let is_nothing = |value: &Value| {
        value.is_null() || value.as_object().is_some_and(|entries| entries.is_empty())
    };
    let is_empty = |label: &TypeCell<'_>| match label.label {
        TypeLabel::Blank => true,
        TypeLabel::Named(name) => labels.placeholders.contains(label.kind, name),
        _ => false,
    };
    let mut samples = property.samples.iter();
    samples.all(|sample| is_nothing(sample.value)) && property.labels.iter().all(is_empty)
}
