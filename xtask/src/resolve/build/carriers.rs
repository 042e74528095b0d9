//! Carriers, once every property has a type.

use std::collections::BTreeMap;

use crate::facts::introduced;
use crate::model::{Carrier, Property, TypeName};
use crate::resolve::decisions::{Decision, Decisions};
use crate::resolve::evidence::draft_id::DraftId;
use crate::resolve::evidence::drafts::Drafts;
use crate::resolve::evidence::property::DraftProperty;

/// The models of the drafts.
pub(crate) fn carriers(drafts: &Drafts<'_>, decisions: &Decisions) -> BTreeMap<TypeName, Carrier> {
    let carrier = |id: DraftId| {
        let draft = &drafts[id];
        let (naming, name) = draft.name.clone()?;
        let properties = draft.properties.iter().enumerate();
        let properties =
            properties.map(|(index, draft)| property(draft, decisions.property(id, index)));
        let (since, text) = introduced(draft.prose.unwrap_or_default());
        let carrier = Carrier {
            name: name.clone(),
            naming,
            since,
            text,
            properties: properties.collect(),
            origins: draft.origins.clone(),
        };
        Some((name, carrier))
    };
    drafts.ids().filter_map(carrier).collect()
}

/// The model of a property, with the type that was decided.
pub(super) fn property(draft: &DraftProperty<'_>, (ty, evidence): Decision) -> Property {
    let (facts, text) = draft.describe();
    Property {
        name: draft.name.to_owned(),
        ty,
        facts,
        text,
        evidence,
    }
}
