//! The invented API as a Swagger document, the same in OpenAPI 3.0, and folders that hold either.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use xtask::corrections::Corrections;
use xtask::diagnostic::Diagnostic;
use xtask::page::parse_enum;
use xtask::read::read_sets;
use xtask::swagger::{self, EnumNames};

/// The media types that requests and responses of the invented service have.
const JSON: [&str; 2] = ["application/json", "application/xml"];

/// A schema's address.
pub fn named(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

pub fn array(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

pub fn dictionary(values: &Value) -> Value {
    json!({"type": "object", "additionalProperties": values})
}

/// An operation below its path and method.
pub fn operation(uid: &str, tag: &str, parameters: &Value, responses: &Value) -> Value {
    json!({
        "tags": [tag],
        "summary": format!("About {uid}."),
        "operationId": uid,
        "consumes": JSON,
        "produces": JSON,
        "parameters": parameters,
        "responses": responses,
    })
}

/// A body of a request.
pub fn body(name: &str, schema: &Value) -> Value {
    json!({"name": name, "in": "body", "required": true, "schema": schema})
}

pub fn ok(schema: &Value) -> Value {
    json!({"200": {"description": "OK", "schema": schema}})
}

fn nothing() -> Value {
    json!({"204": {"description": "No Content"}})
}

/// The garden: an agent and an entity.
pub fn garden() -> Value {
    let integer = json!({"type": "integer", "format": "int32"});
    let text = json!({"type": "string"});
    let id = json!({
        "name": "id", "in": "path", "required": true, "type": "integer", "format": "int32",
        "description": "Number of the tree",
    });
    let condition = json!({"type": "string", "enum": ["Unknown", "Calm", "Wild"]});
    let mut prune = operation(
        "v1GardenAgent_Prune",
        "Garden_Agent",
        &json!([
            body("request", &named("Green.Carriers.GardenCarriers.PruneRequest")),
            {"name": "$select", "in": "query", "required": false, "type": "string"},
            {"name": "SO-TimeZone", "in": "header", "required": false, "type": "string"},
        ]),
        &ok(&named("Green.Services.Tree")),
    );
    prune["description"] = json!("NsApiSlow threshold: 250 ms.\r\nCuts | trims.");
    let agent = |name: &str, response: &Value| {
        let uid = format!("v1GardenAgent_{name}");
        let request = named("Green.Carriers.GardenCarriers.LookRequest");
        operation(
            &uid,
            "Garden_Agent",
            &json!([body("request", &request)]),
            response,
        )
    };
    let entity = |name: &str, parameters: &Value, response: &Value| {
        operation(
            &format!("v1TreeEntity_{name}"),
            "Tree",
            parameters,
            response,
        )
    };
    let mut picture = entity(
        "SavePicture",
        &json!([id, {
            "name": "image", "in": "formData", "required": true, "type": "file",
            "format": "binary", "description": "PNG",
        }]),
        &nothing(),
    );
    picture["consumes"] = json!(["image/png", "multipart/form-data"]);
    let mut sound = entity(
        "SetSound",
        &json!([
            id,
            body("stream", &json!({"type": "string", "format": "byte"}))
        ]),
        &nothing(),
    );
    sound["consumes"] = json!(["application/octet-stream"]);
    let tree = named("Green.Services.Tree");
    let mut changed = ok(&tree);
    changed["412"] = json!({"description": "Changed by somebody else"});
    json!({
        "swagger": "2.0",
        "info": {"version": "v1", "title": "Garden"},
        "paths": {
            "/api/v1/Agents/Garden/Prune": {"post": prune},
            "/api/v1/Agents/Garden/GetPicture": {
                "post": agent("GetPicture", &ok(&json!({"type": "string", "format": "byte"}))),
            },
            "/api/v1/Agents/Garden/GetSound": {
                "post": agent("GetSound", &ok(&json!({"type": "string", "format": "binary"}))),
            },
            "/api/v1/Agents/Garden/GetCondition": {"post": agent("GetCondition", &ok(&condition))},
            "/api/v1/Tree/{id}": {
                "put": entity("PutTreeEntity", &json!([id, body("entity", &tree)]), &changed),
                "patch": entity(
                    "PatchTreeEntity",
                    &json!([id, body("changes", &array(&named("Green.Services.JsonPatch")))]),
                    &ok(&tree),
                ),
            },
            "/api/v1/Tree": {
                "get": entity(
                    "GetNames",
                    &json!([
                        {
                            "name": "ids", "in": "query", "required": true, "type": "array",
                            "items": integer, "collectionFormat": "multi",
                        },
                        {
                            "name": "season", "in": "query", "required": false, "type": "string",
                            "enum": ["Spring", "Autumn"],
                        },
                    ]),
                    &ok(&dictionary(&dictionary(&text))),
                ),
                "delete": entity("DeleteTrees", &json!([body("ids", &array(&integer))]), &nothing()),
            },
            "/api/v1/Tree/{id}/Branches": {
                "put": entity(
                    "SaveBranches",
                    &json!([id, body("branches", &array(&named("Green.Services.Branch")))]),
                    &ok(&array(&named("Green.Services.Branch"))),
                ),
            },
            "/api/v1/Tree/{id}/Picture": {"post": picture},
            "/api/v1/Tree/{id}/Sound": {"put": sound},
        },
        "definitions": {
            "Green.Carriers.GardenCarriers.PruneRequest": {
                "type": "object",
                "properties": {
                    "TreeId": integer,
                    "Depth": {"type": "string", "enum": ["Light", "Hard"]},
                    "When": {"type": "string", "format": "date-time", "description": "Noon, in UTC"},
                    "Others": array(&tree),
                },
            },
            "Green.Carriers.GardenCarriers.LookRequest": {
                "type": "object",
                "properties": {"TreeId": integer},
            },
            "Green.Services.Tree": {
                "description": "A tree of the garden",
                "type": "object",
                "properties": {
                    "TreeId": integer,
                    "Species": {"type": "string", "description": "Latin name"},
                    "Rings": {"type": "integer", "format": "int64"},
                    "Height": {"type": "number", "format": "double"},
                    "Condition": condition,
                    "Parent": {"$ref": "#/definitions/Green.Services.Tree"},
                    "Keeper": named("Green.Services.Gardener"),
                    "Branches": array(&named("Green.Services.Branch")),
                    "Labels": dictionary(&text),
                    "Pages": array(&array(&text)),
                },
            },
            "Green.Services.Branch": {
                "type": "object",
                "properties": {"BranchId": integer, "Length": {"type": "number"}},
            },
            "Green.Services.Gardener": {
                "description": "Who cares\r\nfor a tree",
                "type": "object",
                "properties": {"Name": text, "Condition": condition},
            },
            "Green.Services.JsonPatch": {
                "type": "object",
                "properties": {
                    "op": {"type": "string", "enum": ["add", "remove", "replace"]},
                    "path": text,
                    "value": {"type": "object"},
                },
            },
        },
    })
}

/// A Swagger document in OpenAPI 3.0: bodies in components, types below `schema`, references with
/// a description wrapped.
pub fn openapi(swagger: &Value) -> Value {
    let mut bodies = Map::new();
    let mut paths = Map::new();
    for (path, item) in object(&swagger["paths"]) {
        let mut methods = Map::new();
        for (method, operation) in object(item) {
            methods.insert(method.clone(), converted(operation, &mut bodies));
        }
        paths.insert(path.clone(), Value::Object(methods));
    }
    let mut root = json!({
        "openapi": "3.0.0",
        "info": swagger["info"],
        "paths": paths,
        "components": {"schemas": swagger["definitions"], "requestBodies": bodies},
    });
    readdress(&mut root);
    root
}

fn converted(operation: &Value, bodies: &mut Map<String, Value>) -> Value {
    let uid = operation["operationId"].as_str().expect("it has a name");
    let mut new = operation.clone();
    let fields = new.as_object_mut().expect("an operation");
    fields.remove("consumes");
    fields.remove("produces");
    let media_types = |key: &str| {
        let list = operation[key].as_array().expect("media types");
        list.iter()
            .map(|name| name.as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    let mut parameters = Vec::new();
    for parameter in operation["parameters"].as_array().expect("parameters") {
        let place = parameter["in"].as_str().expect("a place");
        let name = parameter["name"].clone();
        let content: Map<String, Value> = match place {
            "body" => {
                let schema = json!({"schema": parameter["schema"]});
                media_types("consumes")
                    .into_iter()
                    .map(|kind| (kind, schema.clone()))
                    .collect()
            }
            "formData" => {
                let field = json!({
                    "type": "string", "format": "binary", "description": parameter["description"],
                });
                let properties =
                    Map::from_iter([(name.as_str().expect("a name").to_owned(), field)]);
                let schema = json!({"type": "object", "properties": properties});
                Map::from_iter([("multipart/form-data".to_owned(), json!({"schema": schema}))])
            }
            _ => {
                parameters.push(with_schema(parameter));
                continue;
            }
        };
        fields.insert("x-codegen-request-body-name".into(), name);
        let component = uid.replace("v1", "") + "Body";
        let address = format!("#/components/requestBodies/{component}");
        fields.insert("requestBody".into(), json!({"$ref": address}));
        bodies.insert(component, json!({"required": true, "content": content}));
    }
    fields.insert("parameters".into(), parameters.into());
    let mut responses = Map::new();
    for (code, response) in object(&operation["responses"]) {
        let mut new = json!({"description": response["description"]});
        if let Some(schema) = response.get("schema") {
            let content = media_types("produces").into_iter();
            let content: Map<_, _> = content
                .map(|kind| (kind, json!({"schema": schema})))
                .collect();
            new["content"] = content.into();
        }
        responses.insert(code.clone(), new);
    }
    fields.insert("responses".into(), responses.into());
    new
}

/// What tells a parameter's type stands below `schema`.
fn with_schema(parameter: &Value) -> Value {
    let (mut new, mut schema) = (Map::new(), Map::new());
    for (key, value) in object(parameter) {
        match key.as_str() {
            "type" | "format" | "items" | "enum" => schema.insert(key.clone(), value.clone()),
            "collectionFormat" => new.insert("explode".into(), json!(true)),
            _ => new.insert(key.clone(), value.clone()),
        };
    }
    new.insert("schema".into(), schema.into());
    new.into()
}

/// References lead to components; one that has a description is wrapped.
fn readdress(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(address)) = fields.get_mut("$ref") {
                *address = address.replace("#/definitions/", "#/components/schemas/");
                if let Some(description) = fields.get("description") {
                    let address = &fields["$ref"];
                    *value = json!({
                        "allOf": [{"$ref": address}], "description": description,
                    });
                }
                return;
            }
            fields.values_mut().for_each(readdress);
        }
        Value::Array(values) => values.iter_mut().for_each(readdress),
        _ => {}
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("an object")
}

/// The agents or the rest of a document, as upstream divides it.
pub fn part(document: &Value, is_agents: bool) -> Value {
    let mut part = document.clone();
    let paths = part["paths"].as_object_mut().expect("paths");
    paths.retain(|path, _| path.contains("/Agents/") == is_agents);
    part
}

/// The document without PATCH, as the files of single areas are.
pub fn without_patch(document: &Value) -> Value {
    let mut document = document.clone();
    for item in document["paths"]
        .as_object_mut()
        .expect("paths")
        .values_mut()
    {
        item.as_object_mut().expect("methods").remove("patch");
    }
    document
}

pub fn text(document: &Value) -> Vec<u8> {
    // Upstream's files begin with a byte order mark.
    format!("\u{feff}{document:#}").into_bytes()
}

/// A zip of files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in files {
        zip.start_file(*name, options).expect("memory has room");
        zip.write_all(content).expect("memory has room");
    }
    zip.finish().expect("memory has room").into_inner()
}

/// The complete pair, where a checkout has it.
pub fn plant_pair(folder: &Path, document: &Value) {
    for (name, is_agents) in [("Agents", true), ("REST", false)] {
        let content = text(&part(document, is_agents));
        let content = zip(&[(&format!("Swagger-v1-{name}.json"), &content)]);
        let path = format!("downloads/api/Swagger-v1-{name}.zip");
        super::plant(folder, &[(&path, &content)]);
    }
}

/// The files of single areas, where a checkout has them.
pub fn plant_areas(folder: &Path, document: &Value) {
    let document = without_patch(document);
    for (path, is_agents) in [
        ("agent/Swagger-v1-Garden", true),
        ("rest/Swagger-v1-Tree", false),
    ] {
        let content = text(&part(&document, is_agents));
        let path = format!("api-sources/openapi/{path}.json");
        super::plant(folder, &[(&path, &content)]);
    }
}

/// The pages that a folder or a document amounts to, by path, and what is wrong with it.
pub fn pages(from: &Path) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    let corrections = Corrections::parse("").expect("nothing is wrong with nothing");
    pages_with(from, &EnumNames::default(), &corrections)
}

/// The same, with names that are in use, and with facts that the documents lack.
pub fn pages_with(
    from: &Path,
    known: &EnumNames,
    corrections: &Corrections,
) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    let sources = read_sets(&[PathBuf::from(from)]).unwrap_or_else(|error| panic!("{error}"));
    let enums: Vec<_> = sources
        .enums
        .iter()
        .filter_map(|file| parse_enum(file).0)
        .collect();
    let enums: Vec<_> = enums.iter().collect();
    let [(set, root, published)] = &sources.published[..] else {
        panic!("{} holds one API", from.display());
    };
    let files = swagger::read(root, *set, published, &enums, known, corrections);
    let pages = files
        .operations
        .iter()
        .chain(&files.enums)
        .chain(&files.types);
    let pages = pages.map(|file| (file.relative.clone(), file.text.clone()));
    (pages.collect(), files.diagnostics)
}

/// The pages of a document alone; nothing may be wrong with it.
pub fn pages_of(document: &Value) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("garden.json");
    std::fs::write(&path, text(document)).expect("it is ours");
    let (pages, diagnostics) = pages(&path);
    assert!(diagnostics.is_empty(), "{}", super::report(&diagnostics));
    pages
}
