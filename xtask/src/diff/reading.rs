//! From pages to the facts that are compared.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::facts::{Body, Carrier, Facts, Form, Item, Operation, Spot, shape, spot};
use super::stated::{Context, Stated};
use crate::facts::BodyFact;
use crate::model::AreaKind;
use crate::page::{PropertyRow, RequestBody, Sample, Table, TypeLabel, TypePage};
use crate::resolve::{Documentation, Placeholders, SourcePage, Sourced};
use crate::source::{SourceFile, Spanned};

/// What the pages of one side state. A name is not trusted if either side uses it
/// in the place of a lost one.
pub(super) fn facts<'a>(
    documentation: &'a Documentation,
    placeholders: &[&Placeholders],
) -> Facts<'a> {
    let reader = Reader { placeholders };
    let pages = documentation.operations.iter();
    let mut operations: Vec<_> = pages.map(|page| reader.operation(page)).collect();
    operations.sort_by(|a, b| a.page.uid().cmp(b.page.uid()));
    let types: BTreeMap<_, _> = documentation
        .types
        .iter()
        .map(|page| (page.page.name.value.as_str(), reader.carrier(page)))
        .collect();
    let enums = documentation.enums.iter();
    let by_shape = by_shape(&operations, &types);
    Facts {
        operations,
        enums: enums
            .map(|page| (page.page.name.value.as_str(), page))
            .collect(),
        types,
        by_shape,
    }
}

/// The carriers by the ordered names of their properties.
fn by_shape<'a>(
    operations: &[Operation<'a>],
    types: &BTreeMap<&'a str, Carrier<'a>>,
) -> HashMap<Vec<&'a str>, Option<&'a str>> {
    let mut shapes: HashMap<Vec<&str>, Option<&str>> = HashMap::new();
    let mut add = |name: &'a str, properties: &[Item<'a>]| {
        let names = properties.iter().map(|property| property.name);
        let found = shapes.entry(shape(names)).or_insert(Some(name));
        if *found != Some(name) {
            *found = None;
        }
    };
    let mut seen = HashSet::new();
    for operation in operations {
        if let Some(name) = operation.response.carrier
            && seen.insert(name)
        {
            add(name, &operation.response.properties);
        }
    }
    for (name, carrier) in types {
        add(name, &carrier.properties);
    }
    shapes
}

/// Reads pages, and knows which names stand for lost ones.
struct Reader<'a> {
    placeholders: &'a [&'a Placeholders],
}

impl Reader<'_> {
    fn operation<'a>(&self, page: &'a SourcePage) -> Operation<'a> {
        Operation {
            page,
            request: page
                .page
                .request
                .as_ref()
                .map(|body| self.request(page, body)),
            response: self.response(page),
        }
    }

    fn carrier<'a>(&self, page: &'a Sourced<TypePage>) -> Carrier<'a> {
        let rows = page.page.properties.rows.iter();
        let item = |row: &'a Spanned<PropertyRow>| self.property(&page.file, None, row, None);
        Carrier {
            page,
            properties: rows.map(item).collect(),
        }
    }

    fn is_placeholder(&self, kind: AreaKind, name: &str) -> bool {
        let mut sides = self.placeholders.iter();
        sides.any(|side| side.contains(kind, name))
    }

    fn request<'a>(&self, page: &'a SourcePage, body: &'a RequestBody) -> Body<'a> {
        const ARGUMENTS: &str = "request";
        let sample = page.page.sample_request.as_ref().and_then(Sample::json);
        let properties = self.properties(page, body.properties.as_ref(), sample);
        let form = if *body.name.value == *ARGUMENTS && body.properties.is_some() {
            Form::Arguments
        } else if body.properties.is_some() {
            Form::Json(match sample {
                Some(Value::Array(_)) => Stated::List(Box::new(Stated::Structure)),
                Some(_) => Stated::Structure,
                // Without a sample nothing tells an array of carriers from one.
                None => Stated::Unknown,
            })
        } else {
            without_table(body, sample)
        };
        Body {
            form,
            carrier: None,
            properties,
            spot: spot(page, body.name.span),
        }
    }

    fn response<'a>(&self, page: &'a SourcePage) -> Body<'a> {
        let response = &page.page.response;
        let sample = page.page.sample_response.as_ref().and_then(Sample::json);
        let properties = self.properties(page, response.properties.as_ref(), sample);
        let has_table = response.properties.is_some();
        let spot = spot(
            page,
            response
                .body
                .as_ref()
                .map_or(response.heading.span(), |label| label.span),
        );
        let body = |form, carrier| Body {
            form,
            carrier,
            properties,
            spot,
        };
        let label = match &response.body {
            Some(label) if !response.is_void() => label,
            // Tables of pages without a body describe nothing.
            _ => {
                return Body {
                    form: Form::Nothing,
                    carrier: None,
                    properties: Vec::new(),
                    spot,
                };
            }
        };
        match &label.value {
            TypeLabel::Named(name) => {
                let is_wrong = self.is_placeholder(page.kind(), name)
                    && !page.operation_name().contains(name.as_str());
                if is_wrong {
                    body(Form::Json(Stated::Structure), None)
                } else {
                    let stated = Stated::Exactly(label.value.clone());
                    body(Form::Json(stated), has_table.then_some(name))
                }
            }
            TypeLabel::Byte | TypeLabel::Binary => body(Form::Bytes, None),
            TypeLabel::Blank if !has_table => body(Form::Bytes, None),
            TypeLabel::Array if has_table => {
                let list = Stated::List(Box::new(Stated::Structure));
                body(Form::Json(list), None)
            }
            TypeLabel::Blank | TypeLabel::Object if has_table => {
                body(Form::Json(Stated::Structure), None)
            }
            stated => {
                let context = Context {
                    spelling: "",
                    is_placeholder: false,
                    sample,
                };
                body(Form::Json(Stated::of(stated, context)), None)
            }
        }
    }

    fn properties<'a>(
        &self,
        page: &'a SourcePage,
        table: Option<&'a Table<PropertyRow>>,
        sample: Option<&'a Value>,
    ) -> Vec<Item<'a>> {
        let sample = match sample {
            Some(Value::Array(elements)) => elements.first(),
            other => other,
        };
        let rows = table.into_iter().flat_map(|table| &table.rows);
        rows.map(|row| {
            let sample = sample.and_then(|sample| sample.get(row.name.value.as_str()));
            self.property(&page.file, Some(page.kind()), row, sample)
        })
        .collect()
    }

    fn property<'a>(
        &self,
        file: &'a Arc<SourceFile>,
        kind: Option<AreaKind>,
        row: &'a Spanned<PropertyRow>,
        sample: Option<&'a Value>,
    ) -> Item<'a> {
        let name = row.name.value.as_str();
        let is_placeholder = match (kind, row.label.leaf()) {
            (Some(kind), TypeLabel::Named(label)) => {
                label != name && self.is_placeholder(kind, label)
            }
            _ => false,
        };
        let context = Context {
            spelling: &file.text[row.label.span.range()],
            is_placeholder,
            sample,
        };
        Item {
            name,
            ty: Stated::of(&row.label, context),
            required: false,
            description: &row.description,
            elements: sample.and_then(|sample| sample.as_array()?.first()?.as_object()),
            spot: Spot {
                file,
                span: row.name.span,
            },
        }
    }
}

/// A body that only its text describes.
fn without_table(body: &RequestBody, sample: Option<&Value>) -> Form {
    let is_binary = body.label.as_deref() == Some(&TypeLabel::Binary);
    let text = body.text.as_ref().map_or("", |text| text.value.as_str());
    let list = |element| Form::Json(Stated::List(Box::new(element)));
    match BodyFact::read(&body.name, text) {
        _ if is_binary => Form::Bytes,
        Some(BodyFact::Stream | BodyFact::Xml) => Form::Bytes,
        Some(BodyFact::Keys) => list(Stated::Number),
        Some(BodyFact::Strings) => list(Stated::AnyText),
        Some(BodyFact::StringDictionary) => {
            Form::Json(Stated::Dictionary(Box::new(Stated::AnyText)))
        }
        None => Form::Json(sample.map_or(Stated::Unknown, Stated::shown)),
    }
}
