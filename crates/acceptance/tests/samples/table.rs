//! The generated types by operation.

use std::collections::HashMap;

use bindings::types;
use client::Json;
use client::carrier::{AdditionalProperties, Dictionary, Value};
use client::error::DecodeError;

/// Decodes JSON as one type, and encodes it again.
pub(crate) type Check = fn(&[u8]) -> Result<Vec<u8>, DecodeError>;

/// The checks of one operation. One is missing where the operation has no JSON body.
pub(crate) struct Checks {
    pub(crate) response: Option<Check>,
    pub(crate) request: Option<Check>,
}

/// The checks of all operations, by identifier.
pub(crate) fn operations() -> HashMap<&'static str, Checks> {
    let checks = |&(uid, response, request)| (uid, Checks { response, request });
    OPERATIONS.iter().map(checks).collect()
}

static OPERATIONS: &[(&str, Option<Check>, Option<Check>)] =
    &include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// What a step of a `client::Patch` consists of. The tests of the client show that it writes these.
struct PatchStep {
    op: Option<String>,
    path: Option<String>,
    value: Option<Json>,
    additional_properties: AdditionalProperties,
}

client::carrier!(PatchStep {
    op: "op",
    path: "path",
    value: "value",
});

/// The same for an object of one property, which is an argument of the operation's function.
fn property<T: Value>(name: &str, json: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let object = client::decode::<Dictionary<T>>(json)?;
    let mut names = object.keys();
    assert!(names.all(|found| found == name), "the property is {name}");
    Ok(client::encode(&object))
}

/// Compiled for each of the generated types, so there is little in it.
fn round_trip<T: Value>(json: &[u8]) -> Result<Vec<u8>, DecodeError> {
    Ok(client::encode(&client::decode::<T>(json)?))
}
