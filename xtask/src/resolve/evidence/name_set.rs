//! Names that are in use.

use std::collections::{HashMap, HashSet};

use crate::model::TypeName;

/// Names in use, without regard to case: files on some systems have none.
#[derive(Debug, Default)]
pub(crate) struct NameSet {
    pub(super) names: HashSet<String>,
    /// The number that was last put behind a name: those before it are taken.
    numbers: HashMap<String, usize>,
}

impl NameSet {
    /// The name itself, else with a word of its owner in front, else with a number.
    pub(crate) fn take(&mut self, name: &str, prefixes: impl Iterator<Item = String>) -> TypeName {
        let prefixed = prefixes.map(|prefix| format!("{prefix}{name}"));
        let mut candidates = std::iter::once(name.to_owned()).chain(prefixed);
        let free = candidates.find(|candidate| self.names.insert(candidate.to_ascii_lowercase()));
        TypeName::from(free.unwrap_or_else(|| self.numbered(name)))
    }

    fn numbered(&mut self, name: &str) -> String {
        let number = self.numbers.entry(name.to_ascii_lowercase()).or_insert(1);
        loop {
            *number += 1;
            let candidate = format!("{name}{number}");
            if self.names.insert(candidate.to_ascii_lowercase()) {
                return candidate;
            }
        }
    }
}
