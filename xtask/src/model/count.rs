//! How much of the API has a type.

use std::fmt;

use super::{Api, TypeEntry, Value, decisions};

/// Sizes of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Operations.
    pub operations: usize,
    /// Carriers and enums.
    pub types: usize,
    /// Properties of carriers and arguments.
    pub properties: usize,
    /// Values that stay any JSON because nothing says more.
    pub untyped: Vec<UntypedLeaf>,
}

/// A value without a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UntypedLeaf {
    /// The carrier or the operation.
    pub owner: String,
    /// The property, or `request` or `response` for a whole body.
    pub name: String,
}

impl Api {
    /// Counts what is there.
    pub fn counts(&self) -> Counts {
        let of_bodies = decisions(self).filter(|entry| entry.value == Value::Body);
        let untyped = decisions(self).filter(TypeEntry::is_untyped);
        let mut untyped: Vec<_> = untyped
            .map(|entry| UntypedLeaf {
                owner: entry.owner.into(),
                name: entry.name.into(),
            })
            .collect();
        untyped.sort();
        Counts {
            operations: self.operations().count(),
            types: self.carriers.len() + self.enums.len(),
            properties: decisions(self).count() - of_bodies.count(),
            untyped,
        }
    }
}

impl fmt::Display for UntypedLeaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.owner, self.name)
    }
}
