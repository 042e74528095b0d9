//! The types that were decided, each with its evidence.

use std::collections::HashMap;

use super::evidence::draft_id::DraftId;
use crate::model::{Evidence, Rule, Type};
use crate::source::Place;

/// A type, and what it rests on.
pub(crate) type Decision = (Type, Evidence);

/// The types of all properties and arguments.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    pub(crate) drafts: HashMap<(DraftId, usize), Decision>,
    pub(crate) arguments: HashMap<String, Vec<Decision>>,
}

impl Decisions {
    /// The type of a carrier's property.
    pub(crate) fn property(&self, draft: DraftId, index: usize) -> Decision {
        let found = self.drafts.get(&(draft, index)).cloned();
        found.unwrap_or_else(|| decision(Type::Json, Rule::Unknown, Vec::new()))
    }

    /// The type of an operation's argument.
    pub(crate) fn argument(&self, uid: &str, index: usize) -> Decision {
        let arguments = self.arguments.get(uid);
        let found = arguments
            .and_then(|arguments| arguments.get(index))
            .cloned();
        found.unwrap_or_else(|| decision(Type::Json, Rule::Unknown, Vec::new()))
    }
}

/// A type that a rule found at these places.
pub(crate) fn decision(ty: Type, rule: Rule, places: Vec<Place>) -> Decision {
    (ty, Evidence { rule, places })
}
