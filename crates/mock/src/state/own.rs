//! What is the caller's own. The stand-in takes everybody for one user, who is there from the start.

use std::cmp::Reverse;

use serde_json::{Value as Json, json};

use super::call::Call;
use super::column::{number, property, text};
use super::kind::kinds;
use super::{Entity, OperationResult, Special, Store};
use crate::catalog::Response;
use crate::sample::sample;

/// Who calls, as an associate.
pub(super) const ASSOCIATE: i32 = 5;

/// How the caller logs in.
const NAME: &str = "MAR";

/// Who calls, as a person.
const PERSON: i32 = 9;

pub(super) fn special(operation: &str) -> Option<Special> {
    Some(match operation {
        "v1PersonAgent_GetMyPerson" => |call, store| one(call, person(store)),
        "v1ContactAgent_GetMyContact" => |call, store| {
            let id = contact(store);
            let record = id.and_then(|id| store.get(kinds().resource("Contact"), id));
            one(call, record.map(|record| &record.entity))
        },
        "v1ContactAgent_GetMyContacts" => {
            |call, store| call.array(of_caller(store, "Contact")).map(Some)
        }
        "v1ContactAgent_GetMyRecentContacts" => |call, store| {
            let mut contacts: Vec<_> = of_caller(store, "Contact").collect();
            contacts.sort_by_key(|contact| Reverse(text(contact, "UpdatedDate")));
            call.array(contacts.into_iter()).map(Some)
        },
        "v1ProjectAgent_GetMyProjects" => {
            |call, store| call.array(of_caller(store, "Project")).map(Some)
        }
        "v1SaleAgent_GetMyOpportunities" => |call, store| {
            let is_open = |sale: &&Entity| text(sale, "Status") == "Open";
            let mut sales: Vec<_> = of_caller(store, "Sale").filter(is_open).collect();
            sales.sort_by_key(|sale| text(sale, "Saledate"));
            sales.truncate(call.count());
            call.array(sales.into_iter()).map(Some)
        },
        "v1User_GetCurrentAssociate" | "v1User_GetCurrentUser" => |call, store| about(call, store),
        "v1User_GetCurrentPrincipal" => |call, store| about(call, store),
        "v1AssociateAgent_GetAssociate" => |call, store| match call.number("associateId") {
            Some(ASSOCIATE) => about(call, store),
            _ => Ok(None),
        },
        _ => return None,
    })
}

/// Whether an entity is the caller's own.
pub(super) fn is_own(entity: &Entity) -> bool {
    let associate = property(entity, "Associate").and_then(Json::as_object);
    associate.and_then(|associate| number(associate, "AssociateId")) == Some(ASSOCIATE)
}

/// Says of an entity that nobody is said to own that the caller does.
pub(super) fn claim(store: &Store, entity: &mut Entity) {
    let owner = entity.get_mut("Associate").filter(|owner| owner.is_null());
    if let Some(owner) = owner {
        *owner = json!({
            "AssociateId": ASSOCIATE,
            "Name": NAME,
            "FullName": full_name(store),
            "PersonId": PERSON,
        });
    }
}

pub(super) fn full_name(store: &Store) -> String {
    let name = person(store).map(|person| text(person, "FullName"));
    name.unwrap_or(NAME).to_owned()
}

fn person(store: &Store) -> Option<&Entity> {
    let record = store.get(kinds().resource("Person"), PERSON);
    record.map(|record| &record.entity)
}

/// The company that the caller works for.
fn contact(store: &Store) -> Option<i32> {
    let held = property(person(store)?, "Contact")?;
    number(held.as_object()?, "ContactId")
}

fn of_caller<'s>(store: &'s Store, name: &str) -> impl Iterator<Item = &'s Entity> {
    store
        .entities(kinds().resource(name))
        .filter(|entity| is_own(entity))
}

fn one(call: &Call<'_>, entity: Option<&Entity>) -> OperationResult {
    match entity {
        Some(entity) => call.entity(entity, None).map(Some),
        None => Ok(Some(call.value(Json::Null))),
    }
}

/// The carrier of a user or a principal, with what is known of the caller.
fn about(call: &Call<'_>, store: &Store) -> OperationResult {
    let Response::Json(ty) = call.found.operation.response() else {
        return Ok(None);
    };
    let Json::Object(mut value) = sample(&ty, "text") else {
        return Ok(None);
    };
    let own = [
        // A principal has the name of the associate in its place.
        ("Associate", json!(NAME)),
        ("AssociateId", json!(ASSOCIATE)),
        ("Name", json!(NAME)),
        ("FullName", json!(full_name(store))),
        ("PersonId", json!(PERSON)),
        ("ContactId", json!(contact(store))),
        ("IsPerson", json!(true)),
    ];
    for (name, own) in own {
        if let Some(value) = value.get_mut(name) {
            *value = own;
        }
    }
    if let (Some(held), Some(person)) = (value.get_mut("Person"), person(store)) {
        *held = super::column::short(person, "Person", "PersonId").into();
    }
    Ok(Some(call.value(value.into())))
}
