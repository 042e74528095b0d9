//! Operations, once all types are known.

use super::carriers::property;
use super::context::BuildContext;
use super::parameters::{path_parameters, query_parameters};
use crate::facts::{BodyFact, OperationFacts, paragraphs, plain};
use crate::model::{Body, Operation, Property, ResponseBody, Rule};
use crate::page::{RequestBody, SourcePage, TypeLabel, UsedBy};
use crate::resolve::rules::site::BodySite;
use crate::resolve::rules::{self, enum_page};

/// The model of one operation.
pub(crate) fn operation(page: &SourcePage, context: &BuildContext<'_, '_>) -> Operation {
    let source = &page.page;
    let prose = source
        .prose
        .as_ref()
        .map(|prose| prose.value.as_str())
        .unwrap_or_default();
    let facts = OperationFacts::read(prose);
    let says_more = !prose.is_empty() && prose != facts.to_string();
    Operation {
        uid: page.uid().to_owned(),
        name: page.operation_name().to_owned(),
        method: source.http.method.clone(),
        path: source.http.path.clone(),
        text: if says_more {
            paragraphs(prose)
        } else {
            Vec::new()
        },
        facts,
        path_parameters: path_parameters(page, context),
        query_parameters: query_parameters(page, context),
        request: source
            .request
            .as_ref()
            .map(|request| body(page, request, context)),
        request_text: source.request.as_ref().and_then(request_text),
        response: response(page, context),
        statuses: source
            .response
            .statuses
            .rows
            .iter()
            .map(|row| (*row.code, plain(&row.description)))
            .collect(),
        media_types: page.page.media_types(),
        origin: page.place(source.front.uid.span),
    }
}

fn body(page: &SourcePage, request: &RequestBody, context: &BuildContext<'_, '_>) -> Body {
    let discovery = context.discovery;
    if discovery.arguments.contains_key(page.uid()) {
        return Body::Arguments(arguments(page, context));
    }
    let site = BodySite::of_request(page, request, discovery, context.labels);
    let found = rules::request(&site);
    let rule = found.1.rule;
    if site.draft.is_some() || rule == Rule::TypePage {
        return Body::Json(found.0, found.1);
    }
    let media_types = page.page.media_types();
    let is_json = media_types.is_empty() || media_types.iter().any(|name| name.contains("json"));
    let label = request.label.as_deref();
    let is_binary = label == Some(&TypeLabel::Binary);
    if is_binary && media_types.iter().any(|name| name == FORM) {
        return Body::File(request.name.value.clone());
    }
    let is_stream = site.fact() == Some(BodyFact::Stream) && rule != Rule::Table;
    if is_binary || label == Some(&TypeLabel::Byte) || !is_json || is_stream {
        return Body::Content;
    }
    let used_by = UsedBy::request(page.uid());
    let (ty, evidence) = enum_page::of_body(found, &used_by, context.usages);
    Body::Json(ty, evidence)
}

/// The media type of forms that hold files.
const FORM: &str = "multipart/form-data";

fn arguments(page: &SourcePage, context: &BuildContext<'_, '_>) -> Vec<Property> {
    let uid = page.uid();
    let drafts = context.discovery.arguments.get(uid).into_iter().flatten();
    let arguments = drafts.enumerate();
    let arguments =
        arguments.map(|(index, draft)| property(draft, context.decisions.argument(uid, index)));
    arguments.collect()
}

fn response(page: &SourcePage, context: &BuildContext<'_, '_>) -> ResponseBody {
    let response = &page.page.response;
    let label = match &response.body {
        Some(label) if !response.is_void() => label,
        _ => return ResponseBody::Nothing,
    };
    if matches!(label.value, TypeLabel::Byte | TypeLabel::Binary) {
        return ResponseBody::Bytes;
    }
    let site = BodySite::of_response(page, label, context.discovery, context.labels);
    let found = rules::response(&site);
    let used_by = UsedBy::response(page.uid());
    let (ty, evidence) = enum_page::of_body(found, &used_by, context.usages);
    ResponseBody::Json(ty, evidence)
}

/// What the text of a body says, unless it only lists the arguments' names.
fn request_text(request: &RequestBody) -> Option<String> {
    let text = plain(request.text.as_ref()?);
    let names: Vec<_> = request.rows().map(|row| row.name.as_str()).collect();
    let says_more = text != names.join(", ")
        && BodyFact::read(&request.name, &text).is_none_or(|fact| fact.to_string() != text);
    says_more.then_some(text)
}
