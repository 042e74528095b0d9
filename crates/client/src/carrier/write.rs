//! Writing JSON, with uploads or without.
//!
//! This goes over the tables without serde: it is what most bodies are written by, and the way
//! through a serializer that knows no type takes half as long again.

use super::erased::{CarrierRef, Field, ValueRef, View};
use super::json_text::{JsonText, NULL};
use super::spelling::{Spelling, Walk};
use super::symbol;

/// `value`, which was spelled like this where it was read.
pub(super) fn write(value: ValueRef<'_>, spelling: Option<&Spelling>) -> JsonText {
    // Enough for most, and nothing to speak of beside a request.
    let mut json = JsonText::from(Vec::with_capacity(512));
    let mut place = Place {
        spelling,
        ..Place::default()
    };
    json.value(value.view(), &mut place);
    json
}

/// Which part of a property is written, and how the property was spelled.
#[derive(Default)]
struct Place<'a> {
    part: Walk,
    spelling: Option<&'a Spelling>,
}

impl JsonText {
    fn value(&mut self, value: View<'_>, place: &mut Place<'_>) {
        match value {
            View::Bool(value) => self.bool(value),
            View::I32(value) => self.plain(&value),
            View::I64(value) => self.plain(&value),
            View::F64(value) => self.plain(&value),
            View::String(value) | View::Text(value) => self.string(value),
            View::Symbol(value, _) => match symbol::number(value) {
                Some(number) => self.plain(&number),
                None => self.string(value),
            },
            View::Json(value) => {
                let spelling = place.spelling;
                match spelling.and_then(|spelling| spelling.of(&place.part, value)) {
                    Some(text) => self.text.extend_from_slice(text.as_bytes()),
                    None => self.plain(value),
                }
            }
            View::Base64(value) => match value.as_upload() {
                None => self.plain(value),
                Some(upload) => {
                    self.uploads.push((self.text.len(), upload.clone()));
                    self.write_null();
                }
            },
            View::Carrier(carrier) => self.carrier(carrier),
            View::List(list) => {
                self.text.push(b'[');
                let mut is_first = true;
                for element in list.iter() {
                    self.comma(&mut is_first);
                    place.part.step();
                    let null = place
                        .spelling
                        .and_then(|spelling| spelling.null(&place.part));
                    let start = self.text.len();
                    self.value(element.view(), place);
                    if null.is_some_and(|value| self.text.get(start..) == Some(value)) {
                        self.text.truncate(start);
                        self.write_null();
                    }
                }
                self.text.push(b']');
            }
            View::Dictionary(dictionary) => {
                self.text.push(b'{');
                let mut is_first = true;
                dictionary.each(&mut |name, slot| {
                    self.comma(&mut is_first);
                    self.name(name);
                    place.part.step();
                    match slot.view() {
                        Some(View::String(text)) => self.string(text),
                        Some(View::Carrier(carrier)) => self.carrier(carrier),
                        Some(value) => self.value(value, place),
                        None => self.write_null(),
                    }
                });
                self.text.push(b'}');
            }
        }
    }

    fn carrier(&mut self, carrier: CarrierRef<'_>) {
        let additional = carrier.additional();
        let start = self.text.len();
        self.text.push(b'{');
        let mut is_first = true;
        for (field, slot) in carrier.slots() {
            let Some(value) = slot.view() else {
                continue;
            };
            // What most values are is written here: to hand a view on costs more than to write it.
            match value {
                View::Bool(value) => {
                    self.key(field, &mut is_first, false);
                    self.bool(value);
                }
                View::I32(value) => {
                    self.key(field, &mut is_first, false);
                    self.plain(&value);
                }
                View::String(text) | View::Text(text) if !has_special(text.as_bytes()) => {
                    self.text(field, &mut is_first, text);
                }
                View::Symbol(text, _) if symbol::is_plain(text) => {
                    self.text(field, &mut is_first, text);
                }
                View::Carrier(carrier) => {
                    self.key(field, &mut is_first, false);
                    self.carrier(carrier);
                }
                value => {
                    self.key(field, &mut is_first, false);
                    let mut place = Place {
                        spelling: additional.spelling(field.property()),
                        ..Place::default()
                    };
                    self.value(value, &mut place);
                }
            }
        }
        for (name, value) in additional.iter() {
            self.comma(&mut is_first);
            self.name(name);
            let mut place = Place {
                spelling: additional.spelling(name),
                ..Place::default()
            };
            self.value(View::Json(value), &mut place);
        }
        if is_first && additional.is_null() {
            self.text.truncate(start);
            return self.write_null();
        }
        self.text.push(b'}');
    }

    fn comma(&mut self, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.text.push(b',');
        }
    }

    /// A property with a string in which nothing is special.
    fn text(&mut self, field: &Field, is_first: &mut bool, text: &str) {
        self.key(field, is_first, true);
        self.text.extend_from_slice(text.as_bytes());
        self.text.push(b'"');
    }

    /// The name of a property, and the quotation mark after it if `is_text`.
    fn key(&mut self, field: &Field, is_first: &mut bool, is_text: bool) {
        let key = field.key().as_bytes();
        let start = usize::from(std::mem::take(is_first));
        let end = key.len() - usize::from(!is_text);
        if has_special(field.property().as_bytes()) {
            self.text.extend_from_slice(&key[start..1]);
            self.name(field.property());
            self.text.extend_from_slice(&key[key.len() - 1..end]);
        } else {
            self.text.extend_from_slice(&key[start..end]);
        }
    }

    fn name(&mut self, name: &str) {
        self.string(name);
        self.text.push(b':');
    }

    fn string(&mut self, text: &str) {
        if has_special(text.as_bytes()) {
            return self.plain(text);
        }
        self.text.reserve(text.len() + 2);
        self.text.push(b'"');
        self.text.extend_from_slice(text.as_bytes());
        self.text.push(b'"');
    }

    fn bool(&mut self, value: bool) {
        let text: &[u8] = if value { b"true" } else { b"false" };
        self.text.extend_from_slice(text);
    }

    fn write_null(&mut self) {
        self.text.extend_from_slice(NULL.as_bytes());
    }

    /// Writes a value without uploads.
    fn plain<T: serde::Serialize + ?Sized>(&mut self, value: &T) {
        serde_json::to_writer(&mut self.text, value)
            .expect("values have text for names, and writing to memory does not fail");
    }
}

/// Whether a string has a byte that JSON writes otherwise; eight bytes at a time, because most
/// strings are short and have none.
fn has_special(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk::<8>() else {
        return text
            .iter()
            .any(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\'));
    };
    let (words, _) = text.as_chunks::<8>();
    // The last bytes are looked at together with some before them.
    let words = words.iter().chain(std::iter::once(last));
    words.fold(0, |found, word| found | special(u64::from_ne_bytes(*word))) != 0
}

/// Not zero if one of the bytes is special.
fn special(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;

    // A byte that is less than another takes the high bit of the difference.
    let less = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let is = |byte: u8| less(word ^ (ONES * u64::from(byte)), 1);
    (less(word, 0x20) | is(b'"') | is(b'\\')) & HIGH
}
