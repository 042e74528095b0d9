//! Where two JSON values differ in what they mean.

use serde_json::{Map, Value};

/// The first difference, with a JSON pointer to it.
///
/// A property that is `null` is the same as none, and the number `1` the same as `1.0`.
pub(crate) fn difference(left: &Value, right: &Value) -> Option<String> {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => properties(left, right),
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(index, (left, right))| below(&index.to_string(), left, right)),
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => None,
        (left, right) if left == right => None,
        (left, right) => Some(format!(": {left} became {right}")),
    }
}

fn properties(left: &Map<String, Value>, right: &Map<String, Value>) -> Option<String> {
    let mut names = left.keys().chain(right.keys());
    names.find_map(|name| {
        let [left, right] = [left, right].map(|object| object.get(name).unwrap_or(&Value::Null));
        below(name, left, right)
    })
}

fn below(name: &str, left: &Value, right: &Value) -> Option<String> {
    let name = name.replace('~', "~0").replace('/', "~1");
    Some(format!("/{name}{}", difference(left, right)?))
}

#[test]
fn differences_have_a_pointer() {
    use serde_json::json;

    let check = |left: Value, right: Value, expected: Option<&str>| {
        assert_eq!(difference(&left, &right).as_deref(), expected);
    };
    check(json!({"a": null, "b": 1}), json!({"b": 1.0}), None);
    check(json!({"b": 1}), json!({"a": null, "b": 1}), None);
    check(json!([1, null]), json!([1, 0]), Some("/1: null became 0"));
    check(json!([1]), json!([]), Some(": [1] became []"));
    check(
        json!({"a": [{"b/c": "x"}]}),
        json!({"a": [{}]}),
        Some("/a/0/b~1c: \"x\" became null"),
    );
    check(json!({}), json!({"a": 1}), Some("/a: null became 1"));
    check(json!(1), json!("1"), Some(": 1 became \"1\""));
}
