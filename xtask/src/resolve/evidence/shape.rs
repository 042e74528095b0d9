//! Drafts with the same properties, found by their names.

use std::collections::HashMap;

use super::draft_id::DraftId;

/// The drafts with one list of properties.
#[derive(Debug, Default)]
pub(crate) struct SameShape {
    by_name: HashMap<String, DraftId>,
    first_unnamed: Option<DraftId>,
    one: Option<DraftId>,
    count: usize,
}

impl SameShape {
    pub(crate) fn add(&mut self, id: DraftId, name: Option<&str>) {
        self.one = self.one.or(Some(id));
        self.count += 1;
        match name {
            Some(name) => {
                self.by_name.entry(name.to_owned()).or_insert(id);
            }
            None => self.first_unnamed = self.first_unnamed.or(Some(id)),
        }
    }

    /// Their names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// One of them: the one that has the name, or the longest end of it.
    pub(crate) fn choose(&self, hint: &str) -> Option<DraftId> {
        if self.count < 2 {
            return self.one;
        }
        self.same(hint)
            .or_else(|| self.last_words(hint))
            .or(self.first_unnamed)
    }

    /// The first one whose name is the word, or the word its plural: the singular is not always to
    /// be seen.
    fn same(&self, word: &str) -> Option<DraftId> {
        let singular = ["e", "s", "es"].map(|end| word.strip_suffix(end));
        let singular = singular.into_iter().flatten();
        let names = singular
            .chain([word])
            .filter_map(|name| self.by_name.get(name));
        names
            .chain(self.by_name.get(&format!("{word}s")))
            .min()
            .copied()
    }

    fn last_words(&self, hint: &str) -> Option<DraftId> {
        let mut ends = hint.char_indices().map(|(at, _)| &hint[at..]);
        ends.find_map(|end| self.by_name.get(end)).copied()
    }
}
