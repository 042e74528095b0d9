//! Nothing says it: any JSON, and counted.

use super::site::{BodySite, Frame, PropertySite};
use crate::model::{Rule, Type};
use crate::page::TypeLabel;
use crate::resolve::decisions::{Decision, decision};

pub(super) fn property(site: &PropertySite<'_, '_>) -> Decision {
    let ty = site.frame().around(Type::Json);
    decision(ty, Rule::Unknown, site.property.label_places())
}

pub(super) fn request(site: &BodySite<'_, '_>) -> Decision {
    decision(Type::Json, Rule::Unknown, vec![site.place.clone()])
}

pub(super) fn response(site: &BodySite<'_, '_>) -> Decision {
    let frame = match site.label {
        Some(TypeLabel::Array) => Frame::List,
        Some(TypeLabel::Object) => Frame::Dictionary,
        _ => Frame::None,
    };
    let ty = frame.around(Type::Json);
    decision(ty, Rule::Unknown, vec![site.place.clone()])
}

/// Whether nothing at all is known of a type, not even that it is an array.
pub(super) fn is_unknown((ty, evidence): &Decision) -> bool {
    *ty == Type::Json && evidence.rule == Rule::Unknown
}
