//! Samples for pages about carriers, and for operations that upstream has none for: what their types
//! allow, in neutral values.

use serde_json::{Map, Value, json};

use super::neutral::{BYTES, DATE, DATE_TIME, LARGE, TEXT, TIME_SPAN, patch, sample_start};
use super::wording::status_line;
use crate::model::{Api, Body, Operation, ResponseBody, Type, TypeName, is_patch_step};
use crate::page::{Page, Sample, SampleBody, Structure};
use crate::source::Spanned;

/// How deep arrays and dictionaries of carriers are shown.
const DEPTH: usize = 4;

/// Gives a page without samples those of its operation.
pub(super) fn fill(page: &mut Page, operation: &Operation, api: &Api) {
    if page.sample_request.is_some() || page.sample_response.is_some() {
        return;
    }
    let samples = SampleWriter {
        api,
        depth: DEPTH,
        is_whole: false,
    };
    let body = match &operation.request {
        Some(Body::Arguments(properties)) => {
            let mut path = Vec::new();
            let entries = properties.iter().map(|property| {
                (
                    property.name.clone(),
                    samples.nested(&property.ty, &property.name, &mut path),
                )
            });
            Some(Value::Object(entries.collect()))
        }
        Some(Body::Json(ty, _)) => Some(samples.whole(ty)),
        Some(Body::Content | Body::File(_)) | None => None,
    };
    let mut headers = vec![
        "Authorization: Bearer TOKEN",
        "Accept: application/json; charset=utf-8",
        "Accept-Language: en",
    ];
    if body.is_some() {
        headers.push("Content-Type: application/json; charset=utf-8");
    }
    page.sample_request = Some(sample(sample_start(page), &headers, body));
    let mut codes = operation.statuses.iter().map(|(code, _)| *code);
    let code = codes.find(|code| (200..300).contains(code)).unwrap_or(204);
    let body = match &operation.response {
        ResponseBody::Nothing => None,
        ResponseBody::Json(ty, _) => Some(samples.whole(ty)),
        ResponseBody::Bytes => Some(json!(BYTES)),
    };
    let headers = ["Content-Type: application/json; charset=utf-8"];
    page.sample_response = Some(sample(status_line(code), &headers, body));
}

/// A carrier with a value for each property, by which its type is told from others.
pub(super) fn carrier(name: &str, api: &Api) -> Option<Value> {
    let samples = SampleWriter {
        api,
        depth: 1,
        is_whole: true,
    };
    let (name, _) = api.carriers.get_key_value(name)?;
    Some(samples.carrier(name, &mut Vec::new()))
}

fn sample(start_line: String, headers: &[&str], body: Option<Value>) -> Sample {
    Sample {
        heading: Structure::default(),
        fence: Structure::default(),
        start_line: Spanned::made(start_line),
        headers: headers
            .iter()
            .map(|header| Spanned::made((*header).to_owned()))
            .collect(),
        body: body.map(|body| Spanned::made(SampleBody::Json(body))),
    }
}

struct SampleWriter<'a> {
    api: &'a Api,
    /// How deep carriers are shown within others.
    depth: usize,
    /// Whether single ones are, and ones that lead back to themselves.
    is_whole: bool,
}

impl<'a> SampleWriter<'a> {
    /// A body: its carrier, or the first of an array, with all properties.
    fn whole(&self, ty: &'a Type) -> Value {
        let mut path = Vec::new();
        match ty {
            Type::Carrier(name) => self.carrier(name, &mut path),
            ty => self.nested(ty, "value", &mut path),
        }
    }

    /// A value within another one. A single carrier is left out of samples of operations, as it is of
    /// most responses; arrays and dictionaries show what they hold.
    fn nested(&self, ty: &'a Type, name: &str, path: &mut Vec<&'a TypeName>) -> Value {
        match ty {
            Type::Bool => json!(true),
            Type::Int64 if self.is_whole => json!(LARGE),
            Type::Int32 | Type::Int64 => json!(1),
            Type::Double => json!(1.5),
            Type::String => json!(TEXT),
            Type::DateTime => json!(DATE_TIME),
            Type::Date => json!(DATE),
            Type::TimeSpan => json!(TIME_SPAN),
            Type::Bytes => json!(BYTES),
            Type::Json => json!({}),
            Type::Enum(name) => self.member(name),
            Type::Carrier(_) if self.is_whole => self.held(ty, name, path).unwrap_or_default(),
            Type::Carrier(_) => Value::Null,
            Type::List(element) => match self.held(element, name, path) {
                Some(element) => json!([element]),
                None => json!([]),
            },
            Type::Dictionary(value) => {
                let mut entries = Map::new();
                if let Some(value) = self.held(value, name, path) {
                    entries.insert(key(name), value);
                }
                entries.into()
            }
        }
    }

    /// What an array or a dictionary holds; nothing where it would lead back to itself.
    fn held(&self, ty: &'a Type, name: &str, path: &mut Vec<&'a TypeName>) -> Option<Value> {
        match ty {
            Type::Carrier(carrier)
                if path.len() > self.depth || !self.is_whole && path.contains(&carrier) =>
            {
                None
            }
            Type::Carrier(carrier) => Some(self.carrier(carrier, path)),
            ty => Some(self.nested(ty, name, path)),
        }
    }

    fn carrier(&self, name: &'a TypeName, path: &mut Vec<&'a TypeName>) -> Value {
        let Some(carrier) = self.api.carriers.get(name) else {
            return json!({});
        };
        let names = carrier.properties.iter();
        if !self.is_whole && is_patch_step(names.map(|property| &*property.name)) {
            return patch();
        }
        path.push(name);
        let entries = carrier
            .properties
            .iter()
            .map(|property| {
                (
                    property.name.clone(),
                    self.nested(&property.ty, &property.name, path),
                )
            })
            .collect();
        path.pop();
        Value::Object(entries)
    }

    /// A member that says something.
    fn member(&self, name: &TypeName) -> Value {
        const NOTHING: [&str; 5] = ["Unknown", "None", "Undefined", "Invalid", "NotSet"];
        let members = self.api.enums.get(name).map(|found| &found.members[..]);
        let members = members.unwrap_or_default();
        let telling = members
            .iter()
            .find(|member| !NOTHING.contains(&member.name.as_str()));
        let member = telling.or(members.first());
        json!(member.map_or(TEXT, |member| member.name.as_str()))
    }
}

/// The keys of user-defined fields begin with the name of a program.
fn key(property: &str) -> String {
    match property {
        "UserDefinedFields" => "SuperOffice:1".into(),
        "FieldProperties" => "fieldName".into(),
        property => format!("{property}1"),
    }
}
