//! The pages of a reference as they will be, against those that are there.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use crate::output::{Comparison, Transaction};

/// What an import changes, folder by folder.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(super) pages: usize,
    pub(super) parts: Vec<(PathBuf, &'a BTreeMap<String, String>, Comparison)>,
}

impl Plan<'_> {
    /// Takes the changes up into those of a run.
    pub fn add_to(&self, transaction: &mut Transaction) {
        for (folder, texts, comparison) in &self.parts {
            transaction.add(folder, texts, comparison);
        }
    }

    /// The files that change, with their new texts; without one where a file goes.
    pub fn files(&self) -> BTreeMap<PathBuf, Option<&str>> {
        let parts = self.parts.iter().flat_map(|(folder, texts, comparison)| {
            let paths = comparison.changes.keys();
            paths.map(move |path| (folder.join(path), texts.get(path).map(String::as_str)))
        });
        parts.collect()
    }

    /// How much that is.
    pub fn summary(&self) -> Summary {
        let counts = self
            .parts
            .iter()
            .map(|(.., comparison)| comparison.counts());
        let (written, removed) = counts.fold((0, 0), |all, part| (all.0 + part.0, all.1 + part.1));
        Summary {
            pages: self.pages,
            written,
            removed,
        }
    }
}

/// What a run did.
#[derive(Debug)]
pub struct Summary {
    /// Pages read.
    pub pages: usize,
    /// Pages written.
    pub written: usize,
    /// Pages removed.
    pub removed: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} pages read, {} written, {} removed",
            self.pages, self.written, self.removed
        )
    }
}
