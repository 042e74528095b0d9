//! The types that carriers are made of.

use std::ptr::{self, NonNull};

use serde_json::Value as Json;

use super::{
    carrier::Table,
    containers::{BoxFunctions, DictionaryFunctions, ListFunctions},
    reference::{SlotMut, SlotRef, ValueMut, ValueRef},
};
use crate::{Base64, DateTime, Text};

/// A type of value that the API's JSON holds.
///
/// These are `bool`, `i32`, `i64`, `f64`, `String`, [`DateTime`](crate::DateTime),
/// [`Base64`], [`serde_json::Value`], every type with a [`carrier!`](crate::carrier!)
/// or [`text!`](crate::text!) declaration, and `Vec<T>`,
/// [`Dictionary<T>`](crate::Dictionary) and `Box<T>` of such a type.
///
/// # Safety
///
/// `TYPE` is made by a constructor of `Type` for `Self`. The macros see to it,
/// so there is no need to implement this trait by hand.
pub unsafe trait Value: Default + 'static {
    /// How values of this type are coded, read and written.
    #[doc(hidden)]
    const TYPE: &'static Type;
}

/// What the code that walks values knows about one type.
pub struct Type {
    pub(super) shape: Shape,
    pub(super) slot: SlotFunctions,
}

pub(super) enum Shape {
    Bool,
    I32,
    I64,
    F64,
    String,
    Json,
    Base64,
    Text(TextFunctions),
    Carrier(fn() -> &'static Table),
    Box(BoxFunctions),
    List(ListFunctions),
    Dictionary(DictionaryFunctions),
}

/// What can be done to an `Option` of a type.
///
/// Where an `Option` keeps the fact that it is `None` is up to the compiler,
/// hence a function per type.
///
/// # Safety
/// All three may only be called with a slot of this very type, and `fill` only
/// with one that is `None`.
pub(super) struct SlotFunctions {
    pub(super) get: for<'a> unsafe fn(SlotRef<'a>) -> Option<NonNull<()>>,
    pub(super) fill: for<'a> unsafe fn(SlotMut<'a>) -> NonNull<()>,
    pub(super) clear: for<'a> unsafe fn(SlotMut<'a>),
}

/// # Safety
/// Both may only be called with a value of this very type.
#[derive(Clone, Copy)]
pub(super) struct TextFunctions {
    pub(super) as_str: for<'a> unsafe fn(ValueRef<'a>) -> &'a str,
    pub(super) set: for<'a> unsafe fn(ValueMut<'a>, &str),
}

/// A unique reference to a value that is coded as text.
pub(crate) struct TextMut<'a> {
    pub(super) value: ValueMut<'a>,
    pub(super) functions: TextFunctions,
}

impl TextMut<'_> {
    pub(crate) fn set(self, text: &str) {
        // SAFETY: `functions` are those of the value's type
        unsafe { (self.functions.set)(self.value, text) }
    }
}

impl Type {
    /// Whether this is a `Vec`.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.shape, Shape::List(_))
    }

    /// The type of a struct.
    ///
    /// # Safety
    /// `table` describes `T`.
    pub const unsafe fn carrier<T: Value>(table: fn() -> &'static Table) -> Self {
        // SAFETY: says the caller
        unsafe { Self::new::<T>(Shape::Carrier(table)) }
    }

    /// The type of a text with a meaning.
    pub const fn text<T: Value + Text>() -> Self {
        unsafe fn as_str<T: Value + Text>(value: ValueRef<'_>) -> &str {
            // SAFETY: the caller passes a T
            unsafe { value.cast::<T>() }.as_str()
        }
        unsafe fn set<T: Value + Text>(value: ValueMut<'_>, text: &str) {
            // SAFETY: the caller passes a T
            *unsafe { value.cast::<T>() } = T::from_text(text);
        }
        let functions = TextFunctions {
            as_str: as_str::<T>,
            set: set::<T>,
        };
        // SAFETY: the functions are those for T
        unsafe { Self::new::<T>(Shape::Text(functions)) }
    }

    /// # Safety
    /// `shape` is that of `T`.
    pub(super) const unsafe fn new<T: Value>(shape: Shape) -> Self {
        unsafe fn get<T>(slot: SlotRef<'_>) -> Option<NonNull<()>> {
            // SAFETY: the caller passes an Option<T>
            match unsafe { slot.cast::<T>() } {
                Some(value) => Some(NonNull::from_ref(value).cast()),
                None => None,
            }
        }
        unsafe fn fill<T: Default>(slot: SlotMut<'_>) -> NonNull<()> {
            // SAFETY: the caller passes an Option<T> that is None, so nothing has to be dropped
            unsafe {
                let slot = slot.cast::<T>();
                ptr::write(slot, Some(T::default()));
                NonNull::from_mut(slot.as_mut().unwrap_unchecked()).cast()
            }
        }
        unsafe fn clear<T>(slot: SlotMut<'_>) {
            // SAFETY: the caller passes an Option<T>
            *unsafe { slot.cast::<T>() } = None;
        }
        Self {
            shape,
            slot: SlotFunctions {
                get: get::<T>,
                fill: fill::<T>,
                clear: clear::<T>,
            },
        }
    }
}

macro_rules! scalar {
    ($($type:ty => $shape:ident,)*) => {$(
        // SAFETY: the shape stands for exactly this type
        unsafe impl Value for $type {
            const TYPE: &'static Type = unsafe { &Type::new::<Self>(Shape::$shape) };
        }
    )*};
}

scalar! {
    bool => Bool,
    i32 => I32,
    i64 => I64,
    f64 => F64,
    String => String,
    Json => Json,
    Base64 => Base64,
}

// SAFETY: the type is made for Self
unsafe impl Value for DateTime {
    const TYPE: &'static Type = &Type::text::<Self>();
}
