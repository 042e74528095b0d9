//! The names that upstream prints where it lost the real one.

use std::collections::BTreeMap;

use super::{SourcePage, TypeLabel};
use crate::area::AreaKind;

/// The placeholder of each kind of page.
#[derive(Debug, Default)]
pub struct Placeholders(BTreeMap<AreaKind, String>);

impl Placeholders {
    /// Whether the name stands for nothing on a page of this kind; pages about types have none.
    pub fn contains(&self, kind: impl Into<Option<AreaKind>>, name: &str) -> bool {
        let placeholder = kind.into().and_then(|kind| self.0.get(&kind));
        placeholder.is_some_and(|placeholder| placeholder == name)
    }

    /// Whether the documentation loses no type's name.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
        let mut counts: BTreeMap<AreaKind, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
        for page in pages.iter().filter(|page| page.page.response.is_void()) {
            let (all, names) = counts.entry(page.kind()).or_default();
            *all += 1;
            if let Some(TypeLabel::Named(name)) = page.page.response.body.as_deref() {
                *names.entry(name).or_default() += 1;
            }
        }
        let printed = |(all, names): (usize, BTreeMap<&str, usize>)| {
            let most = names
                .into_iter()
                .max_by_key(|&(name, count)| (count, std::cmp::Reverse(name)));
            let most = most.filter(|(_, count)| count * 2 >= all);
            most.map(|(name, _)| name.to_owned())
        };
        let found = counts
            .into_iter()
            .filter_map(|(kind, found)| Some((kind, printed(found)?)));
        Self(found.collect())
    }
}
