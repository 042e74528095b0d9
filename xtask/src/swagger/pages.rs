//! The pages that say what a [`Spec`] says.

use std::collections::BTreeSet;
use std::path::Path;

use super::enums::SpecEnums;
use super::places::Places;
use super::spec::{Body, Operation, Parameter, Spec, Type};
use super::words::{cell, paragraph, sentence};
use crate::corrections::Corrections;
use crate::diagnostic::Diagnostic;
use crate::page::{
    EnumPage, FrontMatter, HeaderRow, HttpLine, Page, ParameterRow, PropertyRow, Query,
    RequestBody, Response, Section, StatusRow, Structure, Table, TypeLabel, TypePage, UsedBy,
};
use crate::source::{SourceFile, Spanned};

/// The pages, each with its path.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) operations: Vec<(String, Page)>,
    pub(super) types: Vec<(String, TypePage)>,
    pub(super) enums: Vec<(String, EnumPage)>,
}

impl Pages {
    /// Corrects what is known to be wrong, and adds the carriers that this needs.
    pub(super) fn correct(
        &mut self,
        root: &Path,
        corrections: &Corrections,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let nowhere = |path: &str| {
            SourceFile::new(
                Path::new(&format!("{} as pages", root.display())).join(path),
                path,
                "",
            )
        };
        for (path, page) in &mut self.operations {
            corrections.correct_operation(&nowhere(path), page, diagnostics);
        }
        for (path, page) in &mut self.types {
            corrections.correct_type(&nowhere(path), page, diagnostics);
        }
        for page in corrections.type_pages() {
            let path = format!("types/{}.md", *page.name);
            if !self.types.iter().any(|(known, _)| *known == path) {
                self.types.push((path, page.clone()));
            }
        }
    }
}

/// Writes the pages, every type in its tables.
///
/// A carrier that no operation's table describes has a page of its own, and so has one that has
/// a description.
pub(super) fn write(spec: &Spec, places: &Places<'_>, enums: &SpecEnums) -> Pages {
    let writer = Writer {
        spec,
        places,
        enums,
    };
    let mut pages = Pages::default();
    for (uid, operation) in &spec.operations {
        let path = format!("{}/{uid}.md", folder(operation));
        pages
            .operations
            .push((path, writer.operation(uid, operation)));
    }
    let described: BTreeSet<_> = spec
        .operations
        .values()
        .flat_map(|operation| writer.described(operation))
        .collect();
    for (name, full) in places.carriers() {
        let is_described = described.contains(full);
        let description = &spec.schemas[full].description;
        if !is_described || !description.is_empty() {
            pages
                .types
                .push((format!("types/{name}.md"), writer.carrier(name, full)));
        }
    }
    for page in enums.pages() {
        pages.enums.push((format!("enums/{}.md", *page.name), page));
    }
    pages
}

/// `agent/Appointment_Agent`, `rest/List_Category`; one tag has an underscore too many.
fn folder(operation: &Operation) -> String {
    let kind = if operation.path.contains("/Agents/") {
        "agent"
    } else {
        "rest"
    };
    let tag = operation.tag.trim_end_matches('_');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name: String = tag.chars().filter(|c| is_plain(*c)).collect();
    let name = if name.is_empty() { "Other" } else { &name };
    format!("{kind}/{name}")
}

struct Writer<'a> {
    spec: &'a Spec,
    places: &'a Places<'a>,
    enums: &'a SpecEnums,
}

impl Writer<'_> {
    fn operation(&self, uid: &str, operation: &Operation) -> Page {
        let http = HttpLine {
            method: operation.method.clone(),
            path: operation.path.clone(),
        };
        let title = format!("{} {}", http.method, http.short_path());
        let parameter = |parameter: &Parameter| self.parameter(uid, parameter);
        let examples = operation.query_parameters.iter().map(|parameter| {
            let pairs = self.example(parameter);
            Spanned::made(format!("{} {}?{pairs}", http.method, http.path))
        });
        let query = (!operation.query_parameters.is_empty()).then(|| Query {
            section: Section {
                table: Table::made(operation.query_parameters.iter().map(parameter)),
                ..Section::default()
            },
            examples: examples.collect(),
        });
        Page {
            front: FrontMatter::made(title.clone(), uid),
            heading: Spanned::made(title),
            prose: prose(operation),
            path_parameters: Table::made(operation.path_parameters.iter().map(parameter)),
            query,
            headers: Section {
                table: Table::made(headers(operation)),
                ..Section::default()
            },
            request: operation.body.as_ref().map(|body| self.request(uid, body)),
            response: self.response(uid, operation),
            sample_request: None,
            sample_response: None,
            structure: Structure::default(),
            http: Spanned::made(http),
        }
    }

    fn parameter(&self, uid: &str, parameter: &Parameter) -> ParameterRow {
        let place = UsedBy::parameter(uid, &parameter.name);
        ParameterRow {
            name: Spanned::made(parameter.name.clone()),
            label: Spanned::made(self.enums.label(&parameter.ty, &place, self.places)),
            required: parameter.required,
            description: Spanned::made(cell(&parameter.description)),
        }
    }

    /// `ids=1&ids=2`
    fn example(&self, parameter: &Parameter) -> String {
        let value = |ty: &Type| match ty {
            Type::Bool => "true".to_owned(),
            Type::Int32 | Type::Int64 => "1".into(),
            Type::Double => "1.5".into(),
            Type::DateTime => "2024-01-31T12:00:00Z".into(),
            Type::Enum(members) => members.first().cloned().unwrap_or_default(),
            _ => "text".into(),
        };
        let name = &parameter.name;
        match &parameter.ty {
            Type::Array(element) => match **element {
                Type::Int32 | Type::Int64 => format!("{name}=1&{name}=2"),
                ref element => format!("{name}={}", value(element)),
            },
            ty => format!("{name}={}", value(ty)),
        }
    }

    fn request(&self, uid: &str, body: &Body) -> RequestBody {
        let text = paragraph(&body.description).map(Spanned::made);
        let (label, properties) = match &body.ty {
            Type::Named(full) if body.name == "request" => {
                let rows = self.spec.schemas[full].properties.iter().map(|property| {
                    let place = UsedBy::argument(uid, &property.name);
                    self.property(
                        property,
                        self.enums.label(&property.ty, &place, self.places),
                    )
                });
                (None, Some(Table::made(rows)))
            }
            ty => {
                let label = match ty {
                    // A file of a form; bytes alone are `byte`.
                    Type::Binary => TypeLabel::Binary,
                    ty => self.enums.label(ty, &UsedBy::request(uid), self.places),
                };
                match self.table_of(ty) {
                    // What it says of itself is enough; it is no type of the API.
                    Some(full) if self.places.is_patch(full) => {
                        (Some(TypeLabel::Array), Some(self.rows(full)))
                    }
                    Some(full) => (Some(label), Some(self.rows(full))),
                    None => (Some(label), None),
                }
            }
        };
        RequestBody {
            heading: Structure::default(),
            name: Spanned::made(body.name.clone()),
            label: label.map(Spanned::made),
            text,
            properties,
        }
    }

    fn response(&self, uid: &str, operation: &Operation) -> Response {
        let statuses = operation
            .statuses
            .iter()
            .map(|(code, description)| StatusRow {
                code: Spanned::made(*code),
                description: Spanned::made(cell(description)),
            });
        let mut response = Response {
            heading: Structure::default(),
            text: None,
            statuses: Table::made(statuses),
            body_heading: Structure::default(),
            body: None,
            properties: None,
        };
        if let Some(ty) = operation.response.as_ref().filter(|_| !response.is_void()) {
            let label = self.enums.label(ty, &UsedBy::response(uid), self.places);
            response.body = Some(Spanned::made(label));
            response.properties = self.table_of(ty).map(|full| self.rows(full));
        }
        response
    }

    /// The schemas that an operation's tables describe.
    fn described<'o>(&self, operation: &'o Operation) -> impl Iterator<Item = &'o str> {
        let body = operation
            .body
            .as_ref()
            .filter(|body| body.name != "request");
        let body = body.and_then(|body| self.table_of(&body.ty));
        let response = operation.response.as_ref();
        let response = response.and_then(|ty| self.table_of(ty));
        body.into_iter().chain(response)
    }

    /// The schema whose properties a body's table shows.
    fn table_of<'t>(&self, ty: &'t Type) -> Option<&'t str> {
        match ty {
            Type::Named(full) => Some(full),
            Type::Array(element) => match &**element {
                Type::Named(full) => Some(full),
                _ => None,
            },
            _ => None,
        }
    }

    fn rows(&self, full: &str) -> Table<PropertyRow> {
        let name = self.places.name(full);
        let is_patch = self.places.is_patch(full);
        let rows = self.spec.schemas[full].properties.iter().map(|property| {
            let place = UsedBy::property(name, &property.name);
            let label = match property.ty {
                // JSON Patch has words of its own.
                Type::Enum(_) if is_patch => TypeLabel::String,
                ref ty => self.enums.label(ty, &place, self.places),
            };
            self.property(property, label)
        });
        Table::made(rows)
    }

    fn property(&self, property: &Parameter, label: TypeLabel) -> PropertyRow {
        PropertyRow::made(&property.name, label, cell(&property.description))
    }

    fn carrier(&self, name: &str, full: &str) -> TypePage {
        // On one line, so that nothing in it begins a section of the page.
        let prose = sentence(&self.spec.schemas[full].description);
        TypePage {
            prose: (!prose.is_empty()).then(|| Spanned::made(prose)),
            ..TypePage::made(name, self.rows(full))
        }
    }
}

/// The rows that every operation has, and those of the document.
fn headers(operation: &Operation) -> Vec<HeaderRow> {
    let media_types = |list: &[String]| {
        let list: Vec<_> = list.iter().map(|name| format!("`{name}`")).collect();
        if list.is_empty() {
            "none".into()
        } else {
            list.join(", ")
        }
    };
    let mut rows = vec![
        (
            "Authorization",
            "Credentials: Basic, SoTicket or Bearer.".to_owned(),
        ),
        (
            "X-XSRF-TOKEN",
            "The session's XSRF value, in place of Authorization.".into(),
        ),
    ];
    if operation.body.is_some() {
        let types = media_types(&operation.consumes);
        rows.push((
            "Content-Type",
            format!("Media type of the request body: {types}"),
        ));
    }
    let types = media_types(&operation.produces);
    rows.push(("Accept", format!("Media types of the response: {types}")));
    let stated = operation
        .headers
        .iter()
        .map(|(name, description)| (name.as_str(), cell(description)));
    let rows = rows.into_iter().chain(stated);
    rows.map(|(name, description)| HeaderRow::made(name, description))
        .collect()
}

fn prose(operation: &Operation) -> Option<Spanned<String>> {
    let parts = [&operation.summary, &operation.description];
    let parts: Vec<_> = parts
        .into_iter()
        .filter_map(|part| paragraph(part))
        .collect();
    (!parts.is_empty()).then(|| Spanned::made(parts.join("\n\n")))
}
