//! A JSON Patch value, which is any JSON by nature.

use super::site::{PropertySite, TypeRule};
use crate::model::{Rule, Type};
use crate::resolve::decisions::{Decision, decision};
use crate::resolve::evidence::table::is_patch;

pub(super) struct PatchValue;

impl TypeRule for PatchValue {
    fn property(&self, site: &PropertySite<'_, '_>) -> Option<Decision> {
        let property = site.property;
        let names = site.owner?.properties.iter().map(|property| property.name);
        let places = property.label_places();
        (property.name == "value" && is_patch(names))
            .then(|| decision(Type::Json, Rule::PatchValue, places))
    }
}
