//! References that carry their type as data.

use std::{marker::PhantomData, ptr::NonNull};

use super::types::{Type, Value};

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
            pointer: NonNull::from_ref(value).cast(),
            type_: T::TYPE,
            lifetime: PhantomData,
        }
    }

    /// # Safety
    /// `pointer` is a valid `&'a T`, where `type_` is `T::TYPE`.
    pub(super) unsafe fn from_raw(pointer: NonNull<()>, type_: &'static Type) -> Self {
        Self { pointer, type_, lifetime: PhantomData }
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
            pointer: NonNull::from_mut(value).cast(),
            type_: T::TYPE,
            lifetime: PhantomData,
        }
    }

    /// # Safety
    /// `pointer` is a valid `&'a mut T`, where `type_` is `T::TYPE`.
    pub(super) unsafe fn from_raw(pointer: NonNull<()>, type_: &'static Type) -> Self {
        Self { pointer, type_, lifetime: PhantomData }
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
            pointer: NonNull::from_ref(slot).cast(),
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

    pub(crate) fn get(self) -> Option<ValueRef<'a>> {
        // SAFETY: the function belongs to the type of the slot
        let pointer = unsafe { (self.type_.slot.get)(self) }?;
        // SAFETY: the value in a slot has the type of the slot
        Some(unsafe { ValueRef::from_raw(pointer, self.type_) })
    }

    /// # Safety
    /// The slot is an `Option<T>`.
    pub(super) unsafe fn cast<T>(self) -> &'a Option<T> {
        // SAFETY: made from a reference that lives for 'a, to an Option<T> says the caller
        unsafe { self.pointer.cast().as_ref() }
    }
}

impl<'a> SlotMut<'a> {
    pub(super) fn new<T: Value>(slot: &'a mut Option<T>) -> Self {
        Self {
            pointer: NonNull::from_mut(slot).cast(),
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

    /// Puts the default value into the slot, in place of what was there.
    pub(crate) fn insert(mut self) -> ValueMut<'a> {
        self.reborrow().clear();
        // SAFETY: the function belongs to the type of the slot, which is None;
        // the value in a slot has the type of the slot
        unsafe { ValueMut::from_raw((self.type_.slot.fill)(self.reborrow()), self.type_) }
    }

    pub(crate) fn clear(self) {
        // Nearly all slots are still empty. Asking first is cheaper than dropping.
        if self.as_ref().get().is_some() {
            // SAFETY: the function belongs to the type of the slot
            unsafe { (self.type_.slot.clear)(self) }
        }
    }

    fn as_ref(&self) -> SlotRef<'_> {
        SlotRef { pointer: self.pointer, type_: self.type_, lifetime: PhantomData }
    }

    fn reborrow(&mut self) -> SlotMut<'_> {
        SlotMut { lifetime: PhantomData, ..*self }
    }

    /// # Safety
    /// The slot is an `Option<T>`.
    pub(super) unsafe fn cast<T>(self) -> &'a mut Option<T> {
        // SAFETY: made from a unique reference that lives for 'a, to an Option<T> says the caller
        unsafe { self.pointer.cast().as_mut() }
    }
}
