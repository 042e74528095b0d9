//! Values whose types are data: all of this crate that is `unsafe`.
//!
//! Carriers are hundreds of structs, and code for each of them is what sinks the compile time of a
//! generated crate. So one piece of code walks them all, by their tables. What makes that sound:
//!
//! * A [`TypeOf<T>`] says how a `T` lies in memory. Only the constructors here make one, and each
//!   pairs `T` with the [`Shape`] that it has. A [`Value`] has the one of `Self`.
//! * A [`Table`] says where a struct has its fields, and of which types they are. Only
//!   [`carrier!`](crate::carrier!) makes one, from the addresses of the fields themselves.
//! * An [`ErasedRef`] is a reference that has lost its type, and has it beside it. It begins as a
//!   reference whose type the compiler knows, or as one to a carrier and the offset of a field. It
//!   lives as long, and is shared or unique like the reference that it was.
//!
//! So a pointer is only ever turned into a reference to what its type says. To the rest of the crate
//! all of this is safe: it sees values through [`View`] and [`ViewMut`].
#![allow(unsafe_code)]
#![deny(unsafe_op_in_unsafe_fn)]

mod types;

use std::marker::PhantomData;
use std::mem;
use std::ptr::{self, NonNull};

pub(crate) use self::types::Type;
pub(super) use self::types::{
    BoxedValue, CarrierMut, CarrierRef, Entries, List, SlotMut, SlotRef, SlotView, Text, ValueMut,
    ValueRef, View, ViewMut,
};
use self::types::{ErasedRef, Shape, SlotFunctions};
pub use self::types::{Field, Table, TypeOf, Value};
use super::AdditionalProperties;
use crate::time::DateTime;

impl<T: Default> TypeOf<T> {
    /// The type of a struct; `has_drop` says whether it implements `Drop`.
    ///
    /// # Safety
    /// `table` describes `T`.
    pub const unsafe fn carrier(table: fn() -> &'static Table, has_drop: bool) -> Self {
        let mut type_ = Self::new(Shape::Carrier(table));
        if !has_drop {
            type_.0.slot.drop = None;
        }
        type_
    }
}

impl SlotFunctions {
    const fn new<T: Default>() -> Self {
        unsafe fn get<T>(slot: NonNull<()>) -> Option<NonNull<()>> {
            // SAFETY: the caller passes an `Option<T>`
            let slot = unsafe { slot.cast::<Option<T>>().as_ref() };
            slot.as_ref().map(|value| NonNull::from(value).cast())
        }
        unsafe fn write<T: Default>(slot: NonNull<()>, is_some: bool) -> Option<NonNull<()>> {
            let value = if is_some { Some(T::default()) } else { None };
            let mut slot = slot.cast::<Option<T>>();
            // SAFETY: the caller passes an `Option<T>`, which is whole after the first line
            unsafe {
                slot.write(value);
                slot.as_mut()
                    .as_mut()
                    .map(|value| NonNull::from(value).cast())
            }
        }
        let drop: unsafe fn(*mut Option<T>) = ptr::drop_in_place;
        // SAFETY: functions take all pointers to sized types alike
        let drop = unsafe { mem::transmute::<unsafe fn(*mut Option<T>), unsafe fn(*mut ())>(drop) };
        Self {
            get: get::<T>,
            write: write::<T>,
            drop: Some(drop),
        }
    }
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
        Self {
            property,
            key,
            name,
            // SAFETY: says the caller
            offset: unsafe { offset(base, field) },
            type_: T::TYPE.erased(),
            is_secret: false,
        }
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

impl<R, Known: Copy> ErasedRef<R, Known> {
    /// # Safety
    /// `pointer` is an `R` to what is `known`.
    unsafe fn from_raw(pointer: NonNull<()>, known: Known) -> Self {
        let reference = PhantomData;
        Self {
            pointer,
            known,
            reference,
        }
    }

    /// # Safety
    /// It is a reference to a `T` that lives for `'a`.
    unsafe fn cast<'a, T>(&self) -> &'a T {
        // SAFETY: says the caller
        unsafe { self.pointer.cast().as_ref() }
    }

    /// # Safety
    /// It is a unique reference to a `T` that lives for `'a`, and is not used again meanwhile.
    unsafe fn cast_mut<'a, T>(&mut self) -> &'a mut T {
        // SAFETY: says the caller
        unsafe { self.pointer.cast().as_mut() }
    }
}

impl<'a> ValueRef<'a> {
    pub(crate) fn new<T: Value>(value: &'a T) -> Self {
        // SAFETY: it is the type of the value
        unsafe { Self::from_raw(NonNull::from(value).cast(), T::TYPE.erased()) }
    }

    pub(crate) fn view(self) -> View<'a> {
        // SAFETY: the shape is that of the value's type, and says which type that is
        unsafe {
            match &self.known.shape {
                Shape::Bool => View::Bool(*self.cast()),
                Shape::I32 => View::I32(*self.cast()),
                Shape::I64 => View::I64(*self.cast()),
                Shape::F64 => View::F64(*self.cast()),
                Shape::String => View::String(self.cast::<String>()),
                Shape::Json => View::Json(self.cast()),
                Shape::Base64 => View::Base64(self.cast()),
                Shape::DateTime => View::Text(self.cast::<DateTime>().as_str()),
                Shape::Text(cast) => View::Text(cast(self.pointer).as_ref().get()),
                &Shape::Symbol(cast, same) => View::Symbol(cast(self.pointer).as_ref().get(), same),
                Shape::Carrier(table) => View::Carrier(CarrierRef::from_raw(self.pointer, table())),
                Shape::Box(cast, _) => cast(self.pointer).as_ref().get().view(),
                Shape::List(cast) => View::List(cast(self.pointer).as_ref()),
                Shape::Dictionary(cast) => View::Dictionary(cast(self.pointer).as_ref()),
            }
        }
    }
}

impl<'a> ValueMut<'a> {
    pub(crate) fn new<T: Value>(value: &'a mut T) -> Self {
        // SAFETY: it is the type of the value
        unsafe { Self::from_raw(NonNull::from(value).cast(), T::TYPE.erased()) }
    }

    pub(crate) fn shared(&self) -> ValueRef<'_> {
        // SAFETY: a unique reference can be lent as a shared one
        unsafe { ValueRef::from_raw(self.pointer, self.known) }
    }

    pub(crate) fn reborrow(&mut self) -> ValueMut<'_> {
        // SAFETY: a unique reference can be lent
        unsafe { ValueMut::from_raw(self.pointer, self.known) }
    }

    pub(crate) fn view(mut self) -> ViewMut<'a> {
        // SAFETY: the shape is that of the value's type, and says which type that is
        unsafe {
            match &self.known.shape {
                Shape::Bool => ViewMut::Bool(self.cast_mut()),
                Shape::I32 => ViewMut::I32(self.cast_mut()),
                Shape::I64 => ViewMut::I64(self.cast_mut()),
                Shape::F64 => ViewMut::F64(self.cast_mut()),
                Shape::String => ViewMut::String(self.cast_mut()),
                Shape::Json => ViewMut::Json(self.cast_mut()),
                Shape::Base64 => ViewMut::Base64(self.cast_mut()),
                Shape::DateTime => ViewMut::Text(self.cast_mut::<DateTime>()),
                Shape::Text(cast) => ViewMut::Text(cast(self.pointer).as_mut()),
                Shape::Symbol(cast, _) => ViewMut::Symbol(cast(self.pointer).as_mut()),
                Shape::Carrier(table) => {
                    ViewMut::Carrier(CarrierMut::from_raw(self.pointer, table()))
                }
                Shape::Box(cast, _) => cast(self.pointer).as_mut().get_mut().view(),
                Shape::List(cast) => ViewMut::List(cast(self.pointer).as_mut()),
                Shape::Dictionary(cast) => ViewMut::Dictionary(cast(self.pointer).as_mut()),
            }
        }
    }
}

impl<'a> SlotRef<'a> {
    pub(crate) fn new<T: Value>(slot: &'a Option<T>) -> Self {
        // SAFETY: it is the type of the value
        unsafe { Self::from_raw(NonNull::from(slot).cast(), T::TYPE.erased()) }
    }

    pub(crate) fn get(self) -> Option<ValueRef<'a>> {
        // SAFETY: the function belongs to the type of the slot, and says where a value of that is
        unsafe {
            let value = (self.known.slot.get)(self.pointer)?;
            Some(ValueRef::from_raw(value, self.known))
        }
    }

    /// The value, if there is one. See [`SlotView`] for why this is more than `get`.
    #[inline(always)]
    pub(crate) fn view(self) -> Option<View<'a>> {
        // SAFETY: the shape is that of the slot's type, and says which type that is
        unsafe {
            match &self.known.shape {
                Shape::Bool => self.cast::<Option<bool>>().map(View::Bool),
                Shape::I32 => self.cast::<Option<i32>>().map(View::I32),
                Shape::I64 => self.cast::<Option<i64>>().map(View::I64),
                Shape::F64 => self.cast::<Option<f64>>().map(View::F64),
                Shape::String => self.cast::<Option<String>>().as_deref().map(View::String),
                Shape::DateTime => {
                    let time = self.cast::<Option<DateTime>>().as_ref();
                    time.map(|time| View::Text(time.as_str()))
                }
                _ => self.get().map(ValueRef::view),
            }
        }
    }
}

impl<'a> SlotMut<'a> {
    pub(crate) fn new<T: Value>(slot: &'a mut Option<T>) -> Self {
        // SAFETY: it is the type of the value
        unsafe { Self::from_raw(NonNull::from(slot).cast(), T::TYPE.erased()) }
    }

    #[inline(always)]
    pub(crate) fn view(mut self) -> SlotView<'a> {
        // SAFETY: the shape is that of the slot's type, and says which type that is
        unsafe {
            match &self.known.shape {
                Shape::Bool => SlotView::Bool(self.cast_mut()),
                Shape::I32 => SlotView::I32(self.cast_mut()),
                Shape::I64 => SlotView::I64(self.cast_mut()),
                Shape::F64 => SlotView::F64(self.cast_mut()),
                Shape::String => SlotView::String(self.cast_mut()),
                Shape::DateTime => SlotView::DateTime(self.cast_mut()),
                _ => SlotView::Other(self),
            }
        }
    }

    /// Puts the default value into the slot, in place of what was there.
    pub(crate) fn insert(mut self) -> ValueMut<'a> {
        self.reborrow().clear();
        // SAFETY: the function belongs to the type of the slot, which is None; after it there is a
        // value, at the address that it returns
        unsafe {
            let value = (self.known.slot.write)(self.pointer, true).unwrap_unchecked();
            ValueMut::from_raw(value, self.known)
        }
    }

    pub(crate) fn clear(self) {
        /// Writes `None`, even if dropping the value panics.
        struct Empty<'a>(SlotMut<'a>);

        impl Drop for Empty<'_> {
            fn drop(&mut self) {
                // SAFETY: the function belongs to the type of the slot, which has been dropped
                unsafe { (self.0.known.slot.write)(self.0.pointer, false) };
            }
        }

        let mut slot = Empty(self);
        let Some(value) = slot.0.reborrow().get() else {
            return mem::forget(slot);
        };
        match value.known.slot.drop {
            // SAFETY: the function belongs to the type of the slot, and whatever happens, None is
            // written before anyone looks at the slot
            Some(drop) => unsafe { drop(slot.0.pointer.as_ptr()) },
            None => {
                if let ViewMut::Carrier(mut carrier) = value.view() {
                    carrier.clear();
                }
            }
        }
    }

    fn get(self) -> Option<ValueMut<'a>> {
        // SAFETY: the function belongs to the type of the slot, in which the value is. Its pointer
        // is that of a shared reference, so this only takes from it how far it is from the slot.
        unsafe {
            let value = (self.known.slot.get)(self.pointer)?;
            let offset = value.byte_offset_from_unsigned(self.pointer);
            let value = self.pointer.byte_add(offset);
            Some(ValueMut::from_raw(value, self.known))
        }
    }

    fn reborrow(&mut self) -> SlotMut<'_> {
        // SAFETY: a unique reference can be lent
        unsafe { SlotMut::from_raw(self.pointer, self.known) }
    }
}

impl<'a> CarrierRef<'a> {
    /// All declared properties.
    pub(crate) fn slots(self) -> impl Iterator<Item = (&'static Field, SlotRef<'a>)> {
        self.known.fields.iter().map(move |field| {
            // SAFETY: the table says that an Option of this type is at this offset
            let slot =
                unsafe { SlotRef::from_raw(self.pointer.byte_add(field.offset), field.type_) };
            (field, slot)
        })
    }

    pub(crate) fn additional(self) -> &'a AdditionalProperties {
        // SAFETY: the table says that they are at this offset
        unsafe { self.pointer.byte_add(self.known.additional).cast().as_ref() }
    }
}

impl CarrierMut<'_> {
    /// The property at `index` in the table.
    pub(crate) fn slot(&mut self, index: usize) -> SlotMut<'_> {
        let field = &self.known.fields[index];
        // SAFETY: the table says that an Option of this type is at this offset
        unsafe { SlotMut::from_raw(self.pointer.byte_add(field.offset), field.type_) }
    }

    pub(crate) fn additional(&mut self) -> &mut AdditionalProperties {
        // SAFETY: the table says that they are at this offset
        unsafe { self.pointer.byte_add(self.known.additional).cast().as_mut() }
    }
}

/// The [`TypeOf`] of a carrier: its table, made of the addresses of its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __carrier_type {
    ($carrier:ident { $($field:ident: $property:literal $($mark:ident)?),* }) => {{
        #[inline]
        fn table() -> &'static $crate::__private::Table {
            const TABLE: $crate::__private::Table = {
                let carrier = $crate::__private::MaybeUninit::<$carrier>::uninit();
                let base = carrier.as_ptr();
                // SAFETY: only addresses are computed, of fields of the struct at `base`
                unsafe {
                    $crate::__private::Table {
                        name: stringify!($carrier),
                        fields: &[$($crate::__private::Field::new(
                            $property,
                            concat!(",\"", $property, "\":\""),
                            stringify!($field),
                            base,
                            &raw const (*base).$field,
                        )$(.$mark())?),*],
                        additional: $crate::__private::offset(
                            base,
                            &raw const (*base).additional_properties,
                        ),
                    }
                }
            };
            &TABLE
        }
        #[allow(unused_imports)]
        use $crate::__private::NoDrop as _;
        const HAS_DROP: bool = $crate::__private::DropOf::<$carrier>::IS_THERE;
        // SAFETY: the table is the one of this struct
        unsafe { &$crate::__private::TypeOf::<$carrier>::carrier(table, HAS_DROP) }
    }};
}
