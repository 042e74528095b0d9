//! Path and query parameters, and the enums that they list.

use std::collections::BTreeMap;

use super::SourcePage;
use super::draft::describe;
use super::naming::Taken;
use super::text::type_name;
use crate::diagnostic::Diagnostic;
use crate::model::{Enumeration, Parameter, Place, Type, TypeName};
use crate::page::{ParameterRow, TypeLabel};
use crate::source::Spanned;

/// The enums of all parameters; equal lists of members are one enum.
#[derive(Debug, Default)]
pub(super) struct Enums {
    by_members: BTreeMap<Vec<String>, EnumDraft>,
}

#[derive(Debug, Default)]
struct EnumDraft {
    name: Option<TypeName>,
    /// How often each parameter name was met, with the words before it.
    names: BTreeMap<String, usize>,
    prefixes: Vec<String>,
    origins: Vec<Place>,
}

/// Collects the enums of all parameters.
pub(super) fn collect_enums(pages: &[&SourcePage]) -> Enums {
    let mut enums = Enums::default();
    for page in pages {
        for row in rows(page) {
            let TypeLabel::Enum(members) = &row.label.value else {
                continue;
            };
            let draft = enums.by_members.entry(members.clone()).or_default();
            let mut words = row.name.trim_start_matches('$').rsplit('.');
            let last = words.next().unwrap_or_default();
            *draft.names.entry(type_name(last)).or_default() += 1;
            draft.prefixes.extend(words.next().map(type_name));
            draft.prefixes.push(type_name(page.area()));
            draft.origins.push(page.place(row.label.span));
        }
    }
    enums
}

/// Path parameters that the page's path has and its table lacks, or the other way round.
pub(super) fn check_path(page: &SourcePage) -> Vec<Diagnostic> {
    let http = &page.page.http;
    let rows = &page.page.path_parameters.rows;
    let mut diagnostics = Vec::new();
    for name in template_names(&http.path) {
        if !rows.iter().any(|row| *row.name == name) {
            diagnostics.push(
                Diagnostic::error(
                    "undescribed-path-parameter",
                    format!("no row of the path table describes `{{{name}}}`"),
                )
                .at(&page.file, http.span)
                .help("add the row, with its type"),
            );
        }
    }
    for row in rows {
        if !template_names(&http.path).any(|name| name == *row.name) {
            diagnostics.push(
                Diagnostic::error(
                    "unknown-path-parameter",
                    format!("the path has no part `{{{}}}`", *row.name),
                )
                .at(&page.file, row.name.span)
                .label(&page.file, http.span, "the path")
                .help("correct the name, or remove the row"),
            );
        }
    }
    diagnostics
}

/// Path parameters in the order of the path.
pub(super) fn path_parameters(page: &SourcePage, enums: &Enums) -> Vec<Parameter> {
    let rows = &page.page.path_parameters.rows;
    let row = |name| rows.iter().find(|row| *row.name == name);
    template_names(&page.page.http.path)
        .filter_map(row)
        .map(|row| parameter(page, row, enums))
        .collect()
}

/// Query parameters in the order of the page.
pub(super) fn query_parameters(page: &SourcePage, enums: &Enums) -> Vec<Parameter> {
    let rows = page
        .page
        .query
        .iter()
        .flat_map(|query| &query.section.table.rows);
    rows.map(|row| parameter(page, row, enums)).collect()
}

impl Enums {
    /// Names the enums, the most used first.
    pub(super) fn name(&mut self, taken: &mut Taken) {
        let mut order: Vec<_> = self.by_members.values_mut().collect();
        order.sort_by_key(|draft| std::cmp::Reverse(draft.origins.len()));
        for draft in order {
            let most_used = draft
                .names
                .iter()
                .max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)));
            let name = most_used.map(|(name, _)| name.clone()).unwrap_or_default();
            draft.name = Some(taken.take(&name, draft.prefixes.iter().cloned()));
        }
    }

    /// The type of an enum with these members.
    pub(super) fn ty(&self, members: &[String]) -> Type {
        let name = self
            .by_members
            .get(members)
            .and_then(|draft| draft.name.clone());
        name.map_or(Type::String, Type::Enum)
    }

    /// The models of the enums.
    pub(super) fn finish(self) -> BTreeMap<TypeName, Enumeration> {
        let enumeration = |(members, draft): (Vec<String>, EnumDraft)| {
            let name = draft.name?;
            Some((
                name.clone(),
                Enumeration {
                    name,
                    members,
                    origins: draft.origins,
                },
            ))
        };
        self.by_members
            .into_iter()
            .filter_map(enumeration)
            .collect()
    }
}

/// The names between braces in a path template.
fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

fn rows(page: &SourcePage) -> impl Iterator<Item = &Spanned<ParameterRow>> {
    let query = page
        .page
        .query
        .iter()
        .flat_map(|query| &query.section.table.rows);
    page.page.path_parameters.rows.iter().chain(query)
}

fn parameter(page: &SourcePage, row: &Spanned<ParameterRow>, enums: &Enums) -> Parameter {
    let (facts, text) = describe(&row.description);
    Parameter {
        name: row.name.value.clone(),
        ty: ty(page, row, enums),
        required: row.required,
        facts,
        text,
        origin: page.place(row.span),
    }
}

fn ty(page: &SourcePage, row: &ParameterRow, enums: &Enums) -> Type {
    match &row.label.value {
        TypeLabel::Bool => Type::Bool,
        TypeLabel::Int32 => Type::Int32,
        TypeLabel::Int64 => Type::Int64,
        TypeLabel::Double => Type::Double,
        TypeLabel::DateTime => Type::DateTime,
        TypeLabel::Byte => Type::Bytes,
        TypeLabel::Enum(members) => enums.ty(members),
        TypeLabel::Array => Type::List(Box::new(element(page, &row.name))),
        // How an object would be written into a query is on no page; the text is the caller's.
        TypeLabel::String | TypeLabel::Object | TypeLabel::Named(_) | TypeLabel::Blank => {
            Type::String
        }
    }
}

/// The element type of an array parameter, from its example: `ids=1,2`.
fn element(page: &SourcePage, name: &str) -> Type {
    let examples = page.page.query.iter().flat_map(|query| &query.examples);
    let mut values = examples.filter_map(|example| {
        let (_, query) = example.split_once('?')?;
        let (found, value) = query.split_once('=')?;
        (found == name).then_some(value)
    });
    let is_number = |text: &str| {
        text.split(',')
            .all(|part| part.trim().parse::<i32>().is_ok())
    };
    match values.next() {
        Some(value) if is_number(value) => Type::Int32,
        _ => Type::String,
    }
}
