//! JSON that may hold uploads, put together from pieces.

use crate::body::JsonBody;
use crate::carrier::JsonPart;

/// A piece of JSON, both with uploads and with `null` for them.
#[derive(Clone, Default)]
pub struct Encoded {
    json: Vec<u8>,
    /// `None` as long as there is no upload.
    parts: Option<Vec<JsonPart>>,
}

impl Encoded {
    pub(super) fn of(value: &dyn JsonBody) -> Self {
        let parts = value.to_parts();
        let has_upload = parts.iter().any(|part| matches!(part, JsonPart::Base64(_)));
        Self {
            json: value.to_json(),
            parts: has_upload.then_some(parts),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.json.extend(text.as_bytes());
        if let Some(parts) = &mut self.parts {
            parts.push(JsonPart::Text(text.to_owned().into()));
        }
    }

    /// A JSON string.
    pub(super) fn string(&mut self, text: &str) {
        let string = serde_json::Value::from(text).to_string();
        self.text(&string);
    }

    pub(super) fn append(&mut self, other: &Self) {
        if self.parts.is_some() || other.parts.is_some() {
            let parts = self
                .parts
                .get_or_insert_with(|| vec![JsonPart::Text(self.json.clone().into())]);
            match &other.parts {
                Some(other) => parts.extend(other.iter().cloned()),
                None => parts.push(JsonPart::Text(other.json.clone().into())),
            }
        }
        self.json.extend(&other.json);
    }

    /// Writes the names and values of an object.
    pub(super) fn object<'a>(properties: impl Iterator<Item = (&'a str, &'a Self)>) -> Self {
        let mut json = Self::default();
        json.text("{");
        for (index, (name, value)) in properties.enumerate() {
            if index > 0 {
                json.text(",");
            }
            json.string(name);
            json.text(":");
            json.append(value);
        }
        json.text("}");
        json
    }

    pub(super) fn into_json(self) -> Vec<u8> {
        self.json
    }

    pub(super) fn into_parts(self) -> Vec<JsonPart> {
        self.parts
            .unwrap_or_else(|| vec![JsonPart::Text(self.json.into())])
    }
}
