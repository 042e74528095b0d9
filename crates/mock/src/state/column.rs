//! Values of entities under the names of columns, and of the properties of short carriers.

use serde_json::Value as Json;

use super::Entity;
use crate::catalog::{Item, Type, catalog};

/// What entities call what columns and short carriers name otherwise.
const OTHER_NAMES: [(&str, &str); 14] = [
    ("email", "Emails"),
    ("emailaddress", "Emails"),
    ("url", "Urls"),
    ("urladdress", "Urls"),
    ("phone", "Phones"),
    ("directphone", "Phones"),
    ("directphone", "OfficePhones"),
    ("phone", "OfficePhones"),
    ("mobilephone", "MobilePhones"),
    ("faxphone", "Faxes"),
    ("firstname", "Firstname"),
    ("fullname", "FullName"),
    ("name", "Value"),
    ("value", "Name"),
];

/// The value of a column such as `name`, `associate/fullName`, `email/emailAddress` or
/// `contactUdef/SuperOffice:1`; null if there is none.
pub(super) fn column(entity: &Entity, name: &str) -> Json {
    let (first, rest) = name.split_once('/').unwrap_or((name, ""));
    if first.to_ascii_lowercase().ends_with("udef") {
        let mut dictionaries = ["CustomFields", "UserDefinedFields"].iter();
        let found = dictionaries
            .find_map(|dictionary| property(property(entity, dictionary)?.as_object()?, rest));
        return found.cloned().unwrap_or_default();
    }
    match (property(entity, first), rest) {
        (Some(Json::Object(inner)), rest) if !rest.is_empty() => column(inner, rest),
        (Some(value), _) => shown(value),
        (None, _) => other(entity, first).unwrap_or_default(),
    }
}

/// The entity as a short carrier, such as a `Contact` of a `ContactEntity`.
/// Its number is under `key`.
pub(super) fn short(entity: &Entity, carrier: &str, key: &str) -> Entity {
    let properties = catalog().properties(carrier).unwrap_or_default();
    let value = |item: &Item| {
        let fits = |value: &Json| fits(value, &item.ty);
        let own = property(entity, &item.name).filter(|value| fits(value));
        let others = || match &*item.name {
            "Id" => property(entity, key).cloned(),
            name => within(entity, name).or_else(|| other(entity, name)),
        };
        let value = own.cloned().or_else(|| others().filter(fits));
        value.unwrap_or_default()
    };
    let values = properties
        .iter()
        .map(|item| (item.name.to_string(), value(item)));
    values.collect()
}

fn fits(value: &Json, ty: &Type) -> bool {
    let mut violations = Vec::new();
    crate::check::value(value, ty, "", &mut violations);
    violations.is_empty()
}

/// `AssociateFullName` is the `FullName` of `Associate`, and `ContactId` that of `Contact`.
fn within(entity: &Entity, name: &str) -> Option<Json> {
    entity.iter().find_map(|(key, value)| {
        let inner = value.as_object()?;
        let rest = name.strip_prefix(key.as_str())?;
        let found = property(inner, rest).or_else(|| property(inner, name));
        match rest {
            "Name" => found.or_else(|| property(inner, "Value")).cloned(),
            _ => found.cloned(),
        }
    })
}

fn other(entity: &Entity, name: &str) -> Option<Json> {
    let names = OTHER_NAMES.iter();
    let mut names = names.filter(|(known, _)| name.eq_ignore_ascii_case(known));
    names.find_map(|(_, property_name)| {
        let value = shown(property(entity, property_name)?);
        (!value.is_null()).then_some(value)
    })
}

/// What stands for a value in one cell: of a list its first element, of an object what it is
/// called.
fn shown(value: &Json) -> Json {
    match value {
        Json::Array(items) => items.first().map_or(Json::Null, shown),
        Json::Object(object) => {
            let mut names = ["Value", "FullName", "Name"].iter();
            let found = names.find_map(|name| property(object, name));
            found.cloned().unwrap_or_default()
        }
        scalar => scalar.clone(),
    }
}

pub(super) fn property<'a>(object: &'a Entity, name: &str) -> Option<&'a Json> {
    let mut properties = object.iter();
    let found = properties.find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

/// The string under a name; empty if there is none.
pub(super) fn text<'a>(object: &'a Entity, name: &str) -> &'a str {
    let text = property(object, name).and_then(Json::as_str);
    text.unwrap_or_default()
}

/// The number under a name, such as that of an entity under its key.
pub(super) fn number(object: &Entity, name: &str) -> Option<i32> {
    property(object, name)?.as_i64()?.try_into().ok()
}
