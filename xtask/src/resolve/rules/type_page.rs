//! A page about the type says it, in its table.

use super::site::{BodySite, PropertySite, TypeRule};
use super::table::stated;
use crate::model::Rule;
use crate::resolve::decisions::{Decision, decision};

pub(super) struct TypePageRule;

impl TypeRule for TypePageRule {
    fn property(&self, site: &PropertySite<'_, '_>) -> Option<Decision> {
        let label = site.label.filter(|label| label.kind.is_none())?;
        let places = vec![label.place.clone()];
        Some(decision(stated(site)?, Rule::TypePage, places))
    }

    fn request(&self, site: &BodySite<'_, '_>) -> Option<Decision> {
        let (label, place) = site.discovery.bodies.get(site.page.uid())?;
        let ty = site.labels.ty(label, None)?;
        Some(decision(ty, Rule::TypePage, vec![place.clone()]))
    }
}
