//! JSON that holds uploads, in parts.
//!
//! This is the way of the few values with an upload; all others are written by serde in one go.

use bytes::Bytes;

use super::table::{ValueRef, View};
use crate::upload::Upload;

/// A part of a JSON text.
#[derive(Clone)]
pub enum JsonPart {
    /// Text as it is.
    Text(Bytes),
    /// Bytes whose Base64 belongs here. The quotes around it are in the text.
    Base64(Upload),
}

/// The parts of `value`.
pub(super) fn with_uploads(value: ValueRef<'_>) -> Vec<JsonPart> {
    let mut parts = Vec::new();
    let mut text = Vec::new();
    write(value, &mut text, &mut |text, upload| {
        text.push(b'"');
        parts.push(JsonPart::Text(std::mem::take(text).into()));
        parts.push(JsonPart::Base64(upload.clone()));
        text.push(b'"');
    });
    parts.push(JsonPart::Text(text.into()));
    parts
}

/// `value` as JSON text with `null` for each upload.
pub(super) fn without_uploads(value: ValueRef<'_>) -> Vec<u8> {
    let mut text = Vec::new();
    write(value, &mut text, &mut |text, _| text.extend(b"null"));
    text
}

fn write(
    value: ValueRef<'_>,
    text: &mut Vec<u8>,
    on_upload: &mut dyn FnMut(&mut Vec<u8>, &Upload),
) {
    match value.view() {
        View::Carrier(carrier) => {
            text.push(b'{');
            let mut is_first = true;
            for (field, value) in carrier.values() {
                write_name(field.property(), &mut is_first, text);
                write(value, text, on_upload);
            }
            for (name, value) in carrier.additional().iter() {
                write_name(name, &mut is_first, text);
                write_plain(value, text);
            }
            text.push(b'}');
        }
        View::Dictionary(dictionary) => {
            text.push(b'{');
            let mut is_first = true;
            for (name, slot) in dictionary.iter() {
                write_name(name, &mut is_first, text);
                match slot.get() {
                    Some(value) => write(value, text, on_upload),
                    None => text.extend(b"null"),
                }
            }
            text.push(b'}');
        }
        View::List(list) => {
            text.push(b'[');
            for (index, value) in list.iter().enumerate() {
                if index > 0 {
                    text.push(b',');
                }
                write(value, text, on_upload);
            }
            text.push(b']');
        }
        View::Base64(value) => match value.as_upload() {
            Some(upload) => on_upload(text, upload),
            None => write_plain(value, text),
        },
        _ => write_plain(&value, text),
    }
}

fn write_name(name: &str, is_first: &mut bool, text: &mut Vec<u8>) {
    if !std::mem::take(is_first) {
        text.push(b',');
    }
    write_plain(name, text);
    text.push(b':');
}

/// Writes a value without uploads.
fn write_plain<T: serde::Serialize + ?Sized>(value: &T, text: &mut Vec<u8>) {
    serde_json::to_writer(text, value)
        .expect("values have text for names, and writing to memory does not fail");
}
