//! Patches that are objects with the properties to change.

use super::private::Form;
use crate::carrier::JsonText;

/// The form of a [`Patch`](crate::Patch) that names the properties to change, as in RFC 7396.
#[derive(Clone, Default)]
pub struct MergePatch(pub(super) Vec<(String, JsonText)>);

impl MergePatch {
    pub(super) fn put(&mut self, name: String, value: JsonText) {
        match self.0.iter_mut().find(|(other, _)| *other == name) {
            Some((_, earlier)) => *earlier = value,
            None => self.0.push((name, value)),
        }
    }
}

impl Form for MergePatch {
    fn json(&self) -> JsonText {
        JsonText::object(self.0.iter().map(|(name, value)| (name.as_str(), value)))
    }
}
