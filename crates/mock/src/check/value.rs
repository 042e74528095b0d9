//! JSON against types.

use serde_json::{Map, Value as Json};

use crate::catalog::{Item, Type, catalog, described, is_enum_text, scalar};

/// A value that is none of its type, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Such as `entity.Persons[2].Rank`.
    pub(crate) path: String,
    pub(crate) message: String,
}

/// Adds what is wrong with a value at `path`. `null` is a value of every type. Properties that no
/// page knows are left alone: newer services have more.
pub(crate) fn value(json: &Json, ty: &Type, path: &str, violations: &mut Vec<Violation>) {
    let is_valid = match (ty, json) {
        (_, Json::Null) | (Type::Any, _) => true,
        (Type::List(element), Json::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                value(item, element, &format!("{path}[{index}]"), violations);
            }
            true
        }
        (Type::Dictionary(inner), Json::Object(entries)) => {
            for (key, entry) in entries {
                value(entry, inner, &format!("{path}.{key}"), violations);
            }
            true
        }
        (Type::Named(name), _) => named(json, name, path, violations),
        (Type::Bool, Json::Bool(_)) => true,
        (Type::Int32, Json::Number(number)) => {
            let number = number.as_i64();
            number.is_some_and(|number| i32::try_from(number).is_ok())
        }
        (Type::Int64, Json::Number(number)) => number.is_i64(),
        (Type::Double, Json::Number(_)) => true,
        (Type::Double, Json::String(text)) => matches!(&**text, "NaN" | "Infinity" | "-Infinity"),
        (
            Type::String | Type::DateTime | Type::Date | Type::TimeSpan | Type::Bytes,
            Json::String(text),
        ) => scalar(ty, text),
        _ => false,
    };
    if !is_valid {
        violations.push(Violation {
            path: path.to_owned(),
            message: format!("{} is no value here: it is {}.", short(json), described(ty)),
        });
    }
}

/// Whether a value can be one of a carrier or an enum; what is wrong within a carrier is added.
fn named(json: &Json, name: &str, path: &str, violations: &mut Vec<Violation>) -> bool {
    let Some(properties) = catalog().properties(name) else {
        return match json {
            Json::String(text) => is_enum_text(name, text),
            Json::Number(number) => number.is_i64(),
            _ => false,
        };
    };
    let Json::Object(object) = json else {
        return false;
    };
    self::properties(object, &properties, &format!("{path}."), violations);
    true
}

/// Adds what is wrong with those of an object's properties that are known.
pub(super) fn properties(
    object: &Map<String, Json>,
    known: &[Item],
    prefix: &str,
    violations: &mut Vec<Violation>,
) {
    for (key, entry) in object {
        let mut known = known.iter();
        if let Some(item) = known.find(|item| item.name.eq_ignore_ascii_case(key)) {
            let path = format!("{prefix}{}", item.name);
            value(entry, &item.ty, &path, violations);
        }
    }
}

fn short(json: &Json) -> String {
    const LONGEST: usize = 40;
    let text = json.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
