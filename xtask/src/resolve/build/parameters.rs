//! Path and query parameters.

use super::context::BuildContext;
use crate::facts::describe;
use crate::first::first_of_each;
use crate::model::Parameter;
use crate::page::{ParameterRow, SourcePage};
use crate::resolve::rules::parameter::{Examples, ty};
use crate::source::Spanned;

/// Path parameters in the order of the path.
pub(crate) fn path_parameters(page: &SourcePage, context: &BuildContext<'_, '_>) -> Vec<Parameter> {
    let rows = page.page.path_parameters.rows.iter();
    let rows = first_of_each(rows.map(|row| (row.name.as_str(), row)));
    let examples = Examples::new(page);
    page.page
        .http
        .template_names()
        .filter_map(|name| rows.get(name).copied())
        .map(|row| parameter(page, row, &examples, context))
        .collect()
}

/// Query parameters in the order of the page.
pub(crate) fn query_parameters(
    page: &SourcePage,
    context: &BuildContext<'_, '_>,
) -> Vec<Parameter> {
    let rows = page.page.query_parameters();
    let examples = Examples::new(page);
    rows.map(|row| parameter(page, row, &examples, context))
        .collect()
}

fn parameter(
    page: &SourcePage,
    row: &Spanned<ParameterRow>,
    examples: &Examples<'_>,
    context: &BuildContext<'_, '_>,
) -> Parameter {
    let (facts, text) = describe(&row.description);
    Parameter {
        name: row.name.value.clone(),
        ty: ty(page, row, examples, context.labels, context.usages),
        required: row.required,
        facts,
        text,
        origin: page.place(row.span),
    }
}
