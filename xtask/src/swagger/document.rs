//! One JSON document as a part of the [`Spec`].

use std::sync::Arc;

use serde_json::Value;

use super::locate::{locate, locate_schema};
use super::schema::{Object, Schemas, unescaped};
use super::spec::{Body, Operation, Parameter, Spec, Type};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span, json_error};

/// Where the converters to OpenAPI 3 note the name of a body.
const BODY_NAMES: [&str; 3] = ["x-codegen-request-body-name", "x-body-name", "x-name"];

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// Reads documents, and says what cannot be read.
pub(super) fn read(documents: &[Arc<SourceFile>]) -> (Spec, Vec<Diagnostic>) {
    let mut spec = Spec::default();
    let mut diagnostics = Vec::new();
    for file in documents {
        match root(file) {
            Ok((root, is_openapi)) => {
                let mut reader = Reader {
                    file,
                    root: &root,
                    schemas: Schemas::new(&root, is_openapi),
                    is_openapi,
                    diagnostics: &mut diagnostics,
                };
                reader.operations(&mut spec);
                let (schemas, problems) = reader.schemas.finish();
                for problem in problems {
                    let at = locate_schema(&file.text, &problem.0);
                    diagnostics.push(
                        Diagnostic::error("unreadable-schema", problem.1)
                            .at(file, at)
                            .help("correct the document"),
                    );
                }
                spec.schemas.extend(schemas);
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    (spec, diagnostics)
}

fn root(file: &SourceFile) -> Result<(Object, bool), Box<Diagnostic>> {
    let error = |code, span, message: String| {
        let help = "name a Swagger 2.0 or OpenAPI 3.0 document in JSON";
        Box::new(Diagnostic::error(code, message).at(file, span).help(help))
    };
    let root: Value = serde_json::from_str(&file.text).map_err(|reason| {
        let (at, reason) = json_error(&file.text, &reason);
        let message = format!("this is not JSON: {reason}");
        error("not-json", Span::new(at, at), message)
    })?;
    let start = Span::new(0, 0);
    let Value::Object(root) = root else {
        return Err(error("not-an-api", start, "this describes no API".into()));
    };
    let version = |key: &str| root.get(key).and_then(Value::as_str).map(str::to_owned);
    match (version("swagger").as_deref(), version("openapi").as_deref()) {
        (Some("2.0"), _) => Ok((root, false)),
        (None, Some(version)) if version.starts_with("3.0") => Ok((root, true)),
        (None, None) => Err(error("not-an-api", start, "this describes no API".into())),
        (Some(version), _) | (None, Some(version)) => {
            let message = format!("version {version} of Swagger or OpenAPI cannot be read");
            Err(error(
                "unknown-version",
                locate(&file.text, version),
                message,
            ))
        }
    }
}

struct Reader<'a> {
    file: &'a SourceFile,
    root: &'a Object,
    schemas: Schemas<'a>,
    is_openapi: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn operations(&mut self, spec: &mut Spec) {
        let Some(paths) = self.root.get("paths").and_then(Value::as_object) else {
            let whole = "";
            self.error(whole, "the document has no `paths`".into());
            return;
        };
        for (path, item) in paths {
            let Some(item) = item.as_object() else {
                continue;
            };
            let shared = list(item.get("parameters"));
            for method in METHODS {
                let Some(operation) = item.get(method).and_then(Value::as_object) else {
                    continue;
                };
                let uid = text(operation, "operationId");
                if uid.is_empty() {
                    let message = format!("`{method}` of `{path}` has no `operationId`");
                    self.error(path, message);
                    continue;
                }
                let found = self.operation(&uid, path, method, operation, shared);
                match spec.operations.get(&uid) {
                    // The same area can stand in several files.
                    Some(known) if is_same(known, &found) => {}
                    Some(_) => {
                        let message = format!("two operations are called `{uid}`");
                        let found = self.found(&uid, message);
                        let text = &self.file.text;
                        let again = text.rfind(&format!("\"{uid}\"")).unwrap_or_default();
                        let again = Span::new(again, again + uid.len() + 2);
                        let found = match again == locate(text, &uid) {
                            true => found,
                            false => found.label(self.file, again, "the other one"),
                        };
                        self.diagnostics.push(found);
                    }
                    None => {
                        spec.operations.insert(uid, found);
                    }
                }
            }
        }
    }

    fn operation(
        &mut self,
        uid: &str,
        path: &str,
        method: &str,
        operation: &Object,
        shared: &[Value],
    ) -> Operation {
        let tag = list(operation.get("tags")).first().and_then(Value::as_str);
        let mut found = Operation {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            tag: tag.unwrap_or_default().to_owned(),
            summary: text(operation, "summary"),
            description: text(operation, "description"),
            consumes: strings(operation.get("consumes")),
            produces: strings(operation.get("produces")),
            ..Operation::default()
        };
        for parameter in shared.iter().chain(list(operation.get("parameters"))) {
            match self.resolved(parameter) {
                Some(parameter) => self.parameter(uid, parameter, &mut found),
                None => self.error(uid, format!("a parameter of `{uid}` leads nowhere")),
            }
        }
        if let Some(body) = operation.get("requestBody") {
            match self.resolved(body) {
                Some(body) => self.request_body(uid, body, operation, &mut found),
                None => self.error(uid, format!("the body of `{uid}` leads nowhere")),
            }
        }
        let responses = operation.get("responses").and_then(Value::as_object);
        for (code, response) in responses.into_iter().flatten() {
            let Ok(number @ 100..=599) = code.parse::<u16>() else {
                continue;
            };
            let Some(response) = self.resolved(response) else {
                self.error(uid, format!("the response {code} of `{uid}` leads nowhere"));
                continue;
            };
            found.statuses.push((number, text(response, "description")));
            if (200..300).contains(&number) {
                let schema = self.response_schema(response, &mut found.produces);
                let ty = schema.map(|schema| self.schemas.ty(schema, uid));
                found.response = found.response.or(ty);
            }
        }
        found
    }

    fn parameter(&mut self, uid: &str, parameter: &Object, operation: &mut Operation) {
        let name = text(parameter, "name");
        let description = text(parameter, "description");
        let required = parameter.get("required") == Some(&Value::Bool(true));
        let schema = parameter.get("schema").and_then(Value::as_object);
        let mut ty = |schema: &Object| self.schemas.ty(schema, &format!("{uid}.{name}"));
        match text(parameter, "in").as_str() {
            place @ ("body" | "formData") => {
                let is_file = text(parameter, "type") == "file";
                let ty = match place {
                    "body" => schema.map_or(Type::Any, ty),
                    _ if is_file => Type::Binary,
                    _ => ty(parameter),
                };
                operation.body = Some(Body {
                    name,
                    ty,
                    description,
                });
            }
            "header" => operation.headers.push((name, description)),
            place @ ("path" | "query") => {
                let ty = ty(schema.unwrap_or(parameter));
                let list = match place {
                    "path" => &mut operation.path_parameters,
                    _ => &mut operation.query_parameters,
                };
                list.push(Parameter {
                    name,
                    ty,
                    required,
                    description,
                });
            }
            // A cookie, which this API has none of.
            place => self.error(uid, format!("`{name}` of `{uid}` is in `{place}`")),
        }
    }

    /// The body of OpenAPI 3, which has no name of its own; the converters note the one that it had.
    fn request_body(
        &mut self,
        uid: &str,
        body: &Object,
        stated: &Object,
        operation: &mut Operation,
    ) {
        let Some(content) = body.get("content").and_then(Value::as_object) else {
            return;
        };
        operation.consumes = content.keys().cloned().collect();
        let form = content.get("multipart/form-data");
        let file = form.and_then(|form| {
            let properties = form.get("schema")?.get("properties")?.as_object()?;
            let file = |schema: &&Value| schema.get("format") == Some(&Value::from("binary"));
            properties.iter().find(|(_, schema)| file(schema))
        });
        if let Some((name, schema)) = file {
            operation.body = Some(Body {
                name: name.clone(),
                ty: Type::Binary,
                description: schema
                    .as_object()
                    .map(|schema| text(schema, "description"))
                    .unwrap_or_default(),
            });
            return;
        }
        let schema = json_schema(content);
        let ty = schema.map_or(Type::Any, |schema| self.schemas.ty(schema, uid));
        let mut names = BODY_NAMES
            .iter()
            .flat_map(|key| [text(stated, key), text(body, key)]);
        let name = names.find(|name| !name.is_empty());
        operation.body = Some(Body {
            name: name.unwrap_or_else(|| body_name(&ty)),
            ty,
            description: text(body, "description"),
        });
    }

    fn response_schema<'v>(
        &self,
        response: &'v Object,
        produces: &mut Vec<String>,
    ) -> Option<&'v Object> {
        if !self.is_openapi {
            return response.get("schema")?.as_object();
        }
        let content = response.get("content")?.as_object()?;
        *produces = content.keys().cloned().collect();
        json_schema(content)
    }

    /// What a `$ref` to anything but a schema leads to.
    fn resolved<'v>(&self, value: &'v Value) -> Option<&'v Object>
    where
        Self: 'v,
    {
        let object = value.as_object()?;
        let Some(reference) = object.get("$ref").and_then(Value::as_str) else {
            return Some(object);
        };
        let mut steps = reference.strip_prefix("#/")?.split('/');
        let first = self.root.get(steps.next()?)?;
        steps
            .try_fold(first, |value, step| value.get(unescaped(step)))?
            .as_object()
    }

    fn error(&mut self, name: &str, message: String) {
        let found = self.found(name, message);
        self.diagnostics.push(found);
    }

    fn found(&self, name: &str, message: String) -> Diagnostic {
        Diagnostic::error("unreadable-operation", message)
            .at(self.file, locate(&self.file.text, name))
            .help("correct the document")
    }
}

/// The schema of the JSON among the media types of a body, or else of the first.
fn json_schema(content: &Object) -> Option<&Object> {
    let json = content.get("application/json");
    let media_type = json.or_else(|| content.values().next())?;
    media_type.get("schema")?.as_object()
}

/// `request` for what one operation alone takes, else the type's name with a small initial.
fn body_name(ty: &Type) -> String {
    match ty.leaf() {
        Type::Named(name) if name.contains("Carriers.") && name.ends_with("Request") => {
            "request".into()
        }
        Type::Named(name) => {
            let name = name.rsplit('.').next().unwrap_or(name);
            let mut letters = name.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
        Type::Binary | Type::Byte => "content".into(),
        _ => "body".into(),
    }
}

/// Whether two documents say the same of an operation.
fn is_same(a: &Operation, b: &Operation) -> bool {
    (&a.method, &a.path, &a.body, &a.response) == (&b.method, &b.path, &b.body, &b.response)
        && a.query_parameters == b.query_parameters
}

fn text(object: &Object, key: &str) -> String {
    object
        .get(key)
        .and_then(Value::as_str)
        .map(|text| text.replace("\r\n", "\n"))
        .unwrap_or_default()
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn strings(value: Option<&Value>) -> Vec<String> {
    list(value)
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
