//! Binary data in JSON.

use std::{fmt, ops::Deref};

use ::base64::{Engine, prelude::BASE64_STANDARD};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Unexpected, Visitor},
    ser,
};

use crate::body::Upload;

/// Bytes that are a string in JSON, in Base64.
///
/// What is decoded holds its bytes. What is to be sent can also be an [`Upload`], which
/// [`Request::json`](crate::Request::json) reads and encodes while it sends the JSON around it:
///
/// ```
/// use client::body::Upload;
/// use client::carrier::Base64;
///
/// let in_memory = Base64::from(vec![1, 2, 3]);
/// let uploaded = Base64::from(Upload::from("a very long text"));
/// assert_eq!(in_memory.len(), 3);
/// assert!(uploaded.as_upload().is_some());
/// ```
///
/// An upload can only be sent. Serializing it with serde is an error, [`encode`](crate::encode)
/// writes `null`, and as a slice it is empty unless its bytes are in memory.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Base64(Base64Source);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Base64Source {
    Bytes(Vec<u8>),
    Upload(Box<Upload>),
}

impl Base64 {
    /// Bytes that are read and encoded while they are sent.
    #[must_use]
    pub fn from_upload(upload: impl Into<Upload>) -> Self {
        Self(Base64Source::Upload(Box::new(upload.into())))
    }

    /// The upload, if it is one.
    #[must_use]
    pub fn as_upload(&self) -> Option<&Upload> {
        match &self.0 {
            Base64Source::Bytes(_) => None,
            Base64Source::Upload(upload) => Some(upload),
        }
    }

    /// The bytes; none if it is an upload from a file or a stream.
    #[must_use]
    pub fn into_inner(self) -> Vec<u8> {
        match self.0 {
            Base64Source::Bytes(bytes) => bytes,
            Base64Source::Upload(upload) => upload
                .in_memory()
                .map(|bytes| bytes.to_vec())
                .unwrap_or_default(),
        }
    }
}

impl Default for Base64 {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Base64Source::Bytes(bytes))
    }
}

impl From<Upload> for Base64 {
    fn from(upload: Upload) -> Self {
        Self::from_upload(upload)
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.into_inner()
    }
}

/// The bytes; none if it is an upload from a file or a stream.
impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Base64Source::Bytes(bytes) => bytes,
            Base64Source::Upload(upload) => upload.in_memory().map_or(&[], |bytes| bytes),
        }
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

/// Shows how many bytes there are, not which: they may be a whole document.
impl fmt::Debug for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Base64Source::Bytes(bytes) => write!(formatter, "Base64({} bytes)", bytes.len()),
            Base64Source::Upload(upload) => write!(formatter, "Base64({upload:?})"),
        }
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Base64Source::Bytes(bytes) => serializer.serialize_str(&BASE64_STANDARD.encode(bytes)),
            Base64Source::Upload(_) => Err(ser::Error::custom(
                "an upload can only be sent, as a part of the JSON body of a request",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Base64Visitor)
    }
}

struct Base64Visitor;

impl Visitor<'_> for Base64Visitor {
    type Value = Base64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string in Base64")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Base64, E> {
        match BASE64_STANDARD.decode(text) {
            Ok(bytes) => Ok(bytes.into()),
            Err(_) => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}
