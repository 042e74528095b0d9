//! User-defined fields of entities: their layout.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::column::{property, text};
use super::kind::kinds;
use super::{Entity, OperationResult, Special, Store};
use crate::catalog::Operation;
use crate::problem::Problem;

pub(super) fn special(operation: &Operation) -> Option<Special> {
    let agent = "v1UserDefinedFieldInfoAgent_";
    match operation.id.strip_prefix(agent) {
        Some("GetUserDefinedFieldList") => return Some(|call, store| all(call, store, false)),
        Some("GetPublishedUserDefinedFieldList") => {
            return Some(|call, store| all(call, store, true));
        }
        _ => {}
    }
    let (_, rest) = operation.template.split_once("/UdefLayout")?;
    Some(match (operation.method, rest) {
        ("GET", "") => |call, store| all(call, store, false),
        ("GET", "/Published") => |call, store| all(call, store, true),
        ("GET", "/{progidOrLabel}") => |call, store| one(call, store, false),
        ("GET", "/Published/{progidOrLabel}") => |call, store| one(call, store, true),
        ("POST", "") => |call, store| {
            let field = add(call, store);
            entity(call, &field)
        },
        ("PUT", "") => save,
        ("POST", "/{progidOrLabel}/ChangeTo/{fieldType}") => |call, store| {
            let mut field = find(call, store, false)?.clone();
            field.insert("FieldType".to_owned(), call.text("fieldType").into());
            let field = put(call, store, field);
            entity(call, &field)
        },
        ("DELETE", "/{progidOrLabel}") => |call, store| {
            let id = number(find(call, store, false)?);
            store.remove(kind(), id, call.now);
            Ok(Some(call.value(Json::Null)))
        },
        ("POST", "/Publish") => |call, store| {
            let fields: Vec<_> = of(store, &owner(call)).cloned().collect();
            for mut field in fields {
                field.insert("HasBeenPublished".to_owned(), true.into());
                put(call, store, field);
            }
            Ok(Some(call.value(json!(1))))
        },
        _ => return None,
    })
}

fn kind() -> usize {
    let kind = kinds().by_name("UserDefinedFieldInfo");
    kind.expect("it was added")
}

fn number(field: &Entity) -> i32 {
    let key = &kinds().get(kind()).key;
    super::column::number(field, key).unwrap_or_default()
}

/// What the fields belong to: the resource, or what the agent is told.
fn owner(call: &Call<'_>) -> String {
    let area = call.found.operation.template.split('/').nth(1);
    match area {
        Some("Agents") | None => call.text("OwnerType"),
        Some(area) => area.to_owned(),
    }
}

fn of<'s>(store: &'s Store, owner: &str) -> impl Iterator<Item = &'s Entity> {
    let is_own = move |field: &&Entity| text(field, "Type").eq_ignore_ascii_case(owner);
    store.entities(kind()).filter(is_own)
}

fn is_published(field: &Entity) -> bool {
    property(field, "HasBeenPublished") == Some(&Json::Bool(true))
}

fn all(call: &Call<'_>, store: &mut Store, are_published: bool) -> OperationResult {
    let owner = owner(call);
    let fields = of(store, &owner);
    call.array(fields.filter(|field| !are_published || is_published(field)))
        .map(Some)
}

fn one(call: &Call<'_>, store: &mut Store, is_published: bool) -> OperationResult {
    entity(call, find(call, store, is_published)?)
}

fn entity(call: &Call<'_>, field: &Entity) -> OperationResult {
    call.entity(field, None).map(Some)
}

/// The field that the path names by its identifier or its label.
fn find<'s>(call: &Call<'_>, store: &'s Store, published: bool) -> Result<&'s Entity, Problem> {
    let (owner, name) = (owner(call), call.text("progidOrLabel"));
    let is_named = |field: &&Entity| {
        let names = [text(field, "ProgId"), text(field, "FieldLabel")];
        names.iter().any(|known| known.eq_ignore_ascii_case(&name))
            && (!published || is_published(field))
    };
    let mut fields = of(store, &owner);
    let found = fields.find(is_named);
    found.ok_or_else(|| Problem::NotFound(format!("There is no field `{name}` of {owner}.")))
}

/// Makes a field of a type, with the next identifier.
fn add(call: &Call<'_>, store: &mut Store) -> Entity {
    let owner = owner(call);
    let number = |field: &Entity| text(field, "ProgId").rsplit(':').next()?.parse().ok();
    let last: u32 = of(store, &owner)
        .filter_map(number)
        .max()
        .unwrap_or_default();
    let mut field = store.fresh(kind());
    field.insert("Type".to_owned(), owner.into());
    field.insert("FieldType".to_owned(), call.text("udefFieldType").into());
    field.insert(
        "ProgId".to_owned(),
        format!("SuperOffice:{}", last + 1).into(),
    );
    field.insert("HasBeenPublished".to_owned(), false.into());
    put(call, store, field)
}

fn save(call: &Call<'_>, store: &mut Store) -> OperationResult {
    let mut saved = Vec::new();
    for given in call.bodies() {
        let mut field = store.filled(kind(), given);
        field.insert("Type".to_owned(), owner(call).into());
        saved.push(put(call, store, field));
    }
    call.array(saved.iter()).map(Some)
}

fn put(call: &Call<'_>, store: &mut Store, field: Entity) -> Entity {
    let id = match number(&field) {
        id if store.get(kind(), id).is_some() => id,
        _ => store.next(kind()),
    };
    store.put(kind(), id, field, call.now).entity.clone()
}
