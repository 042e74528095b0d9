//! Patches that are objects with the properties to change.

use super::{Patch, private::Form, value::Encoded};
use crate::body::JsonBody;

/// The form of a [`Patch`] that names the properties to change, as in RFC 7396.
#[derive(Clone, Default)]
pub struct MergePatch(Vec<(String, Encoded)>);

/// The properties are written in the order in which they were named first. One that is not named is
/// left as it is; one that is named again gets the later value.
impl Patch<MergePatch> {
    /// Gives the property called `name` a value: any [`JsonBody`]. `None` clears it.
    ///
    /// An object changes only those properties of the object there that it has itself; it can be
    /// another patch of this form. A list replaces the list that is there. Where the service
    /// expects a list and gets an object, it adds the object to the list.
    pub fn set(mut self, name: impl Into<String>, value: impl JsonBody) -> Self {
        self.0.put(name.into(), Encoded::of(&value));
        self
    }

    /// Clears the property called `name`.
    pub fn clear(self, name: impl Into<String>) -> Self {
        self.set(name, None::<&str>)
    }

    /// Whether there is nothing to change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }
}

impl MergePatch {
    fn put(&mut self, name: String, value: Encoded) {
        match self.0.iter_mut().find(|(other, _)| *other == name) {
            Some((_, earlier)) => *earlier = value,
            None => self.0.push((name, value)),
        }
    }
}

impl Form for MergePatch {
    fn json(&self) -> Encoded {
        Encoded::object(self.0.iter().map(|(name, value)| (name.as_str(), value)))
    }
}
