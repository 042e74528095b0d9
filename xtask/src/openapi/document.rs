//! The document as a whole.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Object, operation, schema};
use crate::area::AreaKind;
use crate::model::{Api, Area, Body, Operation};
use crate::words;

const DESCRIPTION: &str = "\
Every property of every object can be absent, in requests and in responses; `$select` makes a \
server leave out what was not asked for. Servers also send properties that are not listed. \
An enum lists the members that are known; a server may send others. Times have an offset only if the \
header `SO-TimeZone` asks for it by `includeTZOffset`.";

/// The API as an OpenAPI document.
pub fn document(api: &Api, version: &str) -> Value {
    let tags: Vec<_> = api.areas.iter().map(|area| tag_object(api, area)).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "SuperOffice WebAPI",
            "description": DESCRIPTION,
            "version": version,
        },
        "externalDocs": {
            "url": "https://docs.superoffice.com/en/api/reference/restful/",
        },
        "servers": servers(),
        "security": security(),
        "tags": tags,
        "paths": paths(api),
        "components": {
            "schemas": schemas(api),
            "responses": operation::failures(),
            "securitySchemes": security_schemes(),
        },
    })
}

/// Paths begin with `/api`, so a server is what stands before that.
fn servers() -> Value {
    json!([
        {
            "url": "https://{host}.superoffice.com/{tenant}",
            "description": "Online, where the tenant's status names the host",
            "variables": {
                "host": { "default": "online" },
                "tenant": { "default": "Cust12345" },
            },
        },
        {
            "url": "https://{host}/{installation}",
            "description": "On site",
            "variables": {
                "host": { "default": "localhost" },
                "installation": { "default": "SuperOffice" },
            },
        },
    ])
}

/// One of these is enough; a ticket needs the application's token too.
fn security() -> Value {
    json!([
        { "Basic": [] },
        { "Bearer": [] },
        { "SoTicket": [], "SoAppToken": [] },
        { "XsrfToken": [] },
    ])
}

fn security_schemes() -> Value {
    json!({
        "Basic": {
            "type": "http",
            "scheme": "basic",
            "description": "User name and password; on-site installations only.",
        },
        "Bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token, such as `8A:Cust12345.…`.",
        },
        "SoTicket": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`SOTicket` and a ticket, such as `SOTicket 7T:…`.",
        },
        "SoAppToken": {
            "type": "apiKey",
            "in": "header",
            "name": "SO-AppToken",
            "description": "The secret of the application that uses the ticket.",
        },
        "XsrfToken": {
            "type": "apiKey",
            "in": "header",
            "name": "X-XSRF-TOKEN",
            "description": "The session's XSRF value, in place of Authorization.",
        },
    })
}

fn tag_object(api: &Api, area: &Area) -> Value {
    let name = &area.name;
    let says = words::area(&api.glossary, area.kind, name);
    let description = match area.kind {
        AreaKind::Agent => format!("The agent `{name}`: remote procedure calls."),
        AreaKind::Rest => format!("The REST resource `{name}`."),
    };
    let sentences = says.into_iter().chain([description]);
    let description = sentences.collect::<Vec<_>>().join(" ");
    json!({ "name": area.path(), "description": description })
}

fn paths(api: &Api) -> Object {
    let mut by_shape: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (_, operation) in operations(api) {
        let same = by_shape.entry(shape(operation)).or_default();
        same.push(&operation.uid);
    }
    let mut paths = Object::new();
    for (area, operation) in operations(api) {
        let mut same_path = by_shape[&shape(operation)].clone();
        same_path.retain(|uid| *uid != operation.uid);
        let item = paths
            .entry(operation.path.clone())
            .or_insert_with(|| Object::new().into());
        // Each method of a path is one operation's: the model has made sure of that.
        item[operation.method.to_ascii_lowercase()] =
            operation::operation(api, area, operation, &same_path).into();
    }
    paths
}

fn operations(api: &Api) -> impl Iterator<Item = (&Area, &Operation)> {
    let areas = api.areas.iter();
    areas.flat_map(|area| {
        area.operations
            .iter()
            .map(move |operation| (area, operation))
    })
}

/// Method and path without the names of parameters.
fn shape(operation: &Operation) -> (&str, String) {
    let mut parts = operation.path.split('{');
    let mut path = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once('}').map_or(part, |(_, rest)| rest);
        path.push_str("{}");
        path.push_str(rest);
    }
    (&operation.method, path)
}

/// Carriers and enums, then the arguments of operations, each by name.
fn schemas(api: &Api) -> Object {
    let glossary = &*api.glossary;
    let carriers = api
        .carriers
        .values()
        .map(|carrier| (carrier.name.to_string(), schema::carrier(carrier, glossary)));
    let enums = api.enums.values().map(|enumeration| {
        (
            enumeration.name.to_string(),
            schema::enumeration(enumeration, glossary),
        )
    });
    let types: BTreeMap<_, _> = carriers.chain(enums).collect();
    let arguments = operations(api).filter_map(|(_, operation)| match &operation.request {
        Some(Body::Arguments(properties)) => Some((
            operation::arguments_name(api, operation),
            schema::properties(properties, None, glossary),
        )),
        _ => None,
    });
    let arguments: BTreeMap<_, _> = arguments.collect();
    types
        .into_iter()
        .chain(arguments)
        .map(|(name, schema)| (name, schema.into()))
        .collect()
}
