//! References that carry their type as data.

use std::{marker::PhantomData, ptr::NonNull};

use super::{
    types::{Type, Value},
    view::ViewMut,
};

/// A shared reference to a value of type `type_`.
#[derive(Clone, Copy)]
pub(crate) struct ValueRef<'a> {
    pointer: NonNull<()>,
    type_: &'static Type,
    lifetime: PhantomData<&'a ()>,
}

/// A unique reference to a value of type `type_`.
pub(crate) struct ValueMut<'a> {
    pointer: NonNull<()>,
    type_: &'static Type,
    lifetime: PhantomData<&'a mut ()>,
}

/// A shared reference to an `Option` of a value of type `type_`.
#[derive(Clone, Copy)]
pub(crate) struct SlotRef<'a> {
    pointer: NonNull<()>,
    type_: &'static Type,
    lifetime: PhantomData<&'a ()>,
}

/// A unique reference to an `Option` of a value of type `type_`.
pub(crate) struct SlotMut<'a> {
    pointer: NonNull<()>,
    type_: &'static Type,
    lifetime: PhantomData<&'a mut ()>,
}

impl<'a> ValueRef<'a> {
    pub(crate) fn new<T: Value>(value: &'a T) -> Self {
        Self {
            pointer: NonNull::from(value).cast(),
            type_: T::TYPE,
            lifetime: PhantomData,
        }
    }

    /// # Safety
    /// `pointer` is a valid `&'a T`, where `type_` is `T::TYPE`.
    pub(super) unsafe fn from_raw(pointer: NonNull<()>, type_: &'static Type) -> Self {
        Self {
            pointer,
            type_,
            lifetime: PhantomData,
        }
    }

    pub(super) fn type_(self) -> &'static Type {
        self.type_
    }

    pub(super) fn pointer(self) -> NonNull<()> {
        self.pointer
    }

    /// # Safety
    /// The value is a `T`.
    pub(super) unsafe fn cast<T>(self) -> &'a T {
        // SAFETY: made from a reference that lives for 'a, to a T says the caller
        unsafe { self.pointer.cast().as_ref() }
    }
}

impl<'a> ValueMut<'a> {
    pub(crate) fn new<T: Value>(value: &'a mut T) -> Self {
        Self {
            pointer: NonNull::from(value).cast(),
            type_: T::TYPE,
            lifetime: PhantomData,
        }
    }

    /// # Safety
    /// `pointer` is a valid `&'a mut T`, where `type_` is `T::TYPE`.
    pub(super) unsafe fn from_raw(pointer: NonNull<()>, type_: &'static Type) -> Self {
        Self {
            pointer,
            type_,
            lifetime: PhantomData,
        }
    }

    pub(crate) fn shared(&self) -> ValueRef<'_> {
        // SAFETY: a unique reference can be lent as a shared one
        unsafe { ValueRef::from_raw(self.pointer, self.type_) }
    }

    pub(crate) fn reborrow(&mut self) -> ValueMut<'_> {
        ValueMut {
            lifetime: PhantomData,
            ..*self
        }
    }

    pub(super) fn type_(&self) -> &'static Type {
        self.type_
    }

    pub(super) fn pointer(&mut self) -> NonNull<()> {
        self.pointer
    }

    /// # Safety
    /// The value is a `T`.
    pub(super) unsafe fn cast<T>(self) -> &'a mut T {
        // SAFETY: made from a unique reference that lives for 'a, to a T says the caller
        unsafe { self.pointer.cast().as_mut() }
    }
}

impl<'a> SlotRef<'a> {
    pub(super) fn new<T: Value>(slot: &'a Option<T>) -> Self {
        Self {
            pointer: NonNull::from(slot).cast(),
            type_: T::TYPE,
            lifetime: PhantomData,
        }
    }

    /// # Safety
    /// `pointer` is a valid `&'a Option<T>`, where `type_` is `T::TYPE`.
    pub(super) unsafe fn from_raw(pointer: NonNull<()>, type_: &'static Type) -> Self {
        Self {
            pointer,
            type_,
            lifetime: PhantomData,
        }
    }

    pub(super) fn type_(self) -> &'static Type {
        self.type_
    }

    /// # Safety
    /// The slot is an `Option<T>`.
    pub(super) unsafe fn cast<T>(self) -> Option<&'a T> {
        // SAFETY: made from a reference that lives for 'a, to an Option<T> says the caller
        unsafe { self.pointer.cast::<Option<T>>().as_ref() }.as_ref()
    }

    pub(crate) fn get(self) -> Option<ValueRef<'a>> {
        // SAFETY: the function belongs to the type of the slot
        let value = unsafe { (self.type_.slot.get)(self.pointer.as_ptr()) };
        // SAFETY: the value in a slot has the type of the slot
        Some(unsafe { ValueRef::from_raw(NonNull::new(value.cast_mut())?, self.type_) })
    }
}

impl<'a> SlotMut<'a> {
    pub(super) fn new<T: Value>(slot: &'a mut Option<T>) -> Self {
        Self {
            pointer: NonNull::from(slot).cast(),
            type_: T::TYPE,
            lifetime: PhantomData,
        }
    }

    /// # Safety
    /// `pointer` is a valid `&'a mut Option<T>`, where `type_` is `T::TYPE`.
    pub(super) unsafe fn from_raw(pointer: NonNull<()>, type_: &'static Type) -> Self {
        Self {
            pointer,
            type_,
            lifetime: PhantomData,
        }
    }

    pub(super) fn type_(&self) -> &'static Type {
        self.type_
    }

    /// # Safety
    /// The slot is an `Option<T>`.
    pub(super) unsafe fn cast<T>(self) -> &'a mut Option<T> {
        // SAFETY: made from a unique reference that lives for 'a, to an Option<T> says the caller
        unsafe { self.pointer.cast().as_mut() }
    }

    /// Whether there is a value.
    pub(crate) fn has_value(self) -> bool {
        self.get().is_some()
    }

    /// Puts the default value into the slot, in place of what was there.
    pub(crate) fn insert(mut self) -> ValueMut<'a> {
        self.reborrow().clear();
        // SAFETY: the function belongs to the type of the slot, which is None;
        // after it there is a value, at the address that it returns
        unsafe {
            let value = (self.type_.slot.write)(self.pointer.as_ptr(), true);
            ValueMut::from_raw(NonNull::new_unchecked(value), self.type_)
        }
    }

    pub(crate) fn clear(mut self) {
        /// Writes `None`, even if dropping the value panics.
        struct Empty<'a>(SlotMut<'a>);

        impl Drop for Empty<'_> {
            fn drop(&mut self) {
                // SAFETY: the function belongs to the type of the slot, which has been dropped
                unsafe { (self.0.type_.slot.write)(self.0.pointer.as_ptr(), false) };
            }
        }

        if self.reborrow().get().is_none() {
            return;
        }
        let mut slot = Empty(self);
        match slot.0.type_.slot.drop {
            // SAFETY: the function belongs to the type of the slot, and whatever happens,
            // None is written before anyone looks at the slot
            Some(drop) => unsafe { drop(slot.0.pointer.as_ptr()) },
            None => {
                if let Some(value) = slot.0.reborrow().get()
                    && let ViewMut::Carrier(mut carrier) = value.view()
                {
                    carrier.clear();
                }
            }
        }
    }

    fn get(self) -> Option<ValueMut<'a>> {
        // SAFETY: the function belongs to the type of the slot
        let value = unsafe { (self.type_.slot.get)(self.pointer.as_ptr()) };
        if value.is_null() {
            return None;
        }
        // SAFETY: the value is inside the slot and has its type. Its pointer was made from a shared
        // reference, so this only takes from it how far it is from the slot.
        unsafe {
            let offset = value.byte_offset_from_unsigned(self.pointer.as_ptr());
            Some(ValueMut::from_raw(
                self.pointer.byte_add(offset),
                self.type_,
            ))
        }
    }

    fn reborrow(&mut self) -> SlotMut<'_> {
        SlotMut {
            lifetime: PhantomData,
            ..*self
        }
    }
}
