//! The types of parameters, which stand in one table only.

use std::collections::HashMap;

use crate::first::first_of_each;
use crate::model::Type;
use crate::page::{ParameterRow, SourcePage, TypeLabel, UsedBy};
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::usages::Usages;

/// The type of a parameter.
pub(crate) fn ty(
    page: &SourcePage,
    row: &ParameterRow,
    examples: &Examples<'_>,
    labels: Labels<'_, '_>,
    usages: &Usages,
) -> Type {
    let base = match &row.label.value {
        TypeLabel::Array => Type::List(Box::new(examples.element(&row.name))),
        TypeLabel::Enum(members) => labels.enums.of_parameter(page.uid(), &row.name, members),
        label if matches!(label.leaf(), TypeLabel::Named(_)) => labels
            .ty(label, Some(page.kind()))
            .filter(|ty| matches!(ty.leaf(), Type::Enum(_)))
            .unwrap_or(Type::String),
        // How an object would be written into a query is on no page; the text is the caller's.
        TypeLabel::Object | TypeLabel::Blank | TypeLabel::Any | TypeLabel::ObjectOf(_) => {
            Type::String
        }
        label => labels.ty(label, Some(page.kind())).unwrap_or(Type::String),
    };
    match usages.get(&UsedBy::parameter(page.uid(), &row.name)) {
        Some((ty, _, _)) => base.with_leaf(ty.clone()),
        None => base,
    }
}

/// The first value that a page's examples show for each parameter: `ids=1&ids=2`, or as upstream
/// writes it, `ids=1,2`.
pub(crate) struct Examples<'p>(HashMap<&'p str, &'p str>);

impl<'p> Examples<'p> {
    pub(crate) fn new(page: &'p SourcePage) -> Self {
        let examples = page.page.query.iter().flat_map(|query| &query.examples);
        let pairs = examples
            .filter_map(|example| Some(example.split_once('?')?.1))
            .flat_map(|query| query.split('&'))
            .filter_map(|pair| pair.split_once('='));
        Self(first_of_each(pairs))
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
