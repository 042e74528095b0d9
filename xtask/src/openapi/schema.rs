//! Types, carriers and enums as JSON Schema.

use serde_json::{Value, json};

use super::{Object, flag, insert, object};
use crate::facts::Facts;
use crate::model::{Carrier, Enumeration, Glossary, Member, Property, Type};
use crate::words;

/// The schema of a type.
pub(super) fn of(ty: &Type) -> Object {
    let with_format =
        |ty: &str, format: &str| object([("type", json!(ty)), ("format", json!(format))]);
    // Programs that make up values do not know these formats.
    let shown = |format: &str, example: &str| {
        let mut schema = with_format("string", format);
        schema.insert("examples".into(), json!([example]));
        schema
    };
    match ty {
        Type::Bool => object([("type", json!("boolean"))]),
        Type::Int32 => with_format("integer", "int32"),
        Type::Int64 => with_format("integer", "int64"),
        Type::Double => with_format("number", "double"),
        Type::String => object([("type", json!("string"))]),
        // Not `date-time`, which has an offset, and not `date`: the API writes
        // `1999-05-13T00:00:00` for times and days.
        Type::DateTime => shown("date-time-local", "2026-05-13T09:30:00"),
        Type::Date => shown("date-time-local", "2026-05-13T00:00:00"),
        // Not `duration`, which is ISO 8601: the API writes `1.02:30:00`.
        Type::TimeSpan => shown("time-span", "1.02:30:00"),
        Type::Bytes => {
            let mut schema = shown("byte", "AQID");
            schema.insert("contentEncoding".into(), json!("base64"));
            schema
        }
        Type::Json => Object::new(),
        Type::List(item) => object([("type", json!("array")), ("items", of(item).into())]),
        Type::Dictionary(value) => object([
            ("type", json!("object")),
            ("additionalProperties", of(value).into()),
        ]),
        Type::Carrier(name) | Type::Enum(name) => named(name),
    }
}

/// The place of a schema with a name.
pub(super) fn named(name: &str) -> Object {
    object([("$ref", json!(format!("#/components/schemas/{name}")))])
}

/// The same with `null` as another value.
pub(super) fn nullable(mut schema: Object) -> Object {
    if let Some(ty) = schema.get("type") {
        let types = json!([ty, "null"]);
        schema.insert("type".into(), types);
        return schema;
    }
    match schema.is_empty() {
        true => schema,
        false => object([("anyOf", json!([schema, { "type": "null" }]))]),
    }
}

/// Bytes that are sent as they are.
pub(super) fn binary() -> Object {
    object([("type", json!("string")), ("format", json!("binary"))])
}

/// A form with one file.
pub(super) fn form(field: &str) -> Object {
    let mut schema = object([("type", json!("object"))]);
    schema.insert("properties".into(), json!({ field: binary() }));
    schema.insert("required".into(), json!([field]));
    schema
}

/// A carrier as a schema of its own.
pub(super) fn carrier(carrier: &Carrier, glossary: &Glossary) -> Object {
    let mut schema = properties(&carrier.properties, Some(&carrier.name), glossary);
    let says = words::carrier(glossary, &carrier.name);
    let description = carrier.text.clone().unwrap_or(says);
    schema.insert("description".into(), description.into());
    insert(&mut schema, "x-since", carrier.since.clone());
    schema
}

/// An object with properties, in their order.
pub(super) fn properties(properties: &[Property], ty: Option<&str>, glossary: &Glossary) -> Object {
    let schemas: Object = properties
        .iter()
        .map(|own| (own.name.clone(), property(own, ty, glossary).into()))
        .collect();
    object([("type", json!("object")), ("properties", schemas.into())])
}

fn property(property: &Property, ty: Option<&str>, glossary: &Glossary) -> Object {
    let mut schema = nullable(of(&property.ty));
    let says = words::property(glossary, ty, property);
    state(
        &mut schema,
        &property.facts,
        property.text.as_deref(),
        &says,
    );
    flag(&mut schema, "readOnly", property.facts.read_only);
    if property.facts.secret && property.ty == Type::String {
        schema.insert("format".into(), "password".into());
    }
    schema
}

/// Adds what a description states, to a schema or a parameter.
pub(super) fn state(object: &mut Object, facts: &Facts, text: Option<&str>, says: &str) {
    // The page's own words include the facts.
    let description = text.map_or_else(|| format!("{says} {facts}"), str::to_owned);
    insert(
        object,
        "description",
        not_empty(description.trim().to_owned()),
    );
    let is_deprecated = facts.deprecated.is_some() || facts.obsolete;
    flag(object, "deprecated", is_deprecated);
    flag(object, "x-utc", facts.utc);
    flag(object, "x-secret", facts.secret);
    insert(object, "x-mdo-list", facts.mdo_list.clone());
    let values = facts.values.iter();
    let values: Vec<_> = values
        .map(|(value, name)| json!({ "value": value, "name": name }))
        .collect();
    insert(object, "x-values", (!values.is_empty()).then_some(values));
    insert(object, "x-since", facts.since.clone());
}

/// An enum as a schema of its own.
pub(super) fn enumeration(enumeration: &Enumeration, glossary: &Glossary) -> Object {
    let members = &enumeration.members;
    let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
    let mut schema = Object::new();
    let combined = "Members can be combined, with `, ` between them.";
    let says = words::enumeration(glossary, &enumeration.name);
    let sentences = [
        Some(enumeration.text.as_deref().unwrap_or(&says)),
        enumeration.flags.then_some(combined),
    ];
    let sentences: Vec<_> = sentences.into_iter().flatten().collect();
    insert(&mut schema, "description", not_empty(sentences.join(" ")));
    let any_of = json!([{ "type": "string", "enum": names }, { "type": "string" }]);
    schema.insert("anyOf".into(), any_of);
    flag(&mut schema, "x-enum-flags", enumeration.flags);
    let values = by_member(members, |member| member.value.map(Value::from));
    insert(&mut schema, "x-enum-values", values);
    let texts = by_member(members, |member| member.text.clone().map(Value::from));
    insert(&mut schema, "x-enum-descriptions", texts);
    let since = by_member(members, |member| member.since.clone().map(Value::from));
    insert(&mut schema, "x-enum-since", since);
    insert(&mut schema, "x-since", enumeration.since.clone());
    schema
}

/// What is known of members, by their names.
fn by_member(members: &[Member], get: impl Fn(&Member) -> Option<Value>) -> Option<Object> {
    let known = members
        .iter()
        .filter_map(|member| Some((member.name.clone(), get(member)?)));
    let known: Object = known.collect();
    (!known.is_empty()).then_some(known)
}

/// A text, if it says anything.
pub(super) fn not_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
