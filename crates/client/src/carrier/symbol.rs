//! Names that may be written as numbers.

use serde::Serializer;

/// Writes a string, or the number that it spells.
pub(super) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match number(text) {
        Some(number) => serializer.serialize_i64(number),
        None => serializer.serialize_str(text),
    }
}

/// Whether a string is a name of letters, which spells no number, with nothing to escape.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The whole number that a string spells, if the number is spelled like that.
pub(crate) fn number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    // `+1`, `01` and `-0` would come back as other strings.
    (number.to_string() == text).then_some(number)
}

/// The equality of names of which each stands for something else.
pub fn same(left: &str, right: &str) -> bool {
    left == right
}
