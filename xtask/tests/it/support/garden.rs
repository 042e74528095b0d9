//! Pages of the invented API, from the few things that a test says of them.

use std::fmt::Write;

use xtask::diagnostic::Diagnostic;
use xtask::model::{Api, Body, Evidence, Property, ResponseBody};
use xtask::page::{Documentation, PageFile, parse, parse_enum, parse_type};
use xtask::source::SourceFile;

/// A page's path and its text.
pub type Text = (String, String);

/// A page about an operation, in the newest dialect.
pub struct Operation {
    uid: String,
    route: String,
    path_rows: String,
    query_rows: String,
    request: String,
    sample_request: String,
    response: String,
    sample_response: String,
}

/// `v1GardenAgent_Prune` is `POST /api/v1/Agents/Garden/Prune`, and
/// `v1TreeEntity_Prune` is `POST /api/v1/Tree/Prune`.
pub fn operation(uid: &str) -> Operation {
    let (area, name) = uid.split_once('_').expect("the identifier has two parts");
    let area = area
        .strip_prefix("v1")
        .expect("the identifier has a version");
    let path = match area.strip_suffix("Agent") {
        Some(agent) => format!("Agents/{agent}/{name}"),
        None => format!("{}/{name}", area.trim_end_matches("Entity")),
    };
    Operation {
        uid: uid.into(),
        route: format!("POST /api/v1/{path}"),
        path_rows: String::new(),
        query_rows: String::new(),
        request: String::new(),
        sample_request: String::new(),
        response: "| 204 | Nothing |\n\n### Response body: Compost\n".into(),
        sample_response: String::new(),
    }
}

impl Operation {
    /// Another method and path.
    pub fn at(mut self, route: &str) -> Self {
        self.route = route.into();
        self
    }

    /// A path parameter: name and type.
    pub fn path(mut self, row: &str) -> Self {
        writeln!(self.path_rows, "| {row} | **Required** |").expect("a string grows");
        self
    }

    /// A query parameter: name and type.
    pub fn query(mut self, row: &str) -> Self {
        writeln!(self.query_rows, "| {row} | |").expect("a string grows");
        self
    }

    /// The arguments, each with its name and type, and the sample.
    pub fn request(self, rows: &[&str], sample: &str) -> Self {
        self.body("request", rows, sample)
    }

    /// A body of another name.
    pub fn body(mut self, name: &str, rows: &[&str], sample: &str) -> Self {
        self.request = format!("## Request Body: {name}\n\n{}\n", properties(rows));
        self.sample_request = sample.into();
        self
    }

    /// The response, its properties, and the sample.
    pub fn response(mut self, body: &str, rows: &[&str], sample: &str) -> Self {
        let rows = properties(rows);
        self.response = format!("| 200 | OK |\n\n### Response body: {body}\n\n{rows}");
        self.sample_response = sample.into();
        self
    }

    /// Path and text.
    pub fn page(self) -> Text {
        let Self {
            uid,
            route,
            path_rows,
            query_rows,
            request,
            sample_request,
            response,
            sample_response,
        } = self;
        let mut page = format!("---\ntitle: {uid}\nuid: {uid}\n---\n\n# {route}\n\n");
        let mut add = |text: &str| page.push_str(text);
        add(&format!("```http\n{route}\n```\n\n"));
        if !path_rows.is_empty() {
            add("| Path Part | Type | Description |\n|---|---|---|\n");
            add(&format!("{path_rows}\n"));
        }
        if !query_rows.is_empty() {
            add(
                "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n",
            );
            add(&format!("{query_rows}\n"));
        }
        add("## Request Headers\n\n| Parameter Name | Description |\n|---|---|\n");
        add("| Accept | `application/json` |\n\n");
        add(&request);
        add("## Response:\n\n| Response | Description |\n|---|---|\n");
        add(&format!("{response}\n"));
        add(&format!(
            "## Sample request\n\n```http!\n{route}\n\n{sample_request}\n```\n\n"
        ));
        add("## Sample response\n\n```http_\nHTTP/1.1 200 OK\n\n");
        add(&format!("{sample_response}\n```\n"));
        (format!("operations/{uid}.md"), page)
    }
}

fn properties(rows: &[&str]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rows = rows.iter().map(|row| match row.matches('|').count() {
        1 => format!("| {row} | |\n"),
        _ => format!("| {row} |\n"),
    });
    format!(
        "| Property Name | Type |  Description |\n|---|---|---|\n{}",
        rows.collect::<String>()
    )
}

/// A page about an enum; members are `Name` or `Name = 1`.
pub fn enum_page(name: &str, members: &[&str], usage: &[&str]) -> Text {
    let rows = members.iter().map(|member| {
        let (name, value) = member.split_once(" = ").unwrap_or((member, ""));
        format!("|{name}|{value}||\n")
    });
    let lower = name.to_ascii_lowercase();
    let page = format!(
        "---\ntitle: {name}\nuid: enum-{lower}\n---\n\n# {name} Enum\n\n\
         | Name | Value | Description |\n|---|---|---|\n{}\n{}",
        rows.collect::<String>(),
        list(usage)
    );
    (format!("enums/{name}.md"), page)
}

/// A page about an enum whose members can be combined.
pub fn flags_page(name: &str, members: &[&str], usage: &[&str]) -> Text {
    let (path, page) = enum_page(name, members, usage);
    let page = page.replacen("\n---\n", "\nflags: true\n---\n", 1);
    (path, page)
}

/// A page about a carrier, or about the request of an operation.
pub fn type_page(name: &str, rows: &[&str], usage: &[&str]) -> Text {
    let lower = name.to_ascii_lowercase();
    let page = format!(
        "---\ntitle: {name}\nuid: type-{lower}\n---\n\n# {name} Type\n\n{}\n{}",
        properties(rows),
        list(usage)
    );
    (format!("types/{name}.md"), page)
}

fn list(usage: &[&str]) -> String {
    if usage.is_empty() {
        return String::new();
    }
    let lines = usage.iter().map(|line| format!("* {line}\n"));
    format!("## Usage\n\n{}", lines.collect::<String>())
}

/// The pages of one or more sets; all of them have to be good ones.
pub fn documentation(sets: &[&[Text]]) -> Documentation {
    let mut all = Documentation::default();
    for (set, pages) in sets.iter().enumerate() {
        for (path, text) in *pages {
            let folder = format!("set{set}/");
            let mut file = SourceFile::new(folder + path, path.clone(), text.clone());
            file.set = set;
            let kind = path.split('/').next().unwrap_or_default();
            match kind {
                "enums" => all.enums.push(sourced(file, parse_enum)),
                "types" => all.types.push(sourced(file, parse_type)),
                _ => all.operations.push(sourced(file, parse)),
            }
        }
    }
    all
}

fn sourced<Page>(
    file: SourceFile,
    parse: fn(&SourceFile) -> (Option<Page>, Vec<Diagnostic>),
) -> PageFile<Page> {
    let (page, diagnostics) = parse(&file);
    let report = super::report(&diagnostics);
    assert!(diagnostics.is_empty(), "{report}\n{}", file.text);
    PageFile {
        file: file.into(),
        page: page.expect("a page without diagnostics is whole"),
    }
}

/// The model as lines: what has which type, and which rule decided it.
pub fn types(api: &Api) -> Vec<String> {
    let mut lines = Vec::new();
    for area in &api.areas {
        for operation in &area.operations {
            let uid = &operation.uid;
            let parameters = operation.path_parameters.iter();
            for parameter in parameters.chain(&operation.query_parameters) {
                lines.push(format!("{uid}({}): {}", parameter.name, parameter.ty));
            }
            match &operation.request {
                Some(Body::Arguments(arguments)) => {
                    lines.extend(arguments.iter().map(|found| property(uid, found)));
                }
                Some(Body::Json(ty, Evidence { rule, .. })) => {
                    lines.push(format!("{uid} takes {ty}, {rule:?}"));
                }
                Some(Body::Content) => lines.push(format!("{uid} takes bytes")),
                Some(Body::File(field)) => lines.push(format!("{uid} takes a file as {field}")),
                None => {}
            }
            match &operation.response {
                ResponseBody::Json(ty, Evidence { rule, .. }) => {
                    lines.push(format!("{uid} gives {ty}, {rule:?}"));
                }
                ResponseBody::Bytes => lines.push(format!("{uid} gives bytes")),
                ResponseBody::Nothing => {}
            }
        }
    }
    for carrier in api.carriers.values() {
        let properties = carrier.properties.iter();
        lines.extend(properties.map(|found| property(&carrier.name, found)));
        lines.push(format!("{} by {:?}", carrier.name, carrier.naming));
    }
    for found in api.enums.values() {
        let members = found.members.iter().map(|member| match member.value {
            Some(value) => format!("{} = {value}", member.name),
            None => member.name.clone(),
        });
        let kind = if found.flags { "flags" } else { "enum" };
        let members: Vec<_> = members.collect();
        lines.push(format!("{kind} {}: {}", found.name, members.join(", ")));
    }
    lines
}

fn property(owner: &str, property: &Property) -> String {
    let Property {
        name, ty, evidence, ..
    } = property;
    format!("{owner}.{name}: {ty}, {:?}", evidence.rule)
}
