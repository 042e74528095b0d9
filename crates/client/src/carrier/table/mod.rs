//! What a value of a carrier's property looks like in memory.
//!
//! This module, with its children, is the only one of the crate that uses
//! `unsafe`. The rest of the code sees values through [`View`] and [`ViewMut`].
//!
//! How it works: a [`ValueRef`] is a pointer together with the [`Type`] of what
//! it points to, so a reference that has lost its type can get it back. Every
//! one is made from a reference, either by [`ValueRef::new`] from one whose
//! type the compiler knows, or by adding a field's offset to a carrier's
//! pointer; the [`carrier!`](crate::carrier!) macro has the compiler work out
//! both the offset and the `Type` from the same expression. [`SlotRef`] is the
//! same for an `Option`. The `Mut` pair holds unique references.
#![allow(unsafe_code)]

mod carrier;
mod containers;
mod reference;
mod types;
mod view;

pub(crate) use self::reference::ValueRef;
pub(super) use self::{
    carrier::{CarrierMut, CarrierRef},
    containers::{DictionaryMut, DictionaryRef, ListMut},
    reference::{SlotMut, SlotRef, ValueMut},
    types::TextMut,
    view::{SlotView, View, ViewMut},
};
pub use self::{
    carrier::{Field, Table, offset},
    types::{DropOf, NoDrop, Type, Value},
};
