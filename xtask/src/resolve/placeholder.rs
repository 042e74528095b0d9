//! The names that upstream prints where it lost the real one.

use std::collections::BTreeMap;

use super::SourcePage;
use crate::model::AreaKind;
use crate::page::TypeLabel;

/// The placeholder of each kind of page.
#[derive(Debug, Default)]
pub struct Placeholders(BTreeMap<AreaKind, String>);

impl Placeholders {
    /// Whether the name stands for nothing on a page of this kind.
    pub fn contains(&self, kind: AreaKind, name: &str) -> bool {
        self.0
            .get(&kind)
            .is_some_and(|placeholder| placeholder == name)
    }

    /// Whether the type of a property is lost: `name` stands for nothing on a page of this kind, and
    /// neither has the property its name nor the type the property's.
    pub fn hides(&self, kind: AreaKind, property: &str, name: &str) -> bool {
        let is_named_after = property.contains(name) || name.starts_with(property);
        self.contains(kind, name) && !is_named_after
    }

    /// Whether a table of this body describes the carrier that the page names.
    ///
    /// The name is right now and then: then the operation's name holds it too.
    pub fn is_wrong(&self, page: &SourcePage, name: &str) -> bool {
        self.contains(page.kind(), name) && !page.operation_name().contains(name)
    }
}

impl Placeholders {
    /// Finds them: a response without a body has no type, so whatever most such pages print is no
    /// type's name.
    pub fn detect(pages: &[SourcePage]) -> Self {
        let mut counts: BTreeMap<AreaKind, BTreeMap<&str, usize>> = BTreeMap::new();
        for page in pages {
            let response = &page.page.response;
            if let (true, Some(TypeLabel::Named(name))) =
                (response.is_void(), response.body.as_deref())
            {
                *counts
                    .entry(page.kind())
                    .or_default()
                    .entry(name)
                    .or_default() += 1;
            }
        }
        let most_frequent = |names: BTreeMap<&str, usize>| {
            names
                .into_iter()
                .max_by_key(|&(name, count)| (count, std::cmp::Reverse(name)))
                .map(|(name, _)| name.to_owned())
        };
        Self(
            counts
                .into_iter()
                .filter_map(|(kind, names)| Some((kind, most_frequent(names)?)))
                .collect(),
        )
    }
}
