//! Whether a request is one that the reference describes.

mod body;
mod headers;
mod value;

use client::testing::FakeRequest;
use url::form_urlencoded;

use crate::catalog::{Item, MatchedOperation, Type, catalog, described, scalar};
use crate::problem::Problem;
pub(crate) use body::RequestContent;
pub(crate) use value::{Violation, value};

/// A request whose parts have their types.
#[derive(Debug)]
pub(crate) struct CheckedRequest {
    /// Names as they were written, and values.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: RequestContent,
}

/// Checks all of a request, and reads it.
pub(crate) fn check(
    found: &MatchedOperation,
    request: &FakeRequest,
) -> Result<CheckedRequest, Problem> {
    headers::check(request)?;
    path(found)?;
    let body = body::check(found.operation, request)?;
    let mut pairs = pairs(request.uri().query().unwrap_or_default());
    let mut known: Vec<_> = found.operation.query().collect();
    if let RequestContent::Form(form) = &body {
        pairs.extend(form.iter().cloned());
        known.extend(catalog().query_of_form(found.operation));
    }
    query(found, &known, &pairs)?;
    Ok(CheckedRequest { query: pairs, body })
}

fn path(found: &MatchedOperation) -> Result<(), Problem> {
    for (item, text) in found.operation.path_parameters().zip(&found.arguments) {
        if !scalar(&item.ty, text) {
            return Err(invalid(&item, text, found.operation.id));
        }
    }
    Ok(())
}

fn query(
    found: &MatchedOperation,
    known: &[Item],
    pairs: &[(String, String)],
) -> Result<(), Problem> {
    for (index, (name, text)) in pairs.iter().enumerate() {
        let same = |item: &&Item| item.name.eq_ignore_ascii_case(name);
        let Some(item) = known.iter().find(same) else {
            return Err(Problem::invalid(format!(
                "`{}` has no parameter `{name}`. It has: {}.",
                found.operation.id,
                names(known)
            )));
        };
        let element = match &item.ty {
            Type::List(element) => &**element,
            other => other,
        };
        if !scalar(element, text) {
            return Err(invalid(item, text, found.operation.id));
        }
        let mut others = pairs[..index].iter();
        if !matches!(item.ty, Type::List(_))
            && others.any(|(other, _)| other.eq_ignore_ascii_case(name))
        {
            return Err(Problem::invalid(format!(
                "The parameter `{name}` of `{}` is given twice, and takes one value.",
                found.operation.id
            )));
        }
    }
    let is_given = |item: &&Item| {
        let mut names = pairs.iter().map(|(name, _)| name);
        names.any(|name| item.name.eq_ignore_ascii_case(name))
    };
    match known
        .iter()
        .find(|item| item.is_required && !is_given(item))
    {
        None => Ok(()),
        Some(item) => Err(Problem::invalid(format!(
            "The parameter `{}` of `{}` is required, and was not given.",
            item.name, found.operation.id
        ))),
    }
}

fn names(items: &[Item]) -> String {
    match items {
        [] => "none".to_owned(),
        _ => {
            let names: Vec<_> = items
                .iter()
                .map(|item| format!("`{}`", item.name))
                .collect();
            names.join(", ")
        }
    }
}

fn invalid(item: &Item, text: &str, operation: &str) -> Problem {
    Problem::invalid(format!(
        "The parameter `{}` of `{operation}` cannot be `{text}`: it is {}.",
        item.name,
        described(&item.ty)
    ))
}

/// The pairs of a query or a form.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}
