//! What a carrier's tables say together: most of them are right.

use std::collections::HashSet;

use super::amendment::Dissent;
use super::dissent;
use super::draft::{Draft, DraftProperty, Drafts, Label};
use super::table::{Table, majority, of_first_set};
use crate::facts::Facts;
use crate::model::{Naming, TypeName};
use crate::page::{Placeholders, PropertyRow, TypeLabel};

/// Gives each carrier the properties, types and facts that most of its tables state, and reports
/// those that state something else.
pub(crate) fn settle(drafts: &mut Drafts<'_>, words: &Words<'_>, dissents: &mut Vec<Dissent>) {
    for id in drafts.ids() {
        settle_one(&mut drafts[id], words, dissents);
    }
}

/// What names in tables mean.
pub(crate) struct Words<'a> {
    /// Those that stand where upstream lost the type.
    pub(crate) placeholders: &'a Placeholders,
    /// Those of carriers and enums that a page describes.
    pub(crate) described: HashSet<String>,
}

impl Words<'_> {
    fn is_known(&self, label: &TypeLabel) -> bool {
        match label.leaf() {
            TypeLabel::Named(name) => self.described.contains(name.as_str()),
            _ => true,
        }
    }
}

fn settle_one<'p>(draft: &mut Draft<'p>, words: &Words<'_>, dissents: &mut Vec<Dissent>) {
    let tables = std::mem::take(&mut draft.tables);
    let own = of_first_set(&tables);
    let all: Vec<&Table<'_>> = tables.iter().collect();
    // A page about the type that no operation's page describes knows all its properties.
    if !matches!(draft.name, Some((Naming::Page, _))) {
        draft.arrange(&majority(&tables));
    }
    let owner = owner(draft, &own);
    dissent::properties(&owner, draft, &own, dissents);
    let has_response = tables.iter().any(|table| !table.request);
    // Request tables know fewer types than response tables do.
    let is_described = draft.name.is_some() && has_response;
    for (position, property) in draft.properties.iter_mut().enumerate() {
        let first = witnesses(&own, property.name, position);
        let verdict = Verdict::of(&first, words);
        verdict.report(&owner, property.name, &first, words, dissents);
        let all = witnesses(&all, property.name, position);
        let agreeing = all
            .iter()
            .filter(|witness| !(is_described && witness.table.request))
            .filter(|witness| verdict.admits(witness, words));
        for witness in agreeing {
            add_label(property, *witness);
        }
        property.description = description(&owner, property.name, &first, &all, dissents);
    }
    draft.tables = tables;
}

/// What people know a carrier by: its name, or the first operation that describes it without one.
fn owner(draft: &Draft<'_>, own: &[&Table<'_>]) -> TypeName {
    match own.first() {
        Some(table) if draft.name.is_none() => TypeName::from(table.page.uid()),
        _ => draft.type_name(),
    }
}

/// What tables say of a property that most have in this position.
pub(crate) fn witnesses<'t, 'p>(
    tables: &[&'t Table<'p>],
    name: &str,
    position: usize,
) -> Vec<Witness<'t, 'p>> {
    let found = tables.iter().filter_map(|table| {
        let row = table.row(name, position)?;
        Some(Witness { table, row })
    });
    found.collect()
}

/// What one table says of a property.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Witness<'t, 'p> {
    pub(crate) table: &'t Table<'p>,
    pub(crate) row: &'p PropertyRow,
}

impl<'p> Witness<'_, 'p> {
    /// The type, unless the cell is empty or holds what upstream prints where it lost the type.
    fn says(self, words: &Words<'_>) -> Option<&'p TypeLabel> {
        match &self.row.label.value {
            TypeLabel::Blank => None,
            TypeLabel::Named(name) if words.placeholders.contains(self.table.page.kind(), name) => {
                None
            }
            label => Some(label),
        }
    }

    /// Whether this says what `other` does, or no more than a request table of an older dialect can.
    fn agrees(self, other: Self) -> bool {
        let (label, better) = (&self.row.label.value, &other.row.label.value);
        let is_vague = match label {
            TypeLabel::String => matches!(
                better,
                TypeLabel::DateTime | TypeLabel::Date | TypeLabel::TimeSpan | TypeLabel::Byte
            ),
            TypeLabel::Array => matches!(better, TypeLabel::ArrayOf(_)),
            TypeLabel::Object => matches!(
                better,
                TypeLabel::ObjectOf(_) | TypeLabel::Any | TypeLabel::Named(_)
            ),
            _ => false,
        };
        label == better || (self.table.request && !other.table.request && is_vague)
    }
}

/// What the tables of a property say of its type.
#[derive(Debug)]
pub(crate) enum Verdict<'t, 'p> {
    /// No table says anything.
    Nothing,
    /// Most say what this one does.
    Most(Witness<'t, 'p>),
    /// As many say the one as the other.
    Split(Witness<'t, 'p>, Witness<'t, 'p>),
}

impl<'t, 'p> Verdict<'t, 'p> {
    /// Counts the types that tables say.
    pub(crate) fn of(witnesses: &[Witness<'t, 'p>], words: &Words<'_>) -> Self {
        let says = |witness: &&Witness<'_, 'p>| witness.says(words).is_some();
        let mut speaking: Vec<_> = witnesses.iter().filter(says).copied().collect();
        let is_known = |witness: &Witness<'_, 'p>| words.is_known(&witness.row.label.value);
        if speaking.iter().any(is_known) {
            speaking.retain(is_known);
        }
        let Some(&first) = speaking.first() else {
            return Self::Nothing;
        };
        let mut candidates: Vec<Witness<'t, 'p>> = Vec::new();
        for &witness in &speaking {
            let is_known = |known: &Witness<'_, 'p>| {
                known.row.label.value == witness.row.label.value
                    && known.table.request == witness.table.request
            };
            if !candidates.iter().any(is_known) {
                candidates.push(witness);
            }
        }
        if candidates.len() == 1 {
            return Self::Most(first);
        }
        let support = |candidate: &Witness<'_, 'p>| {
            let agreeing = speaking.iter().filter(|witness| witness.agrees(*candidate));
            (agreeing.count(), !candidate.table.request)
        };
        candidates.sort_by_key(|candidate| std::cmp::Reverse(support(candidate)));
        let best = candidates[0];
        let rival = candidates[1..]
            .iter()
            .find(|rival| support(rival).0 == support(&best).0 && !rival.agrees(best));
        match rival {
            Some(&rival) => Self::Split(best, rival),
            None => Self::Most(best),
        }
    }

    /// Whether what a witness says is part of the evidence.
    pub(crate) fn admits(&self, witness: &Witness<'_, 'p>, words: &Words<'_>) -> bool {
        match self {
            Self::Most(best) => witness.says(words).is_none() || witness.agrees(*best),
            Self::Nothing | Self::Split(..) => true,
        }
    }

    /// Whether there are not as many tables for one type as for another.
    pub(crate) fn is_settled(&self) -> bool {
        !matches!(self, Self::Split(..))
    }

    /// What most say.
    pub(crate) fn label(&self) -> Option<&'p TypeLabel> {
        match self {
            Self::Most(best) => Some(&best.row.label.value),
            Self::Nothing | Self::Split(..) => None,
        }
    }

    fn report(
        &self,
        owner: &str,
        property: &str,
        witnesses: &[Witness<'_, 'p>],
        words: &Words<'_>,
        dissents: &mut Vec<Dissent>,
    ) {
        match self {
            Self::Nothing => {}
            Self::Split(one, other) => {
                dissents.push(dissent::split(owner, property, *one, *other));
            }
            Self::Most(best) => {
                let speaking = witnesses
                    .iter()
                    .filter(|witness| witness.says(words).is_some());
                let (agreeing, dissenting): (Vec<&Witness<'_, 'p>>, Vec<_>) =
                    speaking.partition(|witness| witness.agrees(*best));
                dissents.extend(dissenting.into_iter().map(|witness| {
                    dissent::minority(owner, property, *witness, *best, agreeing.len())
                }));
            }
        }
    }
}

/// The description whose facts most tables state, and the first of those if several do.
fn description<'p>(
    owner: &str,
    property: &str,
    first: &[Witness<'_, 'p>],
    all: &[Witness<'_, 'p>],
    dissents: &mut Vec<Dissent>,
) -> Option<&'p str> {
    let text = |witness: &Witness<'_, 'p>| witness.row.description.as_str();
    let any = || {
        let mut texts = all.iter().map(text);
        texts.find(|text| !text.is_empty())
    };
    let one = first.first()?;
    if first.iter().all(|witness| text(witness) == text(one)) {
        return any();
    }
    let mut groups: Vec<(Facts, Vec<&Witness<'_, 'p>>)> = Vec::new();
    for witness in first {
        let facts = Facts::read(text(witness));
        match groups.iter_mut().find(|(known, _)| *known == facts) {
            Some((_, members)) => members.push(witness),
            None => groups.push((facts, vec![witness])),
        }
    }
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    let (_, most) = &groups[0];
    let second = groups.get(1).map_or(0, |(_, members)| members.len());
    let is_settled = most.len() > second;
    for witness in groups[1..].iter().flat_map(|(_, members)| members) {
        dissents.push(dissent::description(
            owner,
            property,
            **witness,
            *most[0],
            most.len(),
            is_settled,
        ));
    }
    let mut texts = most.iter().map(|witness| text(witness));
    texts.find(|text| !text.is_empty())
}

fn add_label<'p>(property: &mut DraftProperty<'p>, Witness { table, row }: Witness<'_, 'p>) {
    let label = Label {
        label: &row.label.value,
        kind: Some(table.page.kind()),
        request: table.request,
        place: table.page.place(row.label.span),
    };
    property.add_label(label);
}
