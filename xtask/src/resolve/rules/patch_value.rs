//! A JSON Patch value, which is any JSON by nature.

use super::site::{PropertySite, TypeRule};
use crate::model::{Rule, Type, is_patch_step};
use crate::resolve::decisions::{Decision, decision};

pub(super) struct PatchValueRule;

impl TypeRule for PatchValueRule {
    fn property(&self, site: &PropertySite<'_, '_>) -> Option<Decision> {
        let property = site.property;
        let names = site.owner?.properties.iter().map(|property| property.name);
        let places = property.label_places();
        (property.name == "value" && is_patch_step(names))
            .then(|| decision(Type::Json, Rule::PatchValue, places))
    }
}
