//! A nested object, an element or a body has exactly the properties of one named carrier.

use serde_json::Value;

use super::sample::infer;
use super::site::{BodySite, PropertySite, TypeRule};
use crate::model::{Rule, Type, is_patch_step};
use crate::page::TypeLabel;
use crate::resolve::decisions::{Decision, decision};
use crate::resolve::evidence::discover::names;

pub(super) struct ShapeRule;

impl TypeRule for ShapeRule {
    fn property(&self, site: &PropertySite<'_, '_>) -> Option<Decision> {
        let carrier = site.carrier(site.named_child()?);
        let ty = infer(site.values().into_iter(), Some(carrier))?;
        ty.reference()?;
        let ty = site.frame().around(ty);
        Some(decision(ty, Rule::Shape, site.property.sample_places()))
    }

    fn request(&self, site: &BodySite<'_, '_>) -> Option<Decision> {
        let carrier = site.carrier()?;
        let request = site.page.page.request.as_ref()?;
        let table = request.properties.as_ref();
        let ty = match site.sample {
            // Such a document is a list of steps, whatever a sample shows or lacks.
            _ if table.is_some_and(|table| is_patch_step(names(&table.rows))) => {
                Type::List(Box::new(carrier))
            }
            Some(Value::Array(_)) => return None,
            _ => carrier,
        };
        Some(decision(ty, Rule::Shape, vec![site.place.clone()]))
    }

    fn response(&self, site: &BodySite<'_, '_>) -> Option<Decision> {
        let carrier = site.carrier()?;
        let ty = match site.label? {
            TypeLabel::Array => Type::List(Box::new(carrier)),
            _ => return None,
        };
        Some(decision(ty, Rule::Shape, vec![site.place.clone()]))
    }
}
