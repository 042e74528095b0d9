//! The sample shows it.

use serde_json::Value;

use super::site::{BodySite, PropertySite, TypeRule};
use crate::model::{Rule, Type};
use crate::page::TypeLabel;
use crate::resolve::decisions::{Decision, decision};

pub(super) struct SampleRule;

impl TypeRule for SampleRule {
    fn property(&self, site: &PropertySite<'_, '_>) -> Option<Decision> {
        let ty = site.frame().around(shown(site)?);
        Some(decision(ty, Rule::Sample, site.property.sample_places()))
    }

    fn request(&self, site: &BodySite<'_, '_>) -> Option<Decision> {
        let ty = match (site.sample?, site.carrier()) {
            // Older dialects leave it to the sample to tell an array of carriers from one.
            (Value::Array(_), Some(carrier)) => Type::List(Box::new(carrier)),
            (_, Some(_)) => return None,
            (sample, None) => infer(std::iter::once(sample), None)?,
        };
        Some(decision(ty, Rule::Sample, vec![site.place.clone()]))
    }

    fn response(&self, site: &BodySite<'_, '_>) -> Option<Decision> {
        let ty = match (site.label?, site.carrier()) {
            (TypeLabel::Array, None) => match infer(site.sample.into_iter(), None)? {
                list @ Type::List(_) => list,
                _ => return None,
            },
            (TypeLabel::Object, Some(carrier)) => Type::Dictionary(Box::new(carrier)),
            (TypeLabel::Object, None) => {
                let entries = site.sample.and_then(Value::as_object);
                let values = entries.into_iter().flat_map(|entries| entries.values());
                Type::Dictionary(Box::new(infer(values, None)?))
            }
            _ => return None,
        };
        Some(decision(ty, Rule::Sample, vec![site.place.clone()]))
    }
}

/// The type that samples of a property show within its frame.
pub(super) fn shown(site: &PropertySite<'_, '_>) -> Option<Type> {
    let children = &site.property.children;
    let child = site.named_child().or_else(|| children.first().copied());
    let carrier = child.map(|id| site.carrier(id));
    infer(site.values().into_iter(), carrier)
}

/// The type that values have, if they show one. Objects have the type of `child`.
pub(crate) fn infer<'v>(
    values: impl Iterator<Item = &'v Value>,
    child: Option<Type>,
) -> Option<Type> {
    let mut found: Option<Type> = None;
    let mut nested: Option<Vec<&Value>> = None;
    for value in values {
        let next = match value {
            Value::Null => continue,
            Value::Array(elements) => {
                nested.get_or_insert_default().extend(elements);
                continue;
            }
            Value::Object(_) => child.clone()?,
            Value::Bool(_) => Type::Bool,
            Value::Number(number) if number.is_f64() => Type::Double,
            Value::Number(number)
                if number
                    .as_i64()
                    .is_some_and(|number| i32::try_from(number).is_ok()) =>
            {
                Type::Int32
            }
            Value::Number(_) => Type::Int64,
            Value::String(text) => text_type(text),
        };
        found = Some(match found {
            None => next,
            Some(found) => unify(found, next)?,
        });
    }
    match (found, nested) {
        (Some(_), Some(_)) => None,
        (None, Some(elements)) => {
            infer(elements.into_iter(), child).map(|inner| Type::List(Box::new(inner)))
        }
        (found, None) => found,
    }
}

fn text_type(text: &str) -> Type {
    if is_date_time(text) {
        Type::DateTime
    } else if BYTES_SAMPLES.iter().any(|sample| text.starts_with(sample)) {
        Type::Bytes
    } else {
        Type::String
    }
}

/// How samples show bytes: the start of a picture, as text or in base64.
const BYTES_SAMPLES: [&str; 2] = ["GIF89", "R0lGODlh"];

/// `2001-02-03T04:05:06`, with whatever comes after the seconds.
pub fn is_date_time(text: &str) -> bool {
    let pattern = b"0000-00-00T00:00:00";
    text.len() >= pattern.len()
        && text
            .bytes()
            .zip(pattern)
            .all(|(byte, expected)| match expected {
                b'0' => byte.is_ascii_digit(),
                _ => byte == *expected,
            })
}

fn unify(a: Type, b: Type) -> Option<Type> {
    use Type::{DateTime, Double, Int32, Int64, String};
    Some(match (a, b) {
        (a, b) if a == b => a,
        (Int32 | Int64, Int32 | Int64) => Int64,
        (Int32 | Int64 | Double, Int32 | Int64 | Double) => Double,
        (String | DateTime, String | DateTime) => String,
        _ => return None,
    })
}
