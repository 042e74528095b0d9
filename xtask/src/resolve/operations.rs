//! Operations, once all types are known.

use serde_json::Value;

use super::SourcePage;
use super::decide::{Decisions, infer};
use super::discover::Discovery;
use super::draft::{DraftProperty, describe};
use super::parameters::{Enums, path_parameters, query_parameters};
use crate::facts::{BodyFact, OperationFacts, plain};
use crate::model::{Body, Evidence, Operation, Place, Property, Reply, Rule, Type};
use crate::page::{RequestBody, Sample, TypeLabel};

/// The model of one operation.
pub(super) fn operation(
    page: &SourcePage,
    discovery: &Discovery<'_>,
    decisions: &Decisions,
    enums: &Enums,
) -> Operation {
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
        path_parameters: path_parameters(page, enums),
        query_parameters: query_parameters(page, enums),
        request: source
            .request
            .as_ref()
            .map(|request| body(page, request, discovery, decisions)),
        request_text: source.request.as_ref().and_then(request_text),
        response: reply(page, discovery),
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

fn body(
    page: &SourcePage,
    request: &RequestBody,
    discovery: &Discovery<'_>,
    decisions: &Decisions,
) -> Body {
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
        return Body::Arguments(arguments(page, properties, decisions));
    }
    let sample = page.page.sample_request.as_ref().and_then(Sample::json);
    if let Some(&id) = discovery.requests.get(page.uid()) {
        let carrier = Type::Carrier(discovery.drafts[id].type_name());
        // Only the sample tells an array of carriers from one.
        return match sample {
            Some(Value::Array(_)) => json(Type::List(Box::new(carrier)), Rule::Sample),
            _ => json(carrier, Rule::Shape),
        };
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
    let is_binary = request
        .format
        .as_ref()
        .is_some_and(|format| *format.value == *"binary");
    match BodyFact::read(&request.name, text) {
        _ if is_binary || !is_json => Body::Content,
        Some(BodyFact::Stream | BodyFact::Xml) => Body::Content,
        Some(BodyFact::Keys) => json(Type::List(Box::new(Type::Int32)), Rule::Description),
        Some(BodyFact::Strings) => json(Type::List(Box::new(Type::String)), Rule::Description),
        Some(BodyFact::StringDictionary) => {
            json(Type::Dictionary(Box::new(Type::String)), Rule::Description)
        }
        None => match sample.and_then(|sample| infer(std::iter::once(sample), None)) {
            Some(ty) => json(ty, Rule::Sample),
            None => json(Type::Json, Rule::Unknown),
        },
    }
}

fn arguments(
    page: &SourcePage,
    properties: &[DraftProperty<'_>],
    decisions: &Decisions,
) -> Vec<Property> {
    let property = |(index, property): (usize, &DraftProperty<'_>)| {
        let (ty, evidence) = decisions.argument(page.uid(), index);
        let (facts, text) = describe(property.description.unwrap_or_default());
        Property {
            name: property.name.to_owned(),
            ty,
            facts,
            text,
            evidence,
        }
    };
    properties.iter().enumerate().map(property).collect()
}

fn reply(page: &SourcePage, discovery: &Discovery<'_>) -> Reply {
    let response = &page.page.response;
    if response.is_void() {
        return Reply::Nothing;
    }
    let Some(label) = &response.body else {
        return Reply::Nothing;
    };
    let place: Vec<Place> = vec![page.place(label.span)];
    let json = |ty, rule| {
        Reply::Json(
            ty,
            Evidence {
                rule,
                places: place.clone(),
            },
        )
    };
    let sample = page.page.sample_response.as_ref().and_then(Sample::json);
    let draft = discovery.responses.get(page.uid()).copied();
    let carrier = draft.map(|id| Type::Carrier(discovery.drafts[id].type_name()));
    match &label.value {
        TypeLabel::Byte => Reply::Bytes,
        TypeLabel::Bool => json(Type::Bool, Rule::Table),
        TypeLabel::Int32 => json(Type::Int32, Rule::Table),
        TypeLabel::Int64 => json(Type::Int64, Rule::Table),
        TypeLabel::Double => json(Type::Double, Rule::Table),
        TypeLabel::String | TypeLabel::Enum(_) => json(Type::String, Rule::Table),
        TypeLabel::DateTime => json(Type::DateTime, Rule::Table),
        TypeLabel::Array => match carrier {
            Some(carrier) => json(Type::List(Box::new(carrier)), Rule::Shape),
            None => match sample.and_then(|sample| infer(std::iter::once(sample), None)) {
                Some(list @ Type::List(_)) => json(list, Rule::Sample),
                _ => json(Type::List(Box::new(Type::Json)), Rule::Unknown),
            },
        },
        TypeLabel::Object => object(
            carrier,
            draft.is_some_and(|id| has_properties(discovery, id, sample)),
            sample,
            &json,
        ),
        TypeLabel::Named(name) => match carrier.or_else(|| {
            discovery
                .drafts
                .named(name)
                .map(|_| Type::Carrier(name.as_str().into()))
        }) {
            Some(carrier) => json(carrier, Rule::Table),
            None => json(Type::Json, Rule::Unknown),
        },
        TypeLabel::Blank => json(Type::Json, Rule::Unknown),
    }
}

/// `object` is a carrier whose name the dialect does not print, or a dictionary.
fn object(
    carrier: Option<Type>,
    is_carrier: bool,
    sample: Option<&Value>,
    json: &dyn Fn(Type, Rule) -> Reply,
) -> Reply {
    match carrier {
        Some(carrier) if is_carrier => json(carrier, Rule::Table),
        Some(carrier) => json(Type::Dictionary(Box::new(carrier)), Rule::Sample),
        None => {
            let values = sample
                .and_then(Value::as_object)
                .into_iter()
                .flat_map(|entries| entries.values());
            match infer(values, None) {
                Some(ty) => json(Type::Dictionary(Box::new(ty)), Rule::Sample),
                None => json(Type::Dictionary(Box::new(Type::Json)), Rule::Unknown),
            }
        }
    }
}

/// Whether the sample has the carrier's properties; without a sample the table stands.
fn has_properties(
    discovery: &Discovery<'_>,
    id: super::draft::DraftId,
    sample: Option<&Value>,
) -> bool {
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
fn media_types(page: &SourcePage) -> Vec<String> {
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
