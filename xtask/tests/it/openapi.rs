//! The OpenAPI document of a few pages, and of all.

use std::collections::BTreeSet;

use crate::support::api;
use crate::support::{
    WHOLE, WHOLE_PATH, edit, fixture, good_pages, model, pages, scratch, tree, workspace, xtask,
};
use serde_json::{Value, json};
use xtask::console::Console;
use xtask::facts::Facts;
use xtask::load;
use xtask::model::{Api, Body, Enumeration, Member, Property, Type};
use xtask::openapi::document;

/// The document for the whole page with some changes.
fn from_edits(edits: &[(&str, &str)]) -> Value {
    let text = edits
        .iter()
        .fold(WHOLE.to_owned(), |text, (find, put)| edit(&text, find, put));
    document(&model(&good_pages([(WHOLE_PATH, text)])), "1.0")
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(_, item)| item.as_object().into_iter().flatten().map(|(_, op)| op))
}

fn operation<'a>(document: &'a Value, uid: &str) -> &'a Value {
    operations(document)
        .find(|operation| operation["operationId"] == uid)
        .unwrap_or_else(|| panic!("{uid} is in the document"))
}

/// Everything below a value, itself included.
fn each<'a>(value: &'a Value, visit: &mut impl FnMut(&'a Value)) {
    visit(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| each(item, visit)),
        Value::Object(entries) => entries.values().for_each(|entry| each(entry, visit)),
        _ => {}
    }
}

/// The targets of all references, which have to be there.
fn references(document: &Value) -> BTreeSet<&str> {
    let mut targets = BTreeSet::new();
    each(document, &mut |value| {
        targets.extend(value.get("$ref").and_then(Value::as_str));
    });
    for target in &targets {
        let pointer = target.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{target} is missing");
    }
    targets
}

fn snapshot(name: &str, value: &Value) {
    let text = serde_json::to_string_pretty(value).expect("the document is JSON");
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn a_document_of_one_page() {
    snapshot("document", &from_edits(&[]));
}

#[test]
fn operations_of_each_kind() {
    let (pages, _) = pages(&fixture("d2"));
    let document = document(&model(&pages), "1.0");
    references(&document);
    let uids = [
        // Arguments, bytes, nothing in return.
        "v1GardenAgent_FindTrees",
        "v1GardenAgent_GetPicture",
        "v1GardenAgent_Prune",
        // A collection, content, a patch, an array.
        "v1TreeEntity_GetTrees",
        "v1TreeEntity_SetPicture",
        "v1TreeEntity_PatchTreeEntity",
        "v1TreeEntity_DeleteTrees",
    ];
    let found: Value = uids
        .into_iter()
        .map(|uid| (uid.to_owned(), operation(&document, uid).clone()))
        .collect();
    snapshot("operations", &found);
    snapshot("schemas", &document["components"]["schemas"]);
}

#[test]
fn what_pages_state_of_operations_has_keys() {
    let document = from_edits(&[(
        "Makes a tree taller.",
        "Calls the `Tree` agent's `Grow`.\n\nReads the archive `trees`.\n\nRestricted online: \
         on-site installations only. Meant for SuperOffice's own apps.\n\nExperimental: subject \
         to change.\n\nExpected to take at most 200 ms.",
    )]);
    let operation = operation(&document, "v1TreeEntity_GrowTree");
    let keys = operation.as_object().into_iter().flatten();
    let stated: Value = keys
        .filter(|(key, _)| key.starts_with("x-"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let expected = json!({
        "x-calls": [{ "agent": "Tree", "service": "Grow" }],
        "x-archive": "trees",
        "x-restricted-online": { "reason": "on-site-only", "audience": "internal" },
        "x-experimental": true,
        "x-slow-threshold-ms": 200,
    });
    assert_eq!(stated, expected);
    let description = operation["description"].as_str().unwrap_or_default();
    assert!(description.contains("Restricted online"), "{description}");
}

#[test]
fn every_status_has_a_description() {
    let responses = |edits: &[(&str, &str)]| {
        let document = from_edits(edits);
        operation(&document, "v1TreeEntity_GrowTree")["responses"].clone()
    };
    let body = json!({
        "application/json": { "schema": { "$ref": "#/components/schemas/Growth" } },
    });
    let failure = json!({ "$ref": "#/components/responses/Failure" });
    assert_eq!(
        responses(&[("| 200 | OK |", "| 404 | No tree |\n| 200 | |\n| 299 | |")]),
        json!({
            "404": { "description": "No tree" },
            "200": { "description": "OK", "content": body },
            "299": { "description": "No description", "content": body },
            "4XX": failure,
            "5XX": failure,
        })
    );
    // No success is listed: then nothing is known of a body.
    assert_eq!(
        responses(&[("| 200 | OK |", "| 404 | No tree |")]),
        json!({
            "404": { "description": "No tree" },
            "2XX": { "description": "Not documented" },
            "4XX": failure,
            "5XX": failure,
        })
    );
    assert_eq!(
        responses(&[("| 200 | OK |\n", "")]),
        json!({ "2XX": { "description": "Not documented" }, "4XX": failure, "5XX": failure })
    );
}

/// The schema of a carrier's property.
fn schema(property: Property) -> Value {
    let name = property.name.clone();
    let api = api::api(vec![api::carrier("Own", vec![property])], vec![]);
    document(&api, "1.0")["components"]["schemas"]["Own"]["properties"][name].clone()
}

/// The schema of a property of a type, without what it is called.
fn schema_of(ty: Type) -> Value {
    let mut schema = schema(api::property("Value", ty));
    let keys = schema.as_object_mut().expect("a schema is an object");
    keys.shift_remove("description");
    schema
}

#[test]
fn every_type_has_a_schema() {
    let check = |ty: Type, expected: Value| {
        let list = Type::List(Box::new(ty.clone()));
        assert_eq!(schema_of(list)["items"], expected, "{ty:?}");
    };
    let boxed = |ty| Box::new(ty);
    check(Type::Bool, json!({ "type": "boolean" }));
    check(Type::Int32, json!({ "type": "integer", "format": "int32" }));
    check(Type::Int64, json!({ "type": "integer", "format": "int64" }));
    check(
        Type::Double,
        json!({ "type": "number", "format": "double" }),
    );
    check(Type::String, json!({ "type": "string" }));
    check(
        Type::DateTime,
        json!({
            "type": "string",
            "format": "date-time-local",
            "examples": ["2026-05-13T09:30:00"],
        }),
    );
    check(
        Type::TimeSpan,
        json!({ "type": "string", "format": "time-span", "examples": ["1.02:30:00"] }),
    );
    check(
        Type::Bytes,
        json!({
            "type": "string",
            "format": "byte",
            "examples": ["AQID"],
            "contentEncoding": "base64",
        }),
    );
    check(Type::Json, json!({}));
    check(
        Type::List(boxed(Type::Carrier("Tree".into()))),
        json!({ "type": "array", "items": { "$ref": "#/components/schemas/Tree" } }),
    );
    check(
        Type::Dictionary(boxed(Type::Enum("Kind".into()))),
        json!({
            "type": "object",
            "additionalProperties": { "$ref": "#/components/schemas/Kind" },
        }),
    );
}

#[test]
fn null_is_another_value_of_each_type() {
    let check = |ty: Type, expected: Value| {
        assert_eq!(schema_of(ty.clone()), expected, "{ty:?}");
    };
    check(
        Type::Int32,
        json!({ "type": ["integer", "null"], "format": "int32" }),
    );
    check(
        Type::List(Box::new(Type::String)),
        json!({ "type": ["array", "null"], "items": { "type": "string" } }),
    );
    check(
        Type::Carrier("Tree".into()),
        json!({ "anyOf": [{ "$ref": "#/components/schemas/Tree" }, { "type": "null" }] }),
    );
    check(Type::Json, json!({}));
}

#[test]
fn an_enum_is_open() {
    let member = |name: &str, value, text: Option<&str>| Member {
        name: name.into(),
        value,
        since: None,
        text: text.map(str::to_owned),
    };
    let flags = Enumeration {
        flags: true,
        since: Some("12.2".into()),
        members: vec![
            member("None", Some(0), None),
            member("Water", Some(1), Some("Every day")),
            member("Talk", None, None),
        ],
        ..api::enumeration("Care", &[])
    };
    assert_eq!(
        document(&api::api(vec![], vec![flags]), "1.0")["components"]["schemas"]["Care"],
        json!({
            "description": "A care. Members can be combined, with `, ` between them.",
            "anyOf": [
                { "type": "string", "enum": ["None", "Water", "Talk"] },
                { "type": "string" },
            ],
            "x-enum-flags": true,
            "x-enum-values": { "None": 0, "Water": 1 },
            "x-enum-descriptions": { "Water": "Every day" },
            "x-since": "12.2",
        })
    );
}

#[test]
fn facts_stand_beside_a_reference() {
    let facts = Facts::read("Obsolete. Time in UTC. MDO list: `tree`. Values: 1 = Oak, 2 = Ash.");
    let property = Property {
        facts,
        ..api::property("Tree", Type::Carrier("Tree".into()))
    };
    assert_eq!(
        schema(property),
        json!({
            "anyOf": [{ "$ref": "#/components/schemas/Tree" }, { "type": "null" }],
            "description":
                "The tree. Obsolete. Time in UTC. MDO list: `tree`. Values: 1 = Oak, 2 = Ash.",
            "deprecated": true,
            "x-utc": true,
            "x-mdo-list": "tree",
            "x-values": [{ "value": 1, "name": "Oak" }, { "value": 2, "name": "Ash" }],
        })
    );
}

#[test]
fn paths_that_differ_in_names_alone_name_each_other() {
    let other = WHOLE
        .replace("{id}", "{name}")
        .replace("| id | int32 |", "| name | string |")
        .replace("GrowTree", "GrowTreeByName");
    let other_path = WHOLE_PATH.replace("GrowTree", "GrowTreeByName");
    let pages = good_pages([(WHOLE_PATH, WHOLE.to_owned()), (&other_path, other)]);
    let document = document(&model(&pages), "1.0");
    let same = |path: &str| document["paths"][path]["put"]["x-same-path"].clone();
    assert_eq!(
        same("/api/v1/Tree/{id}/Grow"),
        json!(["v1TreeEntity_GrowTreeByName"])
    );
    assert_eq!(
        same("/api/v1/Tree/{name}/Grow"),
        json!(["v1TreeEntity_GrowTree"])
    );
}

#[test]
fn the_command_writes_to_a_file_or_to_standard_output() {
    let folder = scratch("openapi");
    let docs = fixture("whole");
    let docs = docs.to_str().expect("the path is text");
    let output = xtask(&["openapi", "--docs", docs], &folder);
    assert!(output.status.success(), "{output:?}");
    let arguments = ["openapi", "--docs", docs, "--out", "api.json"];
    let written = xtask(&arguments, &folder);
    assert!(written.status.success(), "{written:?}");
    assert_eq!(
        String::from_utf8_lossy(&written.stdout),
        "api.json: 1 operation, 1 type\n"
    );
    let files = tree(&folder);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["api.json"]);
    assert_eq!(files["api.json"], output.stdout);
    let version = ["openapi", "--docs", docs, "--api-version", "10.2.2"];
    let output = xtask(&version, &folder);
    let document: Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    assert_eq!(document["info"]["version"], "10.2.2");

    let missing = ["openapi", "--docs", docs, "--out", "no/such/folder.json"];
    let output = xtask(&missing, &folder);
    assert!(!output.status.success());
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("no/such/folder.json"), "{message}");
}

fn reference() -> Api {
    let console = Console::default();
    let documentation = load::documentation(&[workspace().join("docs/reference")], &console);
    let documentation = documentation.expect("the reference is good");
    load::model(&documentation, &console).expect("the reference fits together")
}

#[test]
fn the_whole_model_is_in_the_document() {
    let api = reference();
    let document = document(&api, "1.0");
    let modelled: Vec<_> = api.areas.iter().flat_map(|area| &area.operations).collect();
    let uids: BTreeSet<_> = operations(&document)
        .filter_map(|operation| operation["operationId"].as_str())
        .collect();
    assert_eq!(operations(&document).count(), 3356);
    assert_eq!(
        uids,
        modelled.iter().map(|operation| &*operation.uid).collect()
    );
    let with_same_path = operations(&document)
        .filter(|operation| operation.get("x-same-path").is_some())
        .count();
    assert_eq!(with_same_path, 74);

    for expected in &modelled {
        let method = expected.method.to_ascii_lowercase();
        let found = &document["paths"][&expected.path][&method];
        let size = |key: &str| match &found[key] {
            Value::Array(items) => items.len(),
            Value::Object(entries) => entries.len(),
            _ => 0,
        };
        let uid = &expected.uid;
        assert_eq!(found["operationId"], **uid);
        let parameters = expected.path_parameters.len() + expected.query_parameters.len();
        assert_eq!(size("parameters"), parameters, "{uid}");
        let has_success = expected.statuses.iter().any(|(code, _)| code / 100 == 2);
        let statuses = expected.statuses.len() + if has_success { 2 } else { 3 };
        assert_eq!(size("responses"), statuses, "{uid}");
        assert_eq!(
            found.get("requestBody").is_some(),
            expected.request.is_some()
        );
    }

    // Component keys, as OpenAPI wants them.
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("there are schemas");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    for name in schemas.keys() {
        assert!(name.chars().all(is_plain), "{name}");
    }
    let arguments = modelled
        .iter()
        .filter(|operation| matches!(operation.request, Some(Body::Arguments(_))))
        .count();
    assert_eq!(
        schemas.len(),
        api.carriers.len() + api.enums.len() + arguments
    );
    for carrier in api.carriers.values() {
        let found = schemas[&*carrier.name]["properties"].as_object();
        let found: Vec<_> = found.into_iter().flat_map(|found| found.keys()).collect();
        let expected: Vec<_> = carrier.properties.iter().map(|p| &p.name).collect();
        assert_eq!(found, expected, "{}", carrier.name);
    }
    for enumeration in api.enums.values() {
        let expected: Vec<_> = enumeration.members.iter().map(|m| &*m.name).collect();
        let found = &schemas[&*enumeration.name]["anyOf"][0]["enum"];
        assert_eq!(*found, json!(expected), "{}", enumeration.name);
    }

    // Nothing is there that no operation leads to. One reference is to what failures are.
    assert_eq!(references(&document).len(), schemas.len() + 1);
}
