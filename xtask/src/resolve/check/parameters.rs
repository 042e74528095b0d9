//! Parameters that no path has, and types that none can have.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::model::Type;
use crate::page::SourcePage;
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::usages::Usages;
use crate::resolve::rules::parameter::{Examples, ty};

/// Path parameters that the page's path has and its table lacks, or the other way round.
pub(crate) fn check_path(page: &SourcePage) -> Vec<Diagnostic> {
    let http = &page.page.http;
    let rows = &page.page.path_parameters.rows;
    let mut diagnostics: Vec<_> = too_many(page).into_iter().collect();
    let in_path: HashSet<&str> = http.template_names().collect();
    let in_table: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    for name in http.template_names() {
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
pub(crate) fn check_types(
    page: &SourcePage,
    labels: Labels<'_, '_>,
    usages: &Usages,
) -> Vec<Diagnostic> {
    let rows = page.page.parameters();
    let examples = Examples::new(page);
    let found = rows.filter_map(|row| {
        let stated = labels.ty(&row.label, Some(page.kind()));
        let stated = stated.filter(|ty| *ty != Type::Json && !matches!(ty, Type::Dictionary(_)));
        let stated = stated.unwrap_or(Type::String);
        let decided = ty(page, row, &examples, labels, usages);
        let wrong = [stated, decided].into_iter().find(|ty| !is_writable(ty))?;
        Some(
            Diagnostic::error(
                "invalid-parameter-type",
                format!("the parameter `{}` cannot be `{wrong}`", *row.name),
            )
            .at(&page.file, row.label.span)
            .help(
                "paths and queries hold scalars, members of enums and arrays of these; write \
                 `string` if the caller has to make a string of it",
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
