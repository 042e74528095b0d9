//! The reference against the Swagger documents of release 12.2, read here a second time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::support::corpus;
use serde_json::{Map, Value};
use xtask::console::Console;
use xtask::load;
use xtask::model::{Api, Body, Operation, Property, ResponseBody, Type};
use xtask::workspace;

type Object = Map<String, Value>;

/// Places that are something else than the documents say, and why.
const EXCEPTIONS: [(&str, &str); 9] = [
    // JSON Patch has a type of its own in the client.
    ("PatchOperation", "JSON Patch"),
    // The service reads a JSON body; the documents have its properties in the query.
    ("v1TicketEntity_MergeTickets", "Ticket/Merge"),
    // The service gives an OData list of names and addresses.
    ("v1Archive_GetArchive", "the list of archives"),
    // Lists of members that can be combined are lost in the documents.
    ("TableRight.Mask", "flags"),
    ("FieldRight.Mask", "flags"),
    // Days that the documents show as points in time.
    ("PersonEntity.BirthDate", "day"),
    ("PersonEntityWithLinks.BirthDate", "day"),
    // Rows whose columns the caller chooses.
    ("ODataSlimResponse.value", "rows"),
    ("JsonPatch", "JSON Patch"),
];

/// Lengths of time, which the documents show as strings: 20 that CRMScript tells, 3 that it does not, and 3 of them
/// again in carriers with links.
const TIME_SPANS: usize = 26;

struct Documents {
    roots: Vec<Object>,
}

impl Documents {
    fn read() -> Self {
        let folder = corpus("12.2");
        let roots = ["Agents", "REST"].map(|part| {
            let path = folder.join(format!("downloads/api/Swagger-v1-{part}.zip"));
            let file = std::fs::File::open(path).expect("the corpus has the pair of zips");
            let mut zip = zip::ZipArchive::new(file).expect("a zip");
            let entry = zip.by_index(0).expect("one document");
            let text = std::io::read_to_string(entry).expect("UTF-8");
            let text = text.trim_start_matches('\u{feff}');
            serde_json::from_str(text).expect("JSON")
        });
        Self {
            roots: roots.into(),
        }
    }

    fn operations(&self) -> impl Iterator<Item = (&str, &Object)> {
        let paths = self
            .roots
            .iter()
            .flat_map(|root| root["paths"].as_object().expect("paths").values());
        let methods = paths.flat_map(|item| item.as_object().expect("methods").values());
        methods.map(|operation| {
            let operation = operation.as_object().expect("an operation");
            (
                operation["operationId"].as_str().expect("a name"),
                operation,
            )
        })
    }

    fn definition(&self, reference: &str) -> &Object {
        let name = reference.trim_start_matches("#/definitions/");
        self.roots
            .iter()
            .find_map(|root| root["definitions"].get(name))
            .and_then(Value::as_object)
            .expect("references lead somewhere")
    }
}

/// Compares, and counts the places.
struct Comparison<'a> {
    documents: &'a Documents,
    api: &'a Api,
    places: usize,
    time_spans: usize,
    wrong: Vec<String>,
    /// The members that the documents list for an enum.
    members: BTreeMap<String, BTreeSet<String>>,
    seen: BTreeSet<String>,
}

impl Comparison<'_> {
    fn operation(&mut self, uid: &str, swagger: &Object, operation: &Operation) {
        let parameters = swagger["parameters"].as_array().expect("parameters");
        for parameter in parameters
            .iter()
            .map(|it| it.as_object().expect("an object"))
        {
            let name = parameter["name"].as_str().expect("a name");
            let place = format!("{uid}.{name}");
            match parameter["in"].as_str() {
                Some("path" | "query") => {
                    let own = operation
                        .path_parameters
                        .iter()
                        .chain(&operation.query_parameters)
                        .find(|own| own.name == name);
                    match own {
                        Some(own) => {
                            self.same(&place, parameter, &own.ty);
                            let required = parameter["required"] == true;
                            self.check(&format!("{place} required"), own.required == required);
                        }
                        None => self.check(&place, false),
                    }
                }
                Some("body") => {
                    let schema = parameter["schema"].as_object().expect("a schema");
                    self.body(&place, name, schema, operation);
                }
                Some("formData") => self.check(
                    &place,
                    matches!(&operation.request, Some(Body::File(field)) if field == name),
                ),
                _ => {}
            }
        }
        let success = swagger["responses"]
            .as_object()
            .expect("responses")
            .iter()
            .filter(|(code, _)| code.starts_with('2'))
            .find_map(|(_, response)| response.get("schema"));
        let place = format!("{uid} response");
        match (success.and_then(Value::as_object), &operation.response) {
            (None, ResponseBody::Nothing) => self.check(&place, true),
            (Some(schema), ResponseBody::Bytes) => {
                let format = schema.get("format").and_then(Value::as_str);
                self.check(&place, matches!(format, Some("byte" | "binary")));
            }
            (Some(schema), ResponseBody::Json(ty, _)) => self.same(&place, schema, ty),
            _ => self.check(&place, false),
        }
    }

    fn body(&mut self, place: &str, name: &str, schema: &Object, operation: &Operation) {
        match &operation.request {
            Some(Body::Arguments(arguments)) if name == "request" => {
                let definition = self
                    .documents
                    .definition(reference(schema).expect("a reference"));
                self.properties(place, definition, arguments);
            }
            Some(Body::Json(ty, _)) => self.same(place, schema, ty),
            // Raw bodies.
            Some(Body::Content) => self.check(place, schema.get("format") == Some(&"byte".into())),
            _ => self.check(place, false),
        }
    }

    fn properties(&mut self, owner: &str, definition: &Object, own: &[Property]) {
        let swagger = definition["properties"].as_object().expect("properties");
        let names: BTreeSet<_> = swagger.keys().map(String::as_str).collect();
        let own_names: BTreeSet<_> = own.iter().map(|property| property.name.as_str()).collect();
        self.check(&format!("{owner}: {names:?}"), names == own_names);
        for (name, schema) in swagger {
            if let Some(property) = own.iter().find(|property| property.name == *name) {
                let schema = schema.as_object().expect("a schema");
                self.same(&format!("{owner}.{name}"), schema, &property.ty);
            }
        }
    }

    fn same(&mut self, place: &str, schema: &Object, ty: &Type) {
        if is_exception(place) {
            return;
        }
        if let Some(reference) = reference(schema) {
            let name = reference.rsplit(['.', '/']).next().unwrap_or_default();
            if is_exception(name) {
                return;
            }
            let Type::Carrier(own) = ty else {
                return self.check(&format!("{place}: {name} is {ty}"), false);
            };
            self.check(&format!("{place}: {name} is {own}"), **own == *name);
            if self.seen.insert(name.to_owned())
                && let Some(carrier) = self.api.carriers.get(own)
            {
                let definition = self.documents.definition(reference);
                self.properties(name, definition, &carrier.properties);
            }
            return;
        }
        let text = |key: &str| schema.get(key).and_then(Value::as_str).unwrap_or_default();
        if let (Some(members), Type::Enum(name)) = (schema.get("enum"), ty) {
            let members = members.as_array().expect("members").iter();
            let members = members.map(|member| member.as_str().expect("a name").to_owned());
            self.members
                .entry(name.to_string())
                .or_default()
                .extend(members);
            return self.check(place, true);
        }
        if *ty == Type::TimeSpan {
            self.time_spans += 1;
            return self.check(place, text("type") == "string");
        }
        let is_same = match (text("type"), text("format"), ty) {
            ("array", _, Type::List(element)) => {
                return match schema["items"]
                    .as_object()
                    .filter(|items| !items.is_empty())
                {
                    Some(items) => self.same(place, items, element),
                    None => self.check(place, **element == Type::String),
                };
            }
            ("object", _, Type::Dictionary(value)) => {
                let values = schema
                    .get("additionalProperties")
                    .and_then(Value::as_object);
                return self.same(place, values.expect("values"), value);
            }
            ("boolean", _, Type::Bool)
            | ("integer", "int32", Type::Int32)
            | ("integer", "int64", Type::Int64)
            | ("number", _, Type::Double)
            | ("string", "", Type::String)
            | ("string", "date-time", Type::DateTime)
            | ("string", "byte", Type::Bytes)
            | ("object", _, Type::Json) => !schema.contains_key("enum"),
            _ => false,
        };
        self.check(&format!("{place} is {ty}"), is_same);
    }

    fn check(&mut self, place: &str, is_right: bool) {
        self.places += 1;
        if !is_right {
            self.wrong.push(place.to_owned());
        }
    }
}

fn reference(schema: &Object) -> Option<&str> {
    schema.get("$ref")?.as_str()
}

fn is_exception(place: &str) -> bool {
    EXCEPTIONS.iter().any(|(name, _)| {
        place
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ' ']))
    })
}

fn model(docs: PathBuf) -> Api {
    let console = Console::default();
    let documentation = load::documentation(&[docs], &console).expect("good pages");
    load::model(&documentation, &console).expect("pages that agree")
}

#[test]
#[ignore = "needs ../shared/corpus/12.2.tar.xz"]
fn the_reference_says_what_the_documents_say() {
    let documents = Documents::read();
    let api = model(workspace::reference());
    let operations: BTreeMap<_, _> = api
        .areas
        .iter()
        .flat_map(|area| &area.operations)
        .map(|operation| (operation.uid.as_str(), operation))
        .collect();
    let mut comparison = Comparison {
        documents: &documents,
        api: &api,
        places: 0,
        time_spans: 0,
        wrong: Vec::new(),
        members: BTreeMap::new(),
        seen: BTreeSet::new(),
    };
    let mut count = 0;
    for (uid, swagger) in documents.operations() {
        count += 1;
        match operations.get(uid) {
            Some(operation) if !is_exception(uid) => comparison.operation(uid, swagger, operation),
            Some(_) => {}
            None => comparison.check(uid, false),
        }
    }
    assert_eq!((count, operations.len()), (3356, 3356));
    for (name, listed) in &comparison.members {
        let own = &api.enums[name.as_str()].members;
        let own: BTreeSet<_> = own.iter().map(|member| member.name.clone()).collect();
        if own != *listed {
            let more: Vec<_> = own.symmetric_difference(listed).collect();
            comparison.wrong.push(format!("{name}: {more:?}"));
        }
    }
    assert_eq!(comparison.wrong, Vec::<String>::new());
    assert!(comparison.places > 20_000, "{} places", comparison.places);
    assert_eq!(comparison.time_spans, TIME_SPANS);
    println!("{} places are the same", comparison.places);
}
