//! Path and query parameters.

use std::collections::{HashMap, HashSet};

use super::operations::Context;
use crate::diagnostic::Diagnostic;
use crate::model::{Parameter, Type};
use crate::page::{ParameterRow, SourcePage, TypeLabel, UsedBy};
use crate::resolve::evidence::draft::describe;
use crate::source::Spanned;

/// Path parameters that the page's path has and its table lacks, or the other way round.
pub(crate) fn check_path(page: &SourcePage) -> Vec<Diagnostic> {
    let http = &page.page.http;
    let rows = &page.page.path_parameters.rows;
    let mut diagnostics: Vec<_> = too_many(page).into_iter().collect();
    let in_path: HashSet<&str> = template_names(&http.path).collect();
    let in_table: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    for name in template_names(&http.path) {
        if !in_table.contains(name) {
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
        if !in_path.contains(row.name.as_str()) {
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

/// Parameters of types that no path and no query can hold.
pub(crate) fn check_types(page: &SourcePage, context: &Context<'_, '_>) -> Vec<Diagnostic> {
    let rows = page.page.parameters();
    let examples = Examples::new(page);
    let found = rows.filter_map(|row| {
        let stated = context.labels.ty(&row.label, Some(page.kind()));
        let stated = stated.filter(|ty| *ty != Type::Json && !matches!(ty, Type::Dictionary(_)));
        let ty = stated.unwrap_or(Type::String);
        let decided = self::ty(page, row, &examples, context);
        let wrong = [ty, decided].into_iter().find(|ty| !is_writable(ty))?;
        Some(
            Diagnostic::error(
                "invalid-parameter-type",
                format!("the parameter `{}` cannot be `{wrong}`", *row.name),
            )
            .at(&page.file, row.label.span)
            .help(
                "paths and queries hold scalars, members of enums and arrays of these; write \
                 `string` if the caller has to make a text of it",
            ),
        )
    });
    found.collect()
}

/// Whether a value is one text, or several of a list.
fn is_writable(ty: &Type) -> bool {
    match ty {
        Type::List(element) => !matches!(**element, Type::List(_)) && is_writable(element),
        Type::Bytes | Type::Json | Type::Dictionary(_) | Type::Carrier(_) => false,
        _ => true,
    }
}

/// How many parameters an operation can have: its function sets each in a call of its own, one
/// within the other.
const MOST: usize = 1_000;

fn too_many(page: &SourcePage) -> Option<Diagnostic> {
    let row = page.page.parameters().nth(MOST)?;
    let count = page.page.parameters().count();
    let message = format!("the operation has {count} parameters, and at most {MOST} can be called");
    let found = Diagnostic::error("too-many-parameters", message);
    Some(
        found
            .at(&page.file, row.name.span)
            .help("remove the rows that are none of its parameters"),
    )
}

/// Path parameters in the order of the path.
pub(crate) fn path_parameters(page: &SourcePage, context: &Context<'_, '_>) -> Vec<Parameter> {
    let mut rows = HashMap::new();
    for row in &page.page.path_parameters.rows {
        rows.entry(row.name.as_str()).or_insert(row);
    }
    let examples = Examples::new(page);
    template_names(&page.page.http.path)
        .filter_map(|name| rows.get(name).copied())
        .map(|row| parameter(page, row, &examples, context))
        .collect()
}

/// Query parameters in the order of the page.
pub(crate) fn query_parameters(page: &SourcePage, context: &Context<'_, '_>) -> Vec<Parameter> {
    let rows = page.page.query_parameters();
    let examples = Examples::new(page);
    rows.map(|row| parameter(page, row, &examples, context))
        .collect()
}

/// The names between braces in a path template.
fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

fn parameter(
    page: &SourcePage,
    row: &Spanned<ParameterRow>,
    examples: &Examples<'_>,
    context: &Context<'_, '_>,
) -> Parameter {
    let (facts, text) = describe(&row.description);
    Parameter {
        name: row.name.value.clone(),
        ty: ty(page, row, examples, context),
        required: row.required,
        facts,
        text,
        origin: page.place(row.span),
    }
}

fn ty(
    page: &SourcePage,
    row: &ParameterRow,
    examples: &Examples<'_>,
    context: &Context<'_, '_>,
) -> Type {
    let base = match &row.label.value {
        TypeLabel::Array => Type::List(Box::new(examples.element(&row.name))),
        TypeLabel::Enum(members) => {
            context
                .labels
                .enums
                .of_parameter(page.uid(), &row.name, members)
        }
        label if matches!(label.leaf(), TypeLabel::Named(_)) => context
            .labels
            .ty(label, Some(page.kind()))
            .filter(|ty| matches!(ty.leaf(), Type::Enum(_)))
            .unwrap_or(Type::String),
        // How an object would be written into a query is on no page; the text is the caller's.
        TypeLabel::Object | TypeLabel::Blank | TypeLabel::Any | TypeLabel::ObjectOf(_) => {
            Type::String
        }
        label => context
            .labels
            .ty(label, Some(page.kind()))
            .unwrap_or(Type::String),
    };
    let used_by = UsedBy::Parameter {
        uid: page.uid().to_owned(),
        parameter: row.name.value.clone(),
    };
    match context.usages.get(&used_by) {
        Some((ty, _, _)) => base.with_leaf(ty.clone()),
        None => base,
    }
}

/// The first value that a page's examples show for each parameter: `ids=1&ids=2`, or as upstream
/// writes it, `ids=1,2`.
struct Examples<'p>(HashMap<&'p str, &'p str>);

impl<'p> Examples<'p> {
    fn new(page: &'p SourcePage) -> Self {
        let examples = page.page.query.iter().flat_map(|query| &query.examples);
        let pairs = examples
            .filter_map(|example| Some(example.split_once('?')?.1))
            .flat_map(|query| query.split('&'))
            .filter_map(|pair| pair.split_once('='));
        let mut values = HashMap::new();
        for (name, value) in pairs {
            values.entry(name).or_insert(value);
        }
        Self(values)
    }

    /// The element type of an array parameter.
    fn element(&self, name: &str) -> Type {
        let is_number = |text: &str| {
            text.split(',')
                .all(|part| part.trim().parse::<i32>().is_ok())
        };
        match self.0.get(name) {
            Some(value) if is_number(value) => Type::Int32,
            _ => Type::String,
        }
    }
}
