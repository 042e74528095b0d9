//! From JSON to values.

mod carrier;
mod number;
mod seeds;

use std::{error::Error, fmt};

use serde::de::{DeserializeSeed, Deserializer};

use self::seeds::{Notes, OrDefault};
use super::table::{Value, ValueMut};
use crate::one_line::one_line;

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

/// JSON that is not what it was expected to be.
#[derive(Debug)]
pub struct DecodeError {
    path: String,
    source: serde_json::Error,
}

impl DecodeError {
    pub(crate) fn new(path: String, source: serde_json::Error) -> Self {
        Self { path, source }
    }

    /// An error in the words of serde, which [`reason`](Self::reason) takes apart.
    pub(crate) fn custom(path: &str, text: impl fmt::Display) -> Self {
        Self::new(path.to_owned(), serde::de::Error::custom(text))
    }

    /// What is at `path` is not `expected`.
    pub(crate) fn mismatch(path: &str, expected: &str) -> Self {
        Self::custom(path, format_args!("invalid type, expected {expected}"))
    }

    /// Where in the JSON the error is, for example `Person.Phones[0].Value`.
    ///
    /// This is `.` if it is the whole text, and `?` where the JSON ends too early.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected, without the value that was found: that can be personal.
    pub(crate) fn reason(&self) -> String {
        // serde words a mismatch "invalid type: string \"the value\", expected i32 at line 1 …".
        let text = self.source.to_string();
        // The name is that of a struct's field, not one that was found.
        let missing = text.strip_prefix("missing field `");
        if let Some((field, _)) = missing.and_then(|field| field.split_once('`')) {
            return format!("`{field}` is missing");
        }
        match text.rsplit_once(", expected ") {
            Some((_, expected)) => format!("expected {expected}"),
            None => "it is not the expected JSON".to_owned(),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = one_line(&self.path);
        write!(formatter, "cannot decode the JSON at `{path}`")
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
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
    deserializer: impl Deserializer<'de, Error = serde_json::Error>,
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
            Err(DecodeError { path, source })
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
    // To check a text once is quicker than to check each string in it.
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
fn locate(value: ValueMut<'_>, json: &[u8], source: serde_json::Error) -> DecodeError {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    // The result is the error that is already known, or trailing text.
    let _ = OrDefault(value, &mut Notes::new(false)).deserialize(tracked);
    DecodeError {
        path: track.path().to_string(),
        source,
    }
}
