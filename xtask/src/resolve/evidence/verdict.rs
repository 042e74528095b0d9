//! What tables say of a property's type, and what most of them say.

use std::collections::HashSet;

use super::table::PropertyTable;
use crate::page::{Placeholders, PropertyRow, TypeLabel};

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

/// What tables say of a property that most have in this position.
pub(crate) fn witnesses<'t, 'p>(
    tables: &[&'t PropertyTable<'p>],
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
    pub(crate) table: &'t PropertyTable<'p>,
    pub(crate) row: &'p PropertyRow,
}

impl<'p> Witness<'_, 'p> {
    /// The type, unless the cell is empty or holds what upstream prints where it lost the type.
    pub(crate) fn says(self, words: &Words<'_>) -> Option<&'p TypeLabel> {
        match &self.row.label.value {
            TypeLabel::Blank => None,
            TypeLabel::Named(name) if words.placeholders.contains(self.table.page.kind(), name) => {
                None
            }
            label => Some(label),
        }
    }

    /// Whether this says what `other` does, or no more than a request table of an older dialect can.
    pub(crate) fn agrees(self, other: Self) -> bool {
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
pub(crate) enum Majority<'t, 'p> {
    /// No table says anything.
    Nothing,
    /// Most say what this one does.
    Most(Witness<'t, 'p>),
    /// As many say the one as the other.
    Split(Witness<'t, 'p>, Witness<'t, 'p>),
}

impl<'t, 'p> Majority<'t, 'p> {
    /// Counts the types that tables say.
    pub(crate) fn new(witnesses: &[Witness<'t, 'p>], words: &Words<'_>) -> Self {
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
}
