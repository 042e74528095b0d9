//! The members of selections.

use serde_json::{Value as Json, json};

use super::call::{self, Call};
use super::column::{number, property};
use super::kind::kinds;
use super::{Entity, OperationResult, Special, Store, archive};
use crate::problem::Problem;

pub(super) fn special(operation: &str) -> Option<Special> {
    Some(match operation {
        "v1SelectionEntity_AddSelectionMembers" | "v1SelectionAgent_AddSelectionMembers" => {
            |call, store| {
                let ids = call.numbers("Ids");
                let count = change(call, store, "SelectionId", |members| members.extend(ids))?;
                Ok(Some(call.value(json!(count))))
            }
        }
        "v1SelectionEntity_AddContactSelectionMembers"
        | "v1SelectionAgent_AddContactSelectionMembers" => |call, store| {
            let ids = contacts(call);
            change(call, store, "SelectionId", |members| members.extend(ids))?;
            Ok(Some(call.value(Json::Null)))
        },
        "v1SelectionEntity_RemoveSelectionMembersById"
        | "v1SelectionAgent_RemoveSelectionMembersById" => |call, store| {
            let ids = call.numbers("Ids");
            remove(call, store, &ids)
        },
        "v1SelectionAgent_RemoveSelectionMembers" => |call, store| {
            let ids = call.numbers("SelectionMemberIds");
            remove(call, store, &ids)
        },
        "v1SelectionAgent_RemoveContactSelectionMembersFromIds" => |call, store| {
            let ids = call.numbers("SelectionMembersIds");
            remove(call, store, &ids)
        },
        "v1SelectionEntity_RemoveContactSelectionMembers"
        | "v1SelectionAgent_RemoveContactSelectionMembers" => |call, store| {
            let ids = contacts(call);
            remove(call, store, &ids)
        },
        "v1SelectionAgent_CopySelectionMembers"
        | "v1SelectionAgent_CopyContactSelectionMembers" => |call, store| {
            let from = call.number("FromSelectionId").unwrap_or_default();
            let ids = store.get(kind(), from).map(|record| record.members.clone());
            let ids = ids.ok_or_else(|| missing(from))?;
            change(call, store, "ToSelectionId", |members| members.extend(ids))?;
            Ok(Some(call.value(Json::Null)))
        },
        "v1SelectionEntity_GetSelectionMembersArchiveRows" => |call, store| {
            let id = call.number("selectionId").unwrap_or_default();
            store.get(kind(), id).ok_or_else(|| missing(id))?;
            let (kind, members) = of(store, id);
            call.rows(kind, members.iter()).map(Some)
        },
        "v1SelectionAgent_GetSelectionMembersArchiveRows" => |call, store| {
            let id = call.number("SelectionId").unwrap_or_default();
            store.get(kind(), id).ok_or_else(|| missing(id))?;
            let (kind, members) = of(store, id);
            let query = [("$select".to_owned(), call.text("Select"))];
            archive::items(call, kind, members.iter(), &query).map(Some)
        },
        _ => return None,
    })
}

pub(super) fn kind() -> usize {
    kinds().resource("Selection")
}

/// The members of a selection, as entities of their kind. What tells them from others is that they
/// say which selection they are in.
pub(super) fn of(store: &Store, selection: i32) -> (usize, Vec<Entity>) {
    let record = store.get(kind(), selection);
    let table = record.and_then(|record| property(&record.entity, "TargetTableName")?.as_str());
    let members = kinds().by_name(table.unwrap_or("contact"));
    let members = members.unwrap_or_else(|| kinds().by_name("contact").unwrap_or_default());
    let ids = record.into_iter().flat_map(|record| &record.members);
    let entities = ids.filter_map(|id| {
        let mut entity = store.get(members, *id)?.entity.clone();
        entity.insert("SelectionId".to_owned(), selection.into());
        Some(entity)
    });
    (members, entities.collect())
}

fn missing(id: i32) -> Problem {
    call::missing(kinds().get(kind()), id)
}

/// The numbers of the contacts that are meant.
fn contacts(call: &Call<'_>) -> Vec<i32> {
    let pairs = call.bodies();
    let contacts = pairs.iter().filter_map(|pair| number(pair, "ContactId"));
    contacts.collect()
}

fn remove(call: &Call<'_>, store: &mut Store, ids: &[i32]) -> OperationResult {
    change(call, store, "SelectionId", |members| {
        members.retain(|member| !ids.contains(member));
    })?;
    Ok(Some(call.value(Json::Null)))
}

/// Changes the members of the selection that an argument names. Each member is there once. Returns
/// how many there are.
fn change(
    call: &Call<'_>,
    store: &mut Store,
    argument: &str,
    change: impl FnOnce(&mut Vec<i32>),
) -> Result<usize, Problem> {
    let id = call.number(argument).unwrap_or_default();
    let record = store.change(kind(), id, call.now);
    let record = record.ok_or_else(|| missing(id))?;
    change(&mut record.members);
    record.members.sort_unstable();
    record.members.dedup();
    let count = record.members.len();
    record.entity.insert("MemberCount".to_owned(), count.into());
    Ok(count)
}
