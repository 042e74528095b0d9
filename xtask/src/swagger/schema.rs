//! JSON schemas as types.

use std::collections::{BTreeMap, HashSet, VecDeque};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::spec::{Parameter, Schema, Type};

pub(super) type Object = Map<String, Value>;

/// The schemas of a document, read as they are met.
pub(super) struct Schemas<'a> {
    /// `definitions`, or `components/schemas`.
    named: Option<&'a Object>,
    prefix: &'static str,
    found: BTreeMap<String, Schema>,
    /// Schemas with properties that something leads to, and that are still to be read: one can lead
    /// to the next very often.
    waiting: VecDeque<(String, &'a Object)>,
    /// The names that lead to what is being read, which must not lead back.
    open: Vec<String>,
    /// Where something is wrong, and what.
    problems: Vec<(String, String)>,
    known_problems: HashSet<(String, String)>,
}

/// How many names may lead from one to the next before there are properties; more lead back to
/// themselves, or to nothing that a person means.
const STEPS: usize = 64;

impl<'a> Schemas<'a> {
    pub(super) fn new(root: &'a Object, is_openapi: bool) -> Self {
        let named = if is_openapi {
            root.get("components")
                .and_then(|components| components.get("schemas"))
        } else {
            root.get("definitions")
        };
        Self {
            named: named.and_then(Value::as_object),
            prefix: if is_openapi {
                "#/components/schemas/"
            } else {
                "#/definitions/"
            },
            found: BTreeMap::new(),
            waiting: VecDeque::new(),
            open: Vec::new(),
            problems: Vec::new(),
            known_problems: HashSet::new(),
        }
    }

    /// The type of a schema at a place, which an object without a name is named after.
    pub(super) fn ty(&mut self, schema: &Object, place: &str) -> Type {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.reference(reference, place);
        }
        // OpenAPI 3.0 wraps a reference that has a description of its own.
        if let Some([Value::Object(only)]) = schema
            .get("allOf")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            return self.ty(only, place);
        }
        for several in ["allOf", "oneOf", "anyOf"] {
            if schema.contains_key(several) {
                let problem = format!("`{place}` is put together with `{several}`");
                return self.problem(place, problem);
            }
        }
        let format = schema.get("format").and_then(Value::as_str).unwrap_or("");
        let ty = schema.get("type").and_then(Value::as_str);
        if let Some(members) = schema.get("enum").and_then(Value::as_array)
            && ty != Some("integer")
        {
            let members = members.iter().filter_map(Value::as_str);
            return Type::Enum(members.map(str::to_owned).collect());
        }
        match (ty, format) {
            (Some("boolean"), _) => Type::Bool,
            (Some("integer"), "int64") => Type::Int64,
            (Some("integer"), _) => Type::Int32,
            (Some("number"), _) => Type::Double,
            (Some("string"), "date-time" | "date") => Type::DateTime,
            (Some("string"), "byte") => Type::Byte,
            (Some("string"), "binary") | (Some("file"), _) => Type::Binary,
            (Some("string"), _) => Type::String,
            (Some("array"), _) => {
                let items = schema.get("items").and_then(Value::as_object);
                let element = items.map_or(Type::Any, |items| self.ty(items, place));
                Type::Array(Box::new(element))
            }
            (Some("object") | None, _) => self.object(schema, place),
            (Some(other), _) => {
                let problem = format!("`{place}` has the type `{other}`, which is none of JSON");
                self.problem(place, problem)
            }
        }
    }

    fn problem(&mut self, place: &str, problem: String) -> Type {
        let problem = (place.to_owned(), problem);
        // A schema is read wherever something leads to it.
        if self.known_problems.insert(problem.clone()) {
            self.problems.push(problem);
        }
        Type::Any
    }

    /// The schemas that were met, and what is wrong with them.
    pub(super) fn finish(mut self) -> (BTreeMap<String, Schema>, Vec<(String, String)>) {
        while let Some((name, schema)) = self.waiting.pop_front() {
            self.add(&name, schema);
        }
        (self.found, self.problems)
    }

    fn reference(&mut self, reference: &str, place: &str) -> Type {
        let name = reference.strip_prefix(self.prefix).map(unescaped);
        let known = name.and_then(|name| {
            let schema = self.named?.get(&name)?.as_object()?;
            Some((name, schema))
        });
        let Some((name, schema)) = known else {
            let problem = format!("`{reference}` of `{place}` leads nowhere");
            return self.problem(reference, problem);
        };
        if !schema.contains_key("properties") {
            if self.open.contains(&name) {
                let problem = format!("`{reference}` of `{place}` leads back to itself");
                return self.problem(reference, problem);
            }
            if self.open.len() == STEPS {
                let problem = format!("`{reference}` of `{place}` leads on and on");
                return self.problem(reference, problem);
            }
            self.open.push(name.clone());
            let ty = self.ty(schema, &name);
            self.open.pop();
            return ty;
        }
        if !self.found.contains_key(&name) {
            self.found.insert(name.clone(), described(schema));
            self.waiting.push_back((name.clone(), schema));
        }
        Type::Named(name)
    }

    fn object(&mut self, schema: &Object, place: &str) -> Type {
        if schema.contains_key("properties") {
            // An object in place: it is named after where it stands.
            let name = place.replace('_', ".");
            self.add(&name, schema);
            return Type::Named(name);
        }
        match schema.get("additionalProperties") {
            Some(Value::Object(value)) => Type::Dictionary(Box::new(self.ty(value, place))),
            Some(Value::Bool(true)) => Type::Dictionary(Box::new(Type::Any)),
            _ => Type::Any,
        }
    }

    fn add(&mut self, name: &str, schema: &Object) {
        // Before its properties: they can lead back to it.
        self.found.insert(name.to_owned(), described(schema));
        let properties = schema.get("properties").and_then(Value::as_object);
        let mut rows = Vec::new();
        for (property, schema) in properties.into_iter().flatten() {
            let Some(schema) = schema.as_object() else {
                continue;
            };
            rows.push(Parameter {
                name: property.clone(),
                ty: self.ty(schema, &format!("{name}.{property}")),
                required: false,
                description: text(schema),
            });
        }
        if let Some(found) = self.found.get_mut(name) {
            found.properties = rows;
        }
    }
}

/// A schema whose properties are still to be read.
fn described(schema: &Object) -> Schema {
    Schema {
        description: text(schema),
        properties: Vec::new(),
    }
}

fn text(schema: &Object) -> String {
    let text = schema.get("description").and_then(Value::as_str);
    text.map(|text| text.replace("\r\n", "\n"))
        .unwrap_or_default()
}

/// A step of a reference: a part of an address, within which `/` and `~` are written otherwise.
pub(super) fn unescaped(step: &str) -> String {
    let step = percent_decode_str(step).decode_utf8_lossy();
    step.replace("~1", "/").replace("~0", "~")
}
