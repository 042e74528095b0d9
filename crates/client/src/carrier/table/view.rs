//! Values with their types back.
//!
//! A slot of a type that is known exactly is seen without a call of the functions of its type: most
//! properties are of such a type, and calls through pointers take longer than what they do.

use serde_json::Value as Json;

use super::{
    carrier::{CarrierMut, CarrierRef},
    containers::{DictionaryMut, DictionaryRef, ListMut, ListRef},
    reference::{SlotMut, SlotRef, ValueMut, ValueRef},
    types::{Shape, TextMut},
};
use crate::carrier::{Base64, StringValue};
use crate::time::DateTime;

/// A value to look at. A `Box` is seen as what it holds.
pub(crate) enum View<'a> {
    Bool(bool),
    I32(i32),
    I64(i64),
    F64(f64),
    String(&'a str),
    Json(&'a Json),
    Base64(&'a Base64),
    Text(&'a str),
    Symbol(&'a str, fn(&str, &str) -> bool),
    Carrier(CarrierRef<'a>),
    List(ListRef<'a>),
    Dictionary(DictionaryRef<'a>),
}

/// A value to change. A `Box` is seen as what it holds.
pub(crate) enum ViewMut<'a> {
    Bool(&'a mut bool),
    I32(&'a mut i32),
    I64(&'a mut i64),
    F64(&'a mut f64),
    String(&'a mut String),
    Json(&'a mut Json),
    Base64(&'a mut Base64),
    Text(TextMut<'a>),
    Symbol(TextMut<'a>),
    Carrier(CarrierMut<'a>),
    List(ListMut<'a>),
    Dictionary(DictionaryMut<'a>),
}

/// A slot to fill.
pub(crate) enum SlotView<'a> {
    Bool(&'a mut Option<bool>),
    I32(&'a mut Option<i32>),
    I64(&'a mut Option<i64>),
    F64(&'a mut Option<f64>),
    String(&'a mut Option<String>),
    DateTime(&'a mut Option<DateTime>),
    /// Of any other type.
    Other(SlotMut<'a>),
}

impl<'a> SlotRef<'a> {
    /// The value, if there is one.
    #[inline(always)]
    pub(crate) fn view(self) -> Option<View<'a>> {
        // SAFETY: the shape is that of the slot's type, and says which type that is
        unsafe {
            match &self.type_().shape {
                Shape::Bool => self.cast::<bool>().map(|value| View::Bool(*value)),
                Shape::I32 => self.cast::<i32>().map(|value| View::I32(*value)),
                Shape::I64 => self.cast::<i64>().map(|value| View::I64(*value)),
                Shape::F64 => self.cast::<f64>().map(|value| View::F64(*value)),
                Shape::String => self.cast::<String>().map(|value| View::String(value)),
                Shape::DateTime(_) => {
                    let value = self.cast::<DateTime>();
                    value.map(|value| View::Text(StringValue::as_str(value)))
                }
                _ => self.get().map(ValueRef::view),
            }
        }
    }
}

impl<'a> SlotMut<'a> {
    #[inline(always)]
    pub(crate) fn view(self) -> SlotView<'a> {
        // SAFETY: the shape is that of the slot's type, and says which type that is
        unsafe {
            match &self.type_().shape {
                Shape::Bool => SlotView::Bool(self.cast()),
                Shape::I32 => SlotView::I32(self.cast()),
                Shape::I64 => SlotView::I64(self.cast()),
                Shape::F64 => SlotView::F64(self.cast()),
                Shape::String => SlotView::String(self.cast()),
                Shape::DateTime(_) => SlotView::DateTime(self.cast()),
                _ => SlotView::Other(self),
            }
        }
    }
}

impl<'a> ValueRef<'a> {
    pub(crate) fn view(self) -> View<'a> {
        // SAFETY: the shape is that of the value's type, and says which type that is
        unsafe {
            match &self.type_().shape {
                Shape::Bool => View::Bool(*self.cast()),
                Shape::I32 => View::I32(*self.cast()),
                Shape::I64 => View::I64(*self.cast()),
                Shape::F64 => View::F64(*self.cast()),
                Shape::String => View::String(self.cast::<String>()),
                Shape::Json => View::Json(self.cast()),
                Shape::Base64 => View::Base64(self.cast()),
                Shape::DateTime(functions) | Shape::Text(functions) => {
                    View::Text((functions.as_str)(self))
                }
                &Shape::Symbol(functions, same) => View::Symbol((functions.as_str)(self), same),
                Shape::Carrier(table) => View::Carrier(CarrierRef::new(self, table())),
                Shape::Box(functions) => (functions.get)(self).view(),
                &Shape::List(functions) => View::List(ListRef {
                    value: self,
                    functions,
                }),
                &Shape::Dictionary(functions) => View::Dictionary(DictionaryRef {
                    value: self,
                    functions,
                }),
            }
        }
    }
}

impl<'a> ValueMut<'a> {
    pub(crate) fn view(self) -> ViewMut<'a> {
        // SAFETY: the shape is that of the value's type, and says which type that is
        unsafe {
            match &self.type_().shape {
                Shape::Bool => ViewMut::Bool(self.cast()),
                Shape::I32 => ViewMut::I32(self.cast()),
                Shape::I64 => ViewMut::I64(self.cast()),
                Shape::F64 => ViewMut::F64(self.cast()),
                Shape::String => ViewMut::String(self.cast()),
                Shape::Json => ViewMut::Json(self.cast()),
                Shape::Base64 => ViewMut::Base64(self.cast()),
                &Shape::DateTime(functions) | &Shape::Text(functions) => ViewMut::Text(TextMut {
                    value: self,
                    functions,
                }),
                &Shape::Symbol(functions, _) => ViewMut::Symbol(TextMut {
                    value: self,
                    functions,
                }),
                Shape::Carrier(table) => ViewMut::Carrier(CarrierMut::new(self, table())),
                Shape::Box(functions) => (functions.get_mut)(self).view(),
                &Shape::List(functions) => ViewMut::List(ListMut {
                    value: self,
                    functions,
                }),
                &Shape::Dictionary(functions) => ViewMut::Dictionary(DictionaryMut {
                    value: self,
                    functions,
                }),
            }
        }
    }
}
