//! The types that carriers are made of.

use std::{marker::PhantomData, mem, ptr};

use serde_json::Value as Json;

use super::{
    carrier::Table,
    containers::{BoxFunctions, DictionaryFunctions, ListFunctions},
    reference::{ValueMut, ValueRef},
};
use crate::carrier::{Base64, StringValue};
use crate::time::{Date, DateTime, TimeSpan};

/// A type of value that the API's JSON holds.
///
/// These are `bool`, `i32`, `i64`, `f64`, `String`, [`Date`](crate::time::Date),
/// [`DateTime`](crate::time::DateTime), [`TimeSpan`](crate::time::TimeSpan), [`Base64`],
/// [`serde_json::Value`], every type with a [`carrier!`](crate::carrier!),
/// [`string_value!`](crate::string_value!), [`open_enum!`](crate::open_enum!) or
/// [`flags!`](crate::flags!) declaration, and `Vec<T>`,
/// [`Dictionary<T>`](crate::carrier::Dictionary) and `Box<T>` of such a type.
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
    DateTime(TextFunctions),
    Text(TextFunctions),
    /// A string that is a JSON number if it spells one, and what equal strings are.
    Symbol(TextFunctions, fn(&str, &str) -> bool),
    Carrier(fn() -> &'static Table),
    Box(BoxFunctions),
    List(ListFunctions),
    Dictionary(DictionaryFunctions),
}

/// What can be done to an `Option` of a type.
///
/// Where an `Option` keeps its value, and the fact that there is none, is up to
/// the compiler, hence a function per type. They are as small as can be, because
/// a program has all three for every type that it may reach.
///
/// # Safety
/// All three may only be called with a slot of this very type.
pub(super) struct SlotFunctions {
    /// Where the value is, or null.
    pub(super) get: unsafe fn(*const ()) -> *const (),
    /// Writes a default value or `None` over what is there, without dropping it, and says where the
    /// value is, or null.
    pub(super) write: unsafe fn(*mut (), some: bool) -> *mut (),
    /// Drops what is there, without writing anything in its place.
    ///
    /// Carriers have none, unless they implement `Drop`: they are dropped field by field. A pointer
    /// to their own drop code would double the time that a program with many of them takes to
    /// compile, for the rare case that a property is there twice.
    pub(super) drop: Option<unsafe fn(*mut ())>,
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

impl TextFunctions {
    const fn of<T: Value + StringValue>() -> Self {
        unsafe fn as_str<T: Value + StringValue>(value: ValueRef<'_>) -> &str {
            // SAFETY: the caller passes a T
            unsafe { value.cast::<T>() }.as_str()
        }
        unsafe fn set<T: Value + StringValue>(value: ValueMut<'_>, text: &str) {
            // SAFETY: the caller passes a T
            *unsafe { value.cast::<T>() } = T::from_string(text);
        }
        Self {
            as_str: as_str::<T>,
            set: set::<T>,
        }
    }
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

    /// Whether JSON of this type is an object that can have any properties, or anything at all.
    pub(crate) fn is_open(&self) -> bool {
        match &self.shape {
            Shape::Json | Shape::Dictionary(_) => true,
            Shape::Box(functions) => functions.type_.is_open(),
            _ => false,
        }
    }

    /// Whether JSON of this type is an object with a property of this name, in any case.
    pub(crate) fn has_property(&self, name: &str) -> bool {
        match &self.shape {
            Shape::Carrier(table) => {
                let mut fields = table().fields.iter();
                fields.any(|field| field.property().eq_ignore_ascii_case(name))
            }
            Shape::Box(functions) => functions.type_.has_property(name),
            _ => false,
        }
    }

    /// The type of a struct; `has_drop` says whether it implements `Drop`.
    ///
    /// # Safety
    /// `table` describes `T`.
    pub const unsafe fn carrier<T: Value>(table: fn() -> &'static Table, has_drop: bool) -> Self {
        // SAFETY: says the caller
        let mut type_ = unsafe { Self::new::<T>(Shape::Carrier(table)) };
        if !has_drop {
            type_.slot.drop = None;
        }
        type_
    }

    /// The type of a string with a meaning.
    pub const fn text<T: Value + StringValue>() -> Self {
        // SAFETY: the functions are those for T
        unsafe { Self::new::<T>(Shape::Text(TextFunctions::of::<T>())) }
    }

    /// The type of a name or number with a meaning; `same` is its equality, by text.
    pub const fn symbol<T: Value + StringValue>(same: fn(&str, &str) -> bool) -> Self {
        // SAFETY: the functions are those for T
        unsafe { Self::new::<T>(Shape::Symbol(TextFunctions::of::<T>(), same)) }
    }

    /// # Safety
    /// `shape` is that of `T`.
    pub(super) const unsafe fn new<T: Value>(shape: Shape) -> Self {
        unsafe fn get<T>(slot: *const ()) -> *const () {
            // SAFETY: the caller passes an Option<T>
            match unsafe { &*slot.cast::<Option<T>>() } {
                Some(value) => (&raw const *value).cast(),
                None => ptr::null(),
            }
        }
        unsafe fn write<T: Default>(slot: *mut (), some: bool) -> *mut () {
            let value = if some { Some(T::default()) } else { None };
            let slot = slot.cast::<Option<T>>();
            // SAFETY: the caller passes an Option<T>, which is whole after the first line
            unsafe {
                slot.write(value);
                match &mut *slot {
                    Some(value) => (&raw mut *value).cast(),
                    None => ptr::null_mut(),
                }
            }
        }
        let drop: unsafe fn(*mut Option<T>) = ptr::drop_in_place;
        // SAFETY: functions take all pointers to sized types alike
        let drop = unsafe { mem::transmute::<unsafe fn(*mut Option<T>), unsafe fn(*mut ())>(drop) };
        Self {
            shape,
            slot: SlotFunctions {
                get: get::<T>,
                write: write::<T>,
                drop: Some(drop),
            },
        }
    }
}

/// Tells whether a type implements `Drop` itself: then it has an `IS_THERE` of its own, which comes
/// before that of [`NoDrop`].
pub struct DropOf<T>(PhantomData<T>);

#[expect(
    drop_bounds,
    reason = "whether the type itself implements it is the question"
)]
impl<T: Drop> DropOf<T> {
    /// It does.
    pub const IS_THERE: bool = true;
}

/// What [`DropOf`] says of all other types.
pub trait NoDrop {
    /// It does not.
    const IS_THERE: bool = false;
}

impl<T> NoDrop for DropOf<T> {}

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
unsafe impl Value for Date {
    const TYPE: &'static Type = &Type::text::<Self>();
}

// SAFETY: the shape stands for exactly this type, and the functions are those for it
unsafe impl Value for DateTime {
    const TYPE: &'static Type =
        unsafe { &Type::new::<Self>(Shape::DateTime(TextFunctions::of::<Self>())) };
}

// SAFETY: the type is made for Self
unsafe impl Value for TimeSpan {
    const TYPE: &'static Type = &Type::text::<Self>();
}
