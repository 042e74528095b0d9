//! Operations that do the same with other things.

use std::collections::BTreeMap;

use crate::area::AreaKind;
use crate::page::{SourcePage, TypeLabel};

/// So many operations that do the same tell what belongs to it.
pub(super) const MANY: usize = 20;

/// Operations of one kind and method, once by the verb that their names begin with and what they
/// give, once by the latter alone, and once by their names without those of their areas, as
/// `GetHeadings` in `v1TreeList_GetTreeHeadings`.
pub(super) fn groups<'p>(pages: &[&'p SourcePage]) -> Vec<Vec<&'p SourcePage>> {
    type Key<'p> = (AreaKind, &'p str, String, Option<Gives>);
    let mut groups: BTreeMap<Key<'_>, Vec<&SourcePage>> = BTreeMap::new();
    for &page in pages {
        let gives = Some(Gives::of(page));
        let name = page.operation_name();
        let rest = name.replace(area(page), "");
        for (name, gives) in [
            (verb(name).to_owned(), gives),
            (String::new(), gives),
            (rest, None),
        ] {
            let key = (page.kind(), page.page.http.method.as_str(), name, gives);
            groups.entry(key).or_default().push(page);
        }
    }
    groups.into_values().collect()
}

/// What an operation gives, as far as it matters for what can be asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gives {
    Nothing,
    Value,
    One,
    Many,
}

impl Gives {
    fn of(page: &SourcePage) -> Self {
        let response = &page.page.response;
        match response.body.as_ref().map(|body| &body.value) {
            _ if response.is_void() => Self::Nothing,
            Some(TypeLabel::Array | TypeLabel::ArrayOf(_)) => Self::Many,
            Some(TypeLabel::Named(_) | TypeLabel::Object) => Self::One,
            _ => Self::Value,
        }
    }
}

/// `Get` of `GetTree`.
fn verb(name: &str) -> &str {
    let next = name.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
    &name[..next.map_or(name.len(), |(at, _)| at)]
}

/// `Tree` of `v1TreeList_GetTree`; lists are no area of their own otherwise.
fn area(page: &SourcePage) -> &str {
    let area = page.area();
    area.strip_suffix("List")
        .filter(|name| !name.is_empty())
        .unwrap_or(area)
}
