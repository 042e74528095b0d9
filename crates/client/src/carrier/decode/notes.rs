//! What JSON says beside the values in it.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};
use serde_json::{Value as Json, value::RawValue};

use crate::carrier::spelling::{Spelling, Walk};

/// What is noted while the value of one property is read.
pub(super) struct Notes {
    /// Whether what is read is JSON text, of which any part can be had as it is.
    pub(super) from_text: bool,
    pub(super) spelling: Spelling,
    pub(super) part: Walk,
    /// How many lists are around the part.
    pub(super) lists: usize,
}

impl Notes {
    pub(super) fn new(from_text: bool) -> Self {
        Self {
            from_text,
            spelling: Spelling::default(),
            part: Walk::default(),
            lists: 0,
        }
    }

    /// Reads any JSON, and notes the digits that a number would lose. Those in lists are rows,
    /// which are many, and which nobody sends back.
    pub(super) fn json<'de, D: Deserializer<'de>>(
        &mut self,
        deserializer: D,
    ) -> Result<Json, D::Error> {
        if !self.from_text || self.lists > 0 {
            return Json::deserialize(deserializer);
        }
        let text = <&RawValue>::deserialize(deserializer)?.get();
        self.spelling.keep_digits(&self.part, text);
        serde_json::from_str(text).map_err(D::Error::custom)
    }
}

/// Any JSON, as it is noted.
pub(super) struct AnyJson<'a>(pub(super) &'a mut Notes);

impl<'de> DeserializeSeed<'de> for AnyJson<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.0.json(deserializer)
    }
}
