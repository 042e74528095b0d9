//! From JSON to values.

mod json;
mod notes;
mod number;
mod property;
mod text;
mod value;

use serde::de::{DeserializeSeed, Deserializer};

pub(crate) use self::json::FromJson;
use self::notes::Notes;
use self::value::OrDefault;
use super::erased::{Value, ValueMut};
use crate::error::{DecodeError, JsonError};

/// Reads a value from JSON text.
///
/// - A property of a carrier that is missing or `null` is `None`.
/// - A property that the carrier does not declare is kept among its additional
///   properties.
/// - A number for a whole number may be written with a fraction of zero.
/// - `null` instead of an element of a list, or of the value itself, is the
///   default value.
/// - If an object has a property twice, the last one counts.
/// - The names of properties are compared exactly first, then in any case.
/// - A byte order mark before the text is skipped.
///
/// What a value cannot hold is kept beside it, in the `additional_properties` of its carrier, and
/// written again by [`encode`](crate::encode): which elements of a list were `null`, and the digits
/// of long numbers.
///
/// # Errors
///
/// If the text is not JSON, or a value has another type than the one declared.
pub fn decode<T: Value>(json: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::default();
    decode_into(ValueMut::new(&mut value), json)?;
    Ok(value)
}

/// Reads a value with any deserializer.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    let mut notes = Notes::new(false);
    OrDefault(ValueMut::new(&mut value), &mut notes).deserialize(deserializer)?;
    Ok(value)
}

/// Reads the value of the property `name` of something.
pub(crate) fn decode_from<'de, T: Value>(
    name: &str,
    deserializer: impl Deserializer<'de, Error = JsonError>,
) -> Result<T, DecodeError> {
    let mut value = T::default();
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(deserializer, &mut track);
    let mut notes = Notes::new(false);
    match OrDefault(ValueMut::new(&mut value), &mut notes).deserialize(tracked) {
        Ok(()) => Ok(value),
        Err(source) => {
            let path = match &*track.path().to_string() {
                "." => name.to_owned(),
                path if path.starts_with('[') => format!("{name}{path}"),
                path => format!("{name}.{path}"),
            };
            Err(DecodeError::new(path, source.mismatch.clone(), source))
        }
    }
}

/// Text without the mark that says in which order its bytes are. JSON must not have one, but some
/// servers write it.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// Not generic, so that it is compiled in this crate, once.
fn decode_into(mut value: ValueMut<'_>, json: &[u8]) -> Result<(), DecodeError> {
    let json = without_mark(json);
    // To check a string once is quicker than to check each string in it.
    let result = match str::from_utf8(json) {
        Ok(text) => read(value.reborrow(), serde_json::Deserializer::from_str(text)),
        Err(_) => read(value.reborrow(), serde_json::Deserializer::from_slice(json)),
    };
    result.map_err(|error| locate(value, json, error))
}

fn read<'de, R: serde_json::de::Read<'de>>(
    value: ValueMut<'_>,
    mut deserializer: serde_json::Deserializer<R>,
) -> serde_json::Result<()> {
    OrDefault(value, &mut Notes::new(true)).deserialize(&mut deserializer)?;
    deserializer.end()
}

/// Decodes again what failed to decode, to find out where.
///
/// Keeping track of the path all along would cost every successful decoding.
#[cold]
fn locate(mut value: ValueMut<'_>, json: &[u8], source: serde_json::Error) -> DecodeError {
    let mut notes = Notes::new(false);
    let mut track = serde_path_to_error::Track::new();
    if source.is_data()
        && let Ok(json) = serde_json::from_slice(json)
    {
        let tracked = serde_path_to_error::Deserializer::new(FromJson(&json), &mut track);
        if let Err(error) = OrDefault(value.reborrow(), &mut notes).deserialize(tracked) {
            return DecodeError::new(track.path().to_string(), error.mismatch, source);
        }
    }
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    // The result is the error that is already known, or trailing text.
    let _ = OrDefault(value, &mut Notes::new(false)).deserialize(tracked);
    DecodeError::malformed(&track.path().to_string(), source)
}
