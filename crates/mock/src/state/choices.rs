//! Lists as they are chosen from.

use serde_json::{Value as Json, json};

use super::column::{property, short};
use super::kind::kinds;
use super::{Special, Store};

pub(super) fn special(operation: &str) -> Option<Special> {
    Some(match operation {
        "v1MDOList_GetListOfLists" => |call, _| {
            let names = kinds().lists().iter().map(|(name, _)| json!(name));
            Ok(Some(call.value(names.collect())))
        },
        "v1MDOList_GetList" => |call, store| {
            let kind = kind(&call.text("listname"));
            let query = call.text("query").to_lowercase();
            let is_meant = |item: &Json| text(item, "Name").to_lowercase().contains(&query);
            let items = kind.map(|kind| match of(store, kind, "MDOListItem") {
                Json::Array(items) => items.into_iter().filter(is_meant).collect(),
                other => other,
            });
            Ok(items.map(|items| call.value(items)))
        },
        "v1MDOList_GetSelectableList" => |call, store| {
            let kind = kind(&call.text("listname"));
            let items = kind.map(|kind| of(store, kind, "SelectableMDOListItem"));
            Ok(items.map(|items| call.value(items)))
        },
        _ => return None,
    })
}

/// A list by its name, or the entities of a resource.
fn kind(name: &str) -> Option<usize> {
    kinds().by_list(name).or_else(|| kinds().by_name(name))
}

/// The entities of a kind as the items of a carrier, by rank.
pub(super) fn of(store: &Store, kind: usize, carrier: &str) -> Json {
    let rank = |entity: &super::Entity| {
        let rank = property(entity, "Rank").and_then(Json::as_i64);
        rank.unwrap_or_default()
    };
    let mut entities: Vec<_> = store.entities(kind).collect();
    entities.sort_by_key(|entity| rank(entity));
    let items = entities
        .into_iter()
        .map(|entity| Json::from(short(entity, carrier, &kinds().get(kind).key)));
    items.collect()
}

fn text<'a>(item: &'a Json, name: &str) -> &'a str {
    item[name].as_str().unwrap_or_default()
}
