//! JSON with uploads in it, put together from pieces.

use crate::body::Upload;

/// JSON text, with `null` in the place of each upload.
#[derive(Clone, Default)]
pub struct JsonText {
    pub(super) text: Vec<u8>,
    /// The uploads in their order, and where the `null` of each begins.
    pub(super) uploads: Vec<(usize, Upload)>,
}

/// What stands for an upload.
pub(crate) const NULL: &str = "null";

impl JsonText {
    /// `null`.
    pub(crate) fn null() -> Self {
        Vec::from(NULL).into()
    }

    /// An array.
    pub(crate) fn array(elements: impl IntoIterator<Item = Self>) -> Self {
        let mut json = Self::default();
        json.push("[");
        for (index, element) in elements.into_iter().enumerate() {
            if index > 0 {
                json.push(",");
            }
            json.append(&element);
        }
        json.push("]");
        json
    }

    /// An object.
    pub(crate) fn object<'a>(properties: impl IntoIterator<Item = (&'a str, &'a Self)>) -> Self {
        let mut json = Self::default();
        json.push("{");
        for (index, (name, value)) in properties.into_iter().enumerate() {
            if index > 0 {
                json.push(",");
            }
            json.push(&serde_json::Value::from(name).to_string());
            json.push(":");
            json.append(value);
        }
        json.push("}");
        json
    }

    /// The text.
    pub(crate) fn into_text(self) -> Vec<u8> {
        self.text
    }

    /// The text, and the uploads with the places of their `null`.
    pub(crate) fn into_parts(self) -> (Vec<u8>, Vec<(usize, Upload)>) {
        (self.text, self.uploads)
    }

    fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn append(&mut self, other: &Self) {
        let start = self.text.len();
        let uploads = other.uploads.iter();
        self.uploads
            .extend(uploads.map(|(place, upload)| (start + place, upload.clone())));
        self.text.extend_from_slice(&other.text);
    }
}

/// JSON without uploads.
impl From<Vec<u8>> for JsonText {
    fn from(text: Vec<u8>) -> Self {
        let uploads = Vec::new();
        Self { text, uploads }
    }
}
