//! Entities of which only some properties were read.

use std::ops::Deref;

/// An entity of which only some properties were read, because the request selected them.
///
/// It can be read like the entity. It cannot be saved as one, since that would erase what was left
/// out: the operations that save take a [`Whole`](crate::Whole) entity.
///
/// ```compile_fail,E0277
/// use client::{AdditionalProperties, Request, Selected, Whole};
///
/// # struct Contact { name: Option<String>, additional_properties: AdditionalProperties }
/// # client::carrier!(Contact { name: "Name" });
/// fn save(contact: &impl Whole<Contact>) -> Request<Contact> {
///     Request::put("v1ContactEntity_Put", "v1/Contact/5").json(contact)
/// }
///
/// # fn get() -> Selected<Contact> { unimplemented!() }
/// let selected: Selected<Contact> = get();
/// save(&selected);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selected<T>(T);

impl<T> Selected<T> {
    pub(crate) fn new(entity: T) -> Self {
        Self(entity)
    }

    /// The entity. Saving it erases the properties that were left out.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Selected<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
