//! The Type column or the heading of a body says it.

use super::sample::shown;
use super::site::{BodySite, Frame, PropertySite, TypeRule};
use crate::model::{Rule, Type};
use crate::page::TypeLabel;
use crate::resolve::decisions::{Decision, decision};

pub(super) struct TableRule;

impl TypeRule for TableRule {
    fn property(&self, site: &PropertySite<'_, '_>) -> Option<Decision> {
        let label = site.label.filter(|label| label.kind.is_some())?;
        let places = vec![label.place.clone()];
        Some(decision(stated(site)?, Rule::Table, places))
    }

    fn request(&self, site: &BodySite<'_, '_>) -> Option<Decision> {
        let label = site.label?;
        let ty = match (label, site.carrier()) {
            (TypeLabel::Array, Some(carrier)) => Type::List(Box::new(carrier)),
            (label, Some(carrier)) if matches!(label.leaf(), TypeLabel::Named(_)) => {
                nested(label, carrier)
            }
            (_, Some(_)) => return None,
            // A string can be something that the text tells more exactly.
            (TypeLabel::String, None) if site.fact().is_some() => return None,
            (label, None) => site.labels.ty(label, Some(site.page.kind()))?,
        };
        Some(decision(ty, Rule::Table, vec![site.place.clone()]))
    }

    fn response(&self, site: &BodySite<'_, '_>) -> Option<Decision> {
        let label = site.label?;
        let ty = match (label, site.carrier()) {
            (TypeLabel::Named(_), Some(carrier)) => carrier,
            // `object` is a carrier whose name the dialect does not print, or a dictionary.
            (TypeLabel::Object, Some(carrier)) if site.is_carrier() => carrier,
            (label, _) => site.labels.ty(label, Some(site.page.kind()))?,
        };
        Some(decision(ty, Rule::Table, vec![site.place.clone()]))
    }
}

/// The type that the best label of a property names.
pub(super) fn stated(site: &PropertySite<'_, '_>) -> Option<Type> {
    let label = site.label?;
    match label.label {
        // The request tables of the newer dialect write `String` for dates and bytes too.
        TypeLabel::String if label.request => {
            let is_more = site.frame() == Frame::None
                && matches!(shown(site), Some(Type::DateTime | Type::Bytes));
            (!is_more).then_some(Type::String)
        }
        TypeLabel::Named(_) if site.property.dictionary && label.kind.is_some() => None,
        named => site.labels.ty(named, label.kind),
    }
}

/// The arrays and dictionaries of a label around a type.
fn nested(label: &TypeLabel, leaf: Type) -> Type {
    match label {
        TypeLabel::ArrayOf(inner) => Type::List(Box::new(nested(inner, leaf))),
        TypeLabel::ObjectOf(inner) => Type::Dictionary(Box::new(nested(inner, leaf))),
        _ => leaf,
    }
}
