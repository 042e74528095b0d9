//! The text of a body without a table says it.

use super::site::{BodySite, TypeRule};
use crate::facts::BodyFact;
use crate::model::{Rule, Type};
use crate::resolve::decisions::{Decision, decision};

pub(super) struct DescriptionRule;

impl TypeRule for DescriptionRule {
    fn request(&self, site: &BodySite<'_, '_>) -> Option<Decision> {
        let ty = match site.fact().filter(|_| site.draft.is_none())? {
            BodyFact::Stream => return None,
            BodyFact::Xml => Type::String,
            BodyFact::Keys => Type::List(Box::new(Type::Int32)),
            BodyFact::Strings => Type::List(Box::new(Type::String)),
            BodyFact::StringDictionary => Type::Dictionary(Box::new(Type::String)),
        };
        Some(decision(ty, Rule::Description, vec![site.place.clone()]))
    }
}
