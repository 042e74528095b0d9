//! Rows whose columns the caller chooses: any JSON by nature.

use super::site::{PropertySite, TypeRule};
use crate::model::{Rule, Type};
use crate::page::TypeLabel;
use crate::resolve::decisions::{Decision, decision};
use crate::resolve::evidence::property::DraftProperty;

pub(super) struct DynamicColumnsRule;

impl TypeRule for DynamicColumnsRule {
    fn property(&self, site: &PropertySite<'_, '_>) -> Option<Decision> {
        let property = site.property;
        let is_archive = site.owner?.position("odata.metadata", 0).is_some();
        if property.name != "value" || !is_archive || names_elements(property) {
            return None;
        }
        let row = Type::Dictionary(Box::new(Type::Json));
        let rows = Type::List(Box::new(row));
        Some(decision(
            rows,
            Rule::DynamicColumns,
            property.label_places(),
        ))
    }
}

/// Whether a label says which carriers an array holds.
fn names_elements(property: &DraftProperty<'_>) -> bool {
    property.labels.iter().any(|label| {
        matches!(label.label, TypeLabel::ArrayOf(inner) if matches!(**inner, TypeLabel::Named(_)))
    })
}
