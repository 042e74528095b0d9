//! Entities of which only some properties were read.

use std::ops::Deref;

/// An entity of which only some properties were read, because the request selected them.
///
/// It can be read like the entity. It cannot be saved as one, since that would erase what was left
/// out: the operations that save take a [`Saveable`](crate::body::Saveable) entity.
///
/// ```compile_fail,E0277
/// use client::body::Saveable;
/// use client::carrier::AdditionalProperties;
/// use client::response::Partial;
/// use client::Request;
///
/// # struct Contact { name: Option<String>, additional_properties: AdditionalProperties }
/// # client::carrier!(Contact { name: "Name" });
/// fn save(contact: &impl Saveable<Contact>) -> Request<Contact> {
///     Request::put("v1ContactEntity_Put", "v1/Contact/5").json(contact)
/// }
///
/// # fn get() -> Partial<Contact> { unimplemented!() }
/// let selected: Partial<Contact> = get();
/// save(&selected);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partial<T>(T);

impl<T> Partial<T> {
    pub(crate) fn new(entity: T) -> Self {
        Self(entity)
    }

    /// The entity. Saving it erases the properties that were left out.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Partial<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
