//! Every sample message of the reference goes into its generated type and comes out the same.

mod difference;
mod messages;
mod prism;
mod stand_in;
mod table;

use std::sync::LazyLock;

use acceptance::Reference;
use serde_json::{Map, Value, json};
use xtask::model::{Operation, ResponseBody, Type};

use crate::difference::difference;
use crate::messages::{Message, count_in_text, is_nothing, messages};
use crate::table::{Check, Checks, operations};

/// Reading it takes longer than all tests together.
static REFERENCE: LazyLock<Reference> =
    LazyLock::new(|| Reference::read().expect("the reference can be read"));

#[test]
fn every_operation_has_an_entry() {
    let operations = operations();
    assert_eq!(operations.len(), REFERENCE.pages.len());
    for page in &REFERENCE.pages {
        let uid = page.page.front.uid.as_str();
        assert!(operations.contains_key(uid), "{uid}");
    }
}

#[test]
fn every_response_survives_decoding_and_encoding() {
    every_sample_survives(Message::Response, |checks| checks.response);
}

#[test]
fn every_request_survives_decoding_and_encoding() {
    every_sample_survives(Message::Request, |checks| checks.request);
}

fn every_sample_survives(message: Message, check: fn(&Checks) -> Option<Check>) {
    let operations = operations();
    let mut failures = Failures::default();
    let mut checked = 0;
    let mut nothings = 0;
    for (page, json) in messages(&REFERENCE, message) {
        let checks = operations.get(page.page.front.uid.as_str());
        let result = match checks.and_then(check) {
            Some(check) => {
                checked += 1;
                round_trip(check, json)
            }
            None if is_nothing(&page.page, message, json) => {
                nothings += 1;
                Ok(())
            }
            None => Err("the operation has no type for it".to_owned()),
        };
        failures.note(&page.file.relative, result);
    }
    failures.assert_none();
    assert_eq!(checked + nothings, count_in_text(&REFERENCE, message));
    println!("{checked} samples, and {nothings} that stand for nothing");
}

#[test]
fn an_unknown_property_survives() {
    let mut failures = Failures::default();
    let checked = each_object(|page, check, ty, mut json| {
        for object in objects(&mut json) {
            let value = match ty {
                // Its properties are all of one type.
                Type::Dictionary(_) => object.values().next().cloned(),
                _ => Some(json!({"Nested": [1, "two", null]})),
            };
            let value = value.expect("a dictionary's sample has a property");
            object.insert("NoPageHasThis".to_owned(), value);
        }
        failures.note(page, round_trip(check, &json.to_string()));
    });
    failures.assert_none();
    println!("{checked} samples");
}

#[test]
fn no_property_has_to_have_a_value_or_be_there() {
    let mut failures = Failures::default();
    let checked = each_object(|page, check, _, mut json| {
        for object in objects(&mut json) {
            object.values_mut().for_each(|value| *value = Value::Null);
        }
        failures.note(page, round_trip(check, &json.to_string()));
        objects(&mut json).for_each(Map::clear);
        failures.note(page, round_trip(check, &json.to_string()));
    });
    failures.assert_none();
    println!("{checked} samples");
}

/// Visits each sample response that is an object or has objects for elements, with its page, its
/// check and the type of the objects. Returns how many there are, at least one.
fn each_object(mut visit: impl FnMut(&str, Check, &Type, Value)) -> usize {
    let operations = operations();
    let mut count = 0;
    for (page, json) in messages(&REFERENCE, Message::Response) {
        let uid = page.page.front.uid.as_str();
        // The tests above fail for a sample that has no type.
        let Some(check) = operations.get(uid).and_then(|checks| checks.response) else {
            continue;
        };
        let mut json: Value = serde_json::from_str(json).expect("a sample is JSON");
        if objects(&mut json).next().is_some() {
            count += 1;
            visit(
                &page.file.relative,
                check,
                object_type(operation(uid)),
                json,
            );
        }
    }
    assert_ne!(count, 0);
    count
}

fn operation(uid: &str) -> &'static Operation {
    let areas = REFERENCE.api.areas.iter();
    areas
        .flat_map(|area| &area.operations)
        .find(|operation| operation.uid == uid)
        .expect("a page is an operation")
}

/// What the operation responds with, one or several.
fn object_type(operation: &Operation) -> &Type {
    match &operation.response {
        ResponseBody::Json(Type::List(ty), _) => ty,
        ResponseBody::Json(ty, _) => ty,
        other => panic!("{} responds with an object: {other:?}", operation.uid),
    }
}

/// The value if it is an object, or the objects of an array.
fn objects(json: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let values = match json {
        Value::Array(values) => values.as_mut_slice(),
        value => std::slice::from_mut(value),
    };
    values.iter_mut().filter_map(Value::as_object_mut)
}

fn round_trip(check: Check, json: &str) -> Result<(), String> {
    let encoded = check(json.as_bytes()).map_err(|error| {
        let source = std::error::Error::source(&error).map(ToString::to_string);
        format!("{error}: {}", source.unwrap_or_default())
    })?;
    let parse = |json: &[u8]| serde_json::from_slice(json).map_err(|error| error.to_string());
    match difference(&parse(json.as_bytes())?, &parse(&encoded)?) {
        Some(difference) => Err(difference),
        None => Ok(()),
    }
}

/// What went wrong on which page. All of it is of interest, so a test goes on.
#[derive(Default)]
struct Failures(Vec<String>);

impl Failures {
    fn note(&mut self, page: &str, result: Result<(), String>) {
        if let Err(reason) = result {
            self.0.push(format!("{page}: {reason}"));
        }
    }

    fn assert_none(&self) {
        let Self(failures) = self;
        assert!(
            failures.is_empty(),
            "{} samples fail\n{}",
            failures.len(),
            failures.join("\n")
        );
    }
}
