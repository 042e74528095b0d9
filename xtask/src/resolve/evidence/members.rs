//! Samples that show what is no member of an enum.

use serde_json::Value;

use super::enums::Enums;
use super::property::DraftProperty;
use crate::diagnostic::Diagnostic;
use crate::source::Place;

/// A sample of the first set that shows what is no member of its enum.
pub(crate) fn not_a_member(
    property: &DraftProperty<'_>,
    name: &str,
    usage: &Place,
    enums: &Enums,
) -> Option<Diagnostic> {
    let samples = property.samples.iter();
    let (text, place) = samples
        .filter(|sample| sample.place.file.set == 0)
        .flat_map(|sample| {
            texts(sample.value)
                .into_iter()
                .map(|text| (text, &sample.place))
        })
        .find(|(text, _)| !enums.has_member(name, text))?;
    Some(no_member(property.name, text, name, place, usage))
}

/// A sample that shows what is no member of the enum that is used there.
pub(crate) fn no_member(
    shown: &str,
    text: &str,
    name: &str,
    sample: &Place,
    usage: &Place,
) -> Diagnostic {
    Diagnostic::error(
        "sample-is-no-member",
        format!("the sample shows `{text}` for `{shown}`, which is no member of `{name}`"),
    )
    .at(&sample.file, sample.span)
    .label(&usage.file, usage.span, "the enum is used here")
    .help("correct the sample, or add the member to the enum's page")
}

/// The texts in a value, in arrays and by key too.
pub(crate) fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(elements) => elements.iter().flat_map(texts).collect(),
        Value::Object(entries) => entries.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
