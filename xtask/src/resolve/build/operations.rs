//! Operations, once all types are known.

use serde_json::Value;

use super::parameters::{path_parameters, query_parameters};
use crate::facts::{BodyFact, OperationFacts, plain};
use crate::model::{Body, Evidence, Operation, Property, Reply, Rule, Type};
use crate::page::{RequestBody, Sample, SourcePage, TypeLabel, UsedBy};
use crate::resolve::evidence::discover::{Discovery, is_patch};
use crate::resolve::evidence::draft::{DraftId, DraftProperty};
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::usages::Usages;
use crate::resolve::rules::Decisions;
use crate::resolve::rules::sample::infer;

/// Everything that was found out before operations are built.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a, 'p> {
    pub(crate) discovery: &'a Discovery<'p>,
    pub(crate) decisions: &'a Decisions,
    pub(crate) labels: Labels<'a, 'p>,
    pub(crate) usages: &'a Usages,
}

/// The model of one operation.
pub(crate) fn operation(page: &SourcePage, context: &Context<'_, '_>) -> Operation {
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
        text: says_more.then(|| prose.to_owned()),
        facts,
        path_parameters: path_parameters(page, context),
        query_parameters: query_parameters(page, context),
        request: source
            .request
            .as_ref()
            .map(|request| body(page, request, context)),
        request_text: source.request.as_ref().and_then(request_text),
        response: reply(page, context),
        statuses: source
            .response
            .statuses
            .rows
            .iter()
            .map(|row| (*row.code, plain(&row.description)))
            .collect(),
        media_types: media_types(page),
        origin: page.place(source.front.uid.span),
    }
}

fn body(page: &SourcePage, request: &RequestBody, context: &Context<'_, '_>) -> Body {
    let discovery = context.discovery;
    let place = || vec![page.place(request.name.span)];
    let json = |ty, rule| {
        Body::Json(
            ty,
            Evidence {
                rule,
                places: place(),
            },
        )
    };
    if let Some(properties) = discovery.arguments.get(page.uid()) {
        return Body::Arguments(arguments(page, properties, context.decisions));
    }
    let sample = page.page.sample_request.as_ref().and_then(Sample::json);
    if let Some(&id) = discovery.requests.get(page.uid()) {
        let carrier = Type::Carrier(discovery.drafts[id].type_name());
        return match (request.label.as_deref(), sample) {
            (Some(TypeLabel::Array), _) => json(Type::List(Box::new(carrier)), Rule::Table),
            (Some(label), _) if matches!(label.leaf(), TypeLabel::Named(_)) => {
                json(nested(label, carrier), Rule::Table)
            }
            // Such a document is a list of steps, whatever a sample shows or lacks.
            _ if request
                .properties
                .as_ref()
                .is_some_and(|table| is_patch(&table.rows)) =>
            {
                json(Type::List(Box::new(carrier)), Rule::Shape)
            }
            // Older dialects leave it to the sample to tell an array of carriers from one.
            (_, Some(Value::Array(_))) => json(Type::List(Box::new(carrier)), Rule::Sample),
            _ => json(carrier, Rule::Shape),
        };
    }
    if let Some((label, place)) = discovery.bodies.get(page.uid())
        && let Some(ty) = context.labels.ty(label, None)
    {
        let places = vec![place.clone()];
        return Body::Json(
            ty,
            Evidence {
                rule: Rule::TypePage,
                places,
            },
        );
    }
    let text = request
        .text
        .as_ref()
        .map(|text| text.value.as_str())
        .unwrap_or_default();
    let media_types = media_types(page);
    let is_json = media_types.is_empty()
        || media_types
            .iter()
            .any(|media_type| media_type.contains("json"));
    let is_binary = request.label.as_deref() == Some(&TypeLabel::Binary);
    let is_raw = is_binary || request.label.as_deref() == Some(&TypeLabel::Byte);
    let stated = request
        .label
        .as_deref()
        .filter(|label| !matches!(label, TypeLabel::String | TypeLabel::Array))
        .and_then(|label| context.labels.ty(label, Some(page.kind())));
    let known = match BodyFact::read(&request.name, text) {
        _ if is_binary && media_types.iter().any(|name| name == FORM) => {
            return Body::File(request.name.value.clone());
        }
        _ if is_raw || !is_json => return Body::Content,
        _ if stated.is_some() => stated.map(|ty| (ty, Rule::Table)),
        Some(BodyFact::Stream) => return Body::Content,
        Some(BodyFact::Xml) => Some((Type::String, Rule::Description)),
        Some(BodyFact::Keys) => Some((Type::List(Box::new(Type::Int32)), Rule::Description)),
        Some(BodyFact::Strings) => Some((Type::List(Box::new(Type::String)), Rule::Description)),
        Some(BodyFact::StringDictionary) => {
            Some((Type::Dictionary(Box::new(Type::String)), Rule::Description))
        }
        None if request.label.as_deref() == Some(&TypeLabel::String) => {
            Some((Type::String, Rule::Table))
        }
        None => None,
    };
    let used_by = UsedBy::Request {
        uid: page.uid().to_owned(),
    };
    let by_sample = || Some((infer(std::iter::once(sample?), None)?, Rule::Sample));
    let (ty, rule) = known
        .or_else(by_sample)
        .unwrap_or((Type::Json, Rule::Unknown));
    match context.usages.get(&used_by) {
        Some((leaf, rule, place)) => Body::Json(
            ty.with_leaf(leaf.clone()),
            Evidence {
                rule: *rule,
                places: vec![place.clone()],
            },
        ),
        None => json(ty, rule),
    }
}

/// The media type of forms that hold files.
const FORM: &str = "multipart/form-data";

/// The arrays and dictionaries of a label around a type.
fn nested(label: &TypeLabel, leaf: Type) -> Type {
    match label {
        TypeLabel::ArrayOf(inner) => Type::List(Box::new(nested(inner, leaf))),
        TypeLabel::ObjectOf(inner) => Type::Dictionary(Box::new(nested(inner, leaf))),
        _ => leaf,
    }
}

fn arguments(
    page: &SourcePage,
    properties: &[DraftProperty<'_>],
    decisions: &Decisions,
) -> Vec<Property> {
    let property = |(index, property): (usize, &DraftProperty<'_>)| {
        property.model(decisions.argument(page.uid(), index))
    };
    properties.iter().enumerate().map(property).collect()
}

fn reply(page: &SourcePage, context: &Context<'_, '_>) -> Reply {
    let response = &page.page.response;
    let label = match &response.body {
        Some(label) if !response.is_void() => label,
        _ => return Reply::Nothing,
    };
    if matches!(label.value, TypeLabel::Byte | TypeLabel::Binary) {
        return Reply::Bytes;
    }
    let (ty, rule) = reply_type(page, label, context).unwrap_or((Type::Json, Rule::Unknown));
    let used_by = UsedBy::Response {
        uid: page.uid().to_owned(),
    };
    let (ty, evidence) = match context.usages.get(&used_by) {
        Some((leaf, rule, place)) => (
            ty.with_leaf(leaf.clone()),
            Evidence {
                rule: *rule,
                places: vec![place.clone()],
            },
        ),
        None => (
            ty,
            Evidence {
                rule,
                places: vec![page.place(label.span)],
            },
        ),
    };
    Reply::Json(ty, evidence)
}

fn reply_type(
    page: &SourcePage,
    label: &TypeLabel,
    context: &Context<'_, '_>,
) -> Option<(Type, Rule)> {
    let discovery = context.discovery;
    let draft = discovery.responses.get(page.uid()).copied();
    let carrier = draft.map(|id| Type::Carrier(discovery.drafts[id].type_name()));
    let sample = page.page.sample_response.as_ref().and_then(Sample::json);
    let is_carrier = draft.is_some_and(|id| has_properties(discovery, id, sample));
    match (label, carrier) {
        (TypeLabel::Array, Some(carrier)) => Some((Type::List(Box::new(carrier)), Rule::Shape)),
        (TypeLabel::Array, None) => match infer(std::iter::once(sample?), None) {
            Some(list @ Type::List(_)) => Some((list, Rule::Sample)),
            _ => Some((Type::List(Box::new(Type::Json)), Rule::Unknown)),
        },
        (TypeLabel::Named(_), Some(carrier)) => Some((carrier, Rule::Table)),
        // `object` is a carrier whose name the dialect does not print, or a dictionary.
        (TypeLabel::Object, Some(carrier)) if is_carrier => Some((carrier, Rule::Table)),
        (TypeLabel::Object, Some(carrier)) => {
            Some((Type::Dictionary(Box::new(carrier)), Rule::Sample))
        }
        (TypeLabel::Object, None) => {
            let values = sample
                .and_then(Value::as_object)
                .into_iter()
                .flat_map(|entries| entries.values());
            let value = infer(values, None)
                .map(|ty| (ty, Rule::Sample))
                .unwrap_or((Type::Json, Rule::Unknown));
            Some((Type::Dictionary(Box::new(value.0)), value.1))
        }
        (label, _) => Some((context.labels.ty(label, Some(page.kind()))?, Rule::Table)),
    }
}

/// Whether the sample has the carrier's properties; without a sample the table stands.
fn has_properties(discovery: &Discovery<'_>, id: DraftId, sample: Option<&Value>) -> bool {
    let draft = &discovery.drafts[id];
    let Some(entries) = sample.and_then(Value::as_object) else {
        return true;
    };
    entries
        .iter()
        .enumerate()
        .all(|(position, (key, _))| draft.position(key, position).is_some())
}

/// The media types between backticks in the row of the Content-Type header.
pub(crate) fn media_types(page: &SourcePage) -> Vec<String> {
    let rows = &page.page.headers.table.rows;
    let row = rows
        .iter()
        .find(|row| row.name.eq_ignore_ascii_case("Content-Type"));
    let types = row
        .into_iter()
        .flat_map(|row| row.description.split('`').skip(1).step_by(2));
    types.map(str::to_owned).collect()
}

/// What the text of a body says, unless it only lists the arguments' names.
fn request_text(request: &RequestBody) -> Option<String> {
    let text = plain(request.text.as_ref()?);
    let rows = request.properties.iter().flat_map(|table| &table.rows);
    let names: Vec<_> = rows.map(|row| row.name.value.as_str()).collect();
    let says_more = text != names.join(", ")
        && BodyFact::read(&request.name, &text).is_none_or(|fact| fact.to_string() != text);
    says_more.then_some(text)
}
