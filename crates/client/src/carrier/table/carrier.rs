//! Structs, by their tables.

use std::{marker::PhantomData, ptr::NonNull};

use super::{
    reference::{SlotMut, SlotRef, ValueMut, ValueRef},
    types::{Type, Value},
};
use crate::carrier::AdditionalProperties;

/// The description of a struct.
pub struct Table {
    /// The name of the struct.
    pub name: &'static str,
    /// The declared properties, in order.
    pub fields: &'static [Field],
    /// Where the struct has its `AdditionalProperties`.
    pub additional: usize,
}

/// The description of one declared property.
pub struct Field {
    property: &'static str,
    key: &'static str,
    name: &'static str,
    offset: usize,
    type_: &'static Type,
    is_secret: bool,
}

impl Field {
    /// Describes the field `name` of a struct at `base`, to which `field` points. `key` is the
    /// property between `,"` and `":"`.
    ///
    /// # Safety
    /// `field` points into the struct at `base`.
    pub const unsafe fn new<S, T: Value>(
        property: &'static str,
        key: &'static str,
        name: &'static str,
        base: *const S,
        field: *const Option<T>,
    ) -> Self {
        // SAFETY: as above
        Self {
            property,
            key,
            name,
            offset: unsafe { offset(base, field) },
            type_: T::TYPE,
            is_secret: false,
        }
    }

    /// The same field with a value that debug output does not show.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self {
            is_secret: true,
            ..self
        }
    }

    /// The name of the property in JSON.
    pub(crate) fn property(&self) -> &'static str {
        self.property
    }

    /// The name in JSON as it stands after another property and before a string: `,"Name":"`, with
    /// nothing escaped.
    pub(crate) fn key(&self) -> &'static str {
        self.key
    }

    /// Whether debug output hides the value.
    pub(crate) fn is_secret(&self) -> bool {
        self.is_secret
    }

    /// The name of the field in Rust.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

/// How far `field` is from `base`.
///
/// # Safety
/// `field` points into the struct at `base`.
///
/// # Panics
/// The field is not aligned, because the struct is packed. In a constant that is an error of the
/// compiler.
pub const unsafe fn offset<S, T>(base: *const S, field: *const T) -> usize {
    // SAFETY: both are in the same struct, says the caller
    let offset = unsafe { field.byte_offset_from_unsigned(base) };
    assert!(
        align_of::<S>() >= align_of::<T>() && offset.is_multiple_of(align_of::<T>()),
        "a carrier cannot be packed: references to its fields have to be aligned"
    );
    offset
}

/// A struct with a table.
#[derive(Clone, Copy)]
pub(crate) struct CarrierRef<'a> {
    pointer: NonNull<()>,
    table: &'static Table,
    lifetime: PhantomData<&'a ()>,
}

/// A struct with a table, to be changed.
pub(crate) struct CarrierMut<'a> {
    pointer: NonNull<()>,
    table: &'static Table,
    lifetime: PhantomData<&'a mut ()>,
}

impl<'a> CarrierRef<'a> {
    /// # Safety
    /// `table` describes the value.
    pub(super) unsafe fn new(value: ValueRef<'a>, table: &'static Table) -> Self {
        Self {
            pointer: value.pointer(),
            table,
            lifetime: PhantomData,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        self.table.name
    }

    /// All declared properties.
    pub(crate) fn slots(self) -> impl Iterator<Item = (&'static Field, SlotRef<'a>)> {
        self.table.fields.iter().map(move |field| {
            // SAFETY: the table says that an Option of this type is at this offset
            let slot =
                unsafe { SlotRef::from_raw(self.pointer.byte_add(field.offset), field.type_) };
            (field, slot)
        })
    }

    /// The declared properties that have a value.
    pub(crate) fn values(self) -> impl Iterator<Item = (&'static Field, ValueRef<'a>)> {
        self.slots()
            .filter_map(|(field, slot)| Some((field, slot.get()?)))
    }

    pub(crate) fn additional(self) -> &'a AdditionalProperties {
        // SAFETY: the table says that they are at this offset
        unsafe { self.pointer.byte_add(self.table.additional).cast().as_ref() }
    }
}

impl<'a> CarrierMut<'a> {
    /// # Safety
    /// `table` describes the value.
    pub(super) unsafe fn new(mut value: ValueMut<'a>, table: &'static Table) -> Self {
        Self {
            pointer: value.pointer(),
            table,
            lifetime: PhantomData,
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.table.name
    }

    pub(crate) fn fields(&self) -> &'static [Field] {
        self.table.fields
    }

    /// The property at `index` in [`Self::fields`].
    pub(crate) fn slot(&mut self, index: usize) -> SlotMut<'_> {
        let field = &self.table.fields[index];
        // SAFETY: the table says that an Option of this type is at this offset
        unsafe { SlotMut::from_raw(self.pointer.byte_add(field.offset), field.type_) }
    }

    /// Makes it equal to the default value.
    pub(super) fn clear(&mut self) {
        for index in 0..self.fields().len() {
            self.slot(index).clear();
        }
        *self.additional() = AdditionalProperties::new();
    }

    pub(crate) fn additional(&mut self) -> &mut AdditionalProperties {
        // SAFETY: the table says that they are at this offset
        unsafe { self.pointer.byte_add(self.table.additional).cast().as_mut() }
    }
}
