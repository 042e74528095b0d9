//! Changes of parts: JSON Patch, and objects of new values.

use serde_json::{Map, Value as Json};

use super::column::property;

/// Why a patch is not carried out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A `test` failed.
    Conflict(String),
    /// The patch is none.
    Invalid(String),
}

/// How deep a value may be. Each patch can put one into another, and what writes them calls itself.
const DEEPEST: usize = 100;

/// Patches an entity: by a list of operations, or by an object of new values.
pub(crate) fn patch(entity: &mut Map<String, Json>, patch: &Json) -> Result<(), Refusal> {
    change(entity, patch)?;
    match entity.values().any(|value| is_deeper(value, DEEPEST)) {
        true => Err(Refusal::Invalid(format!(
            "The patch makes a value that is deeper than {DEEPEST}."
        ))),
        false => Ok(()),
    }
}

fn is_deeper(value: &Json, than: usize) -> bool {
    let is_deeper = |inner: &Json| than == 0 || self::is_deeper(inner, than - 1);
    match value {
        Json::Array(items) => items.iter().any(is_deeper),
        Json::Object(object) => object.values().any(is_deeper),
        _ => false,
    }
}

fn change(entity: &mut Map<String, Json>, patch: &Json) -> Result<(), Refusal> {
    match patch {
        Json::Object(values) => {
            merge(entity, values);
            Ok(())
        }
        Json::Array(steps) => {
            let mut whole = Json::Object(std::mem::take(entity));
            let result = steps.iter().try_for_each(|step| apply(&mut whole, step));
            if let Json::Object(whole) = whole {
                *entity = whole;
            }
            result
        }
        _ => Err(Refusal::Invalid(
            "A patch is a list of operations or an object of new values.".to_owned(),
        )),
    }
}

/// An object where a list is expected is added to it, as the service does.
fn merge(target: &mut Map<String, Json>, values: &Map<String, Json>) {
    for (name, value) in values {
        let name = spelling(target, name);
        match (target.get_mut(&name), value) {
            (Some(Json::Object(target)), Json::Object(values)) => merge(target, values),
            (Some(Json::Array(items)), Json::Object(_)) => items.push(value.clone()),
            _ => {
                target.insert(name, value.clone());
            }
        }
    }
}

fn apply(whole: &mut Json, step: &Json) -> Result<(), Refusal> {
    let field = |name: &str| property(step.as_object()?, name);
    let text = |name: &str| {
        let text = field(name).and_then(Json::as_str);
        let missing = || Refusal::Invalid(format!("A step of the patch has no `{name}`: {step}."));
        text.ok_or_else(missing)
    };
    let (operation, path) = (text("op")?, text("path")?);
    let value = field("value").cloned().unwrap_or_default();
    let nowhere = || Refusal::Invalid(format!("The patch leads nowhere: `{path}`."));
    let decoded = |segment: &str| segment.replace("~1", "/").replace("~0", "~");
    let mut segments: Vec<_> = path
        .trim_start_matches('/')
        .split('/')
        .map(decoded)
        .collect();
    let last = segments
        .pop()
        .filter(|last| !last.is_empty())
        .ok_or_else(nowhere)?;
    let mut parent = whole;
    for segment in &segments {
        parent = child(parent, segment).ok_or_else(nowhere)?;
    }
    match operation.to_ascii_lowercase().as_str() {
        "test" => {
            let found = child(parent, &last).map(|found| is_same(found, &value));
            match found.unwrap_or(parent.is_object() && value.is_null()) {
                true => Ok(()),
                false => Err(Refusal::Conflict(format!("The test of `{path}` failed."))),
            }
        }
        "add" => put(parent, &last, value, true).ok_or_else(nowhere),
        "replace" => put(parent, &last, value, false).ok_or_else(nowhere),
        "remove" => remove(parent, &last).ok_or_else(nowhere),
        _ => Err(Refusal::Invalid(format!(
            "The service knows the steps `add`, `replace`, `remove` and `test`, and no `{operation}`."
        ))),
    }
}

/// Whether two values say the same. What is not there is null: responses hold nulls that a client
/// which has read them does not send again.
fn is_same<'a>(one: &'a Json, other: &'a Json) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            let mut names = one.keys().chain(other.keys());
            names.all(|name| {
                let of = |object: &'a Map<String, Json>| object.get(name).unwrap_or(&Json::Null);
                is_same(of(one), of(other))
            })
        }
        (Json::Array(one), Json::Array(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| is_same(one, other))
        }
        (one, other) => one == other,
    }
}

fn child<'a>(parent: &'a mut Json, segment: &str) -> Option<&'a mut Json> {
    match parent {
        Json::Object(object) => {
            let name = spelling(object, segment);
            object.get_mut(&name)
        }
        Json::Array(items) => items.get_mut(segment.parse::<usize>().ok()?),
        _ => None,
    }
}

fn put(parent: &mut Json, last: &str, value: Json, is_new: bool) -> Option<()> {
    match parent {
        Json::Object(object) => {
            let name = spelling(object, last);
            match (object.get_mut(&name), value) {
                (Some(Json::Object(fields)), Json::Object(values)) if is_fields(&name) => {
                    fields.extend(values);
                    fields.retain(|_, value| !value.is_null());
                }
                (_, value) => {
                    object.insert(name, value);
                }
            }
        }
        Json::Array(items) if last == "-" => items.push(value),
        Json::Array(items) => {
            let index = last.parse::<usize>().ok()?;
            match (is_new, index < items.len()) {
                (true, _) if index <= items.len() => items.insert(index, value),
                (false, true) => items[index] = value,
                _ => return None,
            }
        }
        _ => return None,
    }
    Some(())
}

/// Whether a property holds user-defined fields: what is put there changes the fields that it
/// names.
fn is_fields(name: &str) -> bool {
    ["CustomFields", "UserDefinedFields", "ExtraFields"].contains(&name)
}

/// What is removed of an object is null from then on: its properties are those of its type.
fn remove(parent: &mut Json, last: &str) -> Option<()> {
    match parent {
        Json::Object(object) => {
            let name = spelling(object, last);
            *object.get_mut(&name)? = Json::Null;
        }
        Json::Array(items) => {
            let index = last
                .parse::<usize>()
                .ok()
                .filter(|index| *index < items.len())?;
            items.remove(index);
        }
        _ => return None,
    }
    Some(())
}

/// A name as the object spells it: names are read in any case.
fn spelling(object: &Map<String, Json>, name: &str) -> String {
    let mut known = object.keys();
    let known = known.find(|known| known.eq_ignore_ascii_case(name));
    known.map_or_else(|| name.to_owned(), Clone::clone)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn patched(by: Json) -> Result<Json, Refusal> {
        let entity = json!({
            "Name": "Ida", "Phones": [{ "Value": "1" }], "Category": { "Id": 1, "Value": "A" },
            "UserDefinedFields": { "SuperOffice:1": "[I:1]" },
        });
        let Json::Object(mut entity) = entity else {
            unreachable!("it is an object");
        };
        patch(&mut entity, &by)?;
        Ok(entity.into())
    }

    #[test]
    fn steps_change_what_they_name() {
        let steps = json!([
            { "op": "test", "path": "/name", "value": "Ida" },
            { "op": "replace", "path": "NAME", "value": "Ada" },
            { "op": "add", "path": "/Phones/0", "value": { "Value": "0" } },
            { "op": "add", "path": "/Phones/-", "value": { "Value": "2" } },
            { "op": "replace", "path": "/Phones/1/Value", "value": "one" },
            { "op": "remove", "path": "/Category" },
            { "op": "add", "path": "/UserDefinedFields/SuperOffice:2", "value": "[I:2]" },
            { "op": "replace", "path": "/UserDefinedFields", "value": { "SuperOffice:3": "[I:3]", "SuperOffice:1": null } },
        ]);
        let expected = json!({
            "Name": "Ada", "Phones": [{ "Value": "0" }, { "Value": "one" }, { "Value": "2" }],
            "Category": null,
            "UserDefinedFields": { "SuperOffice:2": "[I:2]", "SuperOffice:3": "[I:3]" },
        });
        assert_eq!(patched(steps), Ok(expected));
    }

    #[test]
    fn an_object_is_merged() {
        let values = json!({
            "name": null, "Phones": { "Value": "2" }, "Category": { "Id": 2 },
            "UserDefinedFields": { "SuperOffice:1": "[I:3]" },
        });
        let expected = json!({
            "Name": null, "Phones": [{ "Value": "1" }, { "Value": "2" }],
            "Category": { "Id": 2, "Value": "A" },
            "UserDefinedFields": { "SuperOffice:1": "[I:3]" },
        });
        assert_eq!(patched(values), Ok(expected));
    }

    #[test]
    fn a_test_that_fails_is_a_conflict() {
        for (path, value) in [
            ("/Name", json!("Ada")),
            ("/Category", json!({ "Id": 1 })),
            ("/Category", json!({ "Id": 1, "Value": "A", "Rank": 1 })),
            ("/Category", Json::Null),
            ("/Phones", json!([])),
            ("/Phones/1", Json::Null),
            ("/Rank", json!(1)),
        ] {
            let steps = json!([{ "op": "test", "path": path, "value": value }]);
            let result = patched(steps);
            assert!(
                matches!(result, Err(Refusal::Conflict(_))),
                "{path} {value}"
            );
        }
        for steps in [
            json!([{ "op": "move", "path": "/Name" }]),
            json!([{ "path": "/Name" }]),
            json!([{ "op": "replace", "path": "/Name/First", "value": 1 }]),
            json!([{ "op": "replace", "path": "/Phones/7", "value": 1 }]),
            json!([{ "op": "add", "path": "", "value": 1 }]),
            json!("Name"),
        ] {
            let text = steps.to_string();
            assert!(matches!(patched(steps), Err(Refusal::Invalid(_))), "{text}");
        }
    }

    #[test]
    fn what_is_not_there_is_null_to_a_test() {
        for (path, value) in [
            ("/Rank", Json::Null),
            ("/Category", json!({ "Id": 1, "Value": "A", "Rank": null })),
            ("/Phones", json!([{ "Value": "1", "Strippedvalue": null }])),
        ] {
            let steps = json!([{ "op": "test", "path": path, "value": value }]);
            assert!(patched(steps).is_ok(), "{path} {value}");
        }
    }

    #[test]
    fn values_stay_readable_however_often_they_are_patched() {
        let nested = |depth| (0..depth).fold(json!(1), |inner, _| json!([inner]));
        let mut entity = Map::new();
        entity.insert("Any".to_owned(), nested(60));
        let deeper = json!([{ "op": "add", "path": format!("/Any{}", "/0".repeat(60)), "value": nested(60) }]);
        assert!(matches!(
            patch(&mut entity, &deeper),
            Err(Refusal::Invalid(_))
        ));
    }
}
