//! What is known of types, references that have lost theirs, and what those are seen as.
//!
//! Nothing here is `unsafe`, but what is relies on it: see [`erased`](super).

use std::marker::PhantomData;
use std::ptr::NonNull;

use serde_json::Value as Json;

use crate::carrier::{AdditionalProperties, Base64, StringValue};
use crate::time::DateTime;

/// A type of value that the API's JSON holds.
///
/// These are `bool`, `i32`, `i64`, `f64`, `String`, [`Date`](crate::time::Date),
/// [`DateTime`](crate::time::DateTime), [`TimeSpan`](crate::time::TimeSpan), [`Base64`],
/// [`serde_json::Value`], every type with a [`carrier!`](crate::carrier!),
/// [`string_value!`](crate::string_value!), [`open_enum!`](crate::open_enum!) or
/// [`flags!`](crate::flags!) declaration, and `Vec<T>`,
/// [`Dictionary<T>`](crate::carrier::Dictionary) and `Box<T>` of such a type.
///
/// The macros implement it, so there is no need to do so by hand.
pub trait Value: Default + 'static {
    /// How values of this type are coded, read and written.
    #[doc(hidden)]
    const TYPE: &'static TypeOf<Self>;
}

/// The type of `T`.
pub struct TypeOf<T>(pub(super) Type, PhantomData<fn() -> T>);

/// What the code that walks values knows about one type.
pub struct Type {
    pub(super) shape: Shape,
    pub(super) slot: SlotFunctions,
}

/// How values of a type lie in memory.
pub(super) enum Shape {
    Bool,
    I32,
    I64,
    F64,
    String,
    Json,
    Base64,
    DateTime,
    Text(Cast<dyn Text>),
    /// A string that is a JSON number if it spells one, and what equal strings are.
    Symbol(Cast<dyn Text>, fn(&str, &str) -> bool),
    Carrier(fn() -> &'static Table),
    /// A `Box`, and the type of what it holds.
    Box(Cast<dyn BoxedValue>, &'static Type),
    List(Cast<dyn List>),
    Dictionary(Cast<dyn Entries>),
}

/// Makes a pointer to a type one to what it can do.
type Cast<Trait> = fn(NonNull<()>) -> NonNull<Trait>;

/// What can be done to an `Option` of a type.
///
/// Where an `Option` keeps its value, and the fact that there is none, is up to the compiler, hence
/// a function per type. They are as small as can be, because a program has all three for every type
/// that it may reach.
///
/// # Safety
/// All three may only be called with an `Option` of this very type.
pub(super) struct SlotFunctions {
    /// Where the value is, if there is one.
    pub(super) get: unsafe fn(NonNull<()>) -> Option<NonNull<()>>,
    /// Writes a default value or `None` over what is there, without dropping it, and says where the
    /// value is.
    pub(super) write: unsafe fn(NonNull<()>, is_some: bool) -> Option<NonNull<()>>,
    /// Drops what is there, without writing anything in its place.
    ///
    /// Carriers have none, unless they implement `Drop`: they are dropped field by field. A pointer
    /// to their own drop code would double the time that a program with many of them takes to
    /// compile, for the rare case that a property is there twice.
    pub(super) drop: Option<unsafe fn(*mut ())>,
}

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
    pub(super) property: &'static str,
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) offset: usize,
    pub(super) type_: &'static Type,
    pub(super) is_secret: bool,
}

/// The reference `R` without its type, and what is known of that: a [`Type`] or a [`Table`].
#[derive(Clone, Copy)]
pub(crate) struct ErasedRef<R, Known = &'static Type> {
    pub(super) pointer: NonNull<()>,
    pub(super) known: Known,
    pub(super) reference: PhantomData<R>,
}

pub(crate) enum AnyValue {}
pub(crate) enum AnySlot {}

/// A shared reference to a value.
pub(crate) type ValueRef<'a> = ErasedRef<&'a AnyValue>;
/// A unique reference to a value.
pub(crate) type ValueMut<'a> = ErasedRef<&'a mut AnyValue>;
/// A shared reference to an `Option` of a value.
pub(crate) type SlotRef<'a> = ErasedRef<&'a AnySlot>;
/// A unique reference to an `Option` of a value.
pub(crate) type SlotMut<'a> = ErasedRef<&'a mut AnySlot>;
/// A shared reference to a struct.
pub(crate) type CarrierRef<'a> = ErasedRef<&'a AnyValue, &'static Table>;
/// A unique reference to a struct.
pub(crate) type CarrierMut<'a> = ErasedRef<&'a mut AnyValue, &'static Table>;

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
    List(&'a dyn List),
    Dictionary(&'a dyn Entries),
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
    Text(&'a mut dyn Text),
    Symbol(&'a mut dyn Text),
    Carrier(CarrierMut<'a>),
    List(&'a mut dyn List),
    Dictionary(&'a mut dyn Entries),
}

/// A slot to fill. One of a type that is known exactly is seen without a call of the functions of
/// its type: most properties are of such a type, and such calls take longer than what they do.
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

/// A value that is a string.
pub(crate) trait Text {
    fn get(&self) -> &str;
    fn set(&mut self, text: &str);
}

/// A `Box` of a value.
pub(crate) trait BoxedValue {
    fn get(&self) -> ValueRef<'_>;
    fn get_mut(&mut self) -> ValueMut<'_>;
}

/// A `Vec` of values.
pub(crate) trait List {
    fn len(&self) -> usize;
    fn get(&self, index: usize) -> ValueRef<'_>;
    /// Adds a default value.
    fn push(&mut self) -> ValueMut<'_>;
}

/// A `Dictionary` of values.
pub(crate) trait Entries {
    fn len(&self) -> usize;
    fn iter(&self) -> Box<dyn Iterator<Item = (&str, SlotRef<'_>)> + '_>;
    /// Hands out all entries, without the box that an iterator needs.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, SlotRef<'a>));
    /// The slot of `name`, which is added if it is not there yet.
    fn entry(&mut self, name: String) -> SlotMut<'_>;
}

impl<T> TypeOf<T> {
    pub(crate) const fn erased(&'static self) -> &'static Type {
        &self.0
    }
}

impl<T: Default> TypeOf<T> {
    /// `shape` is that of `T`.
    pub(super) const fn new(shape: Shape) -> Self {
        let slot = SlotFunctions::new::<T>();
        Self(Type { shape, slot }, PhantomData)
    }
}

/// Constructors for types by what they can do.
macro_rules! constructors {
    ($($(#[$docs:meta])* $visibility:vis fn $name:ident($($known:ident: $type:ty)?) of $can:path => $shape:ident;)*) => {
        impl<T: Default + 'static> TypeOf<T> {$(
            $(#[$docs])*
            $visibility const fn $name($($known: $type)?) -> Self
            where
                T: $can,
            {
                Self::new(Shape::$shape(|pointer| pointer.cast::<T>() $(, $known)?))
            }
        )*}
    };
}

constructors! {
    /// The type of a string with a meaning.
    pub fn text() of StringValue => Text;
    /// The type of a name or number with a meaning; `same` is its equality, by string.
    pub fn symbol(same: fn(&str, &str) -> bool) of StringValue => Symbol;
    pub(in crate::carrier) fn boxed(inner: &'static Type) of BoxedValue => Box;
    pub(in crate::carrier) fn list() of List => List;
    pub(in crate::carrier) fn dictionary() of Entries => Dictionary;
}

macro_rules! exactly {
    ($($type:ty => $shape:ident,)*) => {$(
        impl Value for $type {
            const TYPE: &'static TypeOf<Self> = &TypeOf::new(Shape::$shape);
        }
    )*};
}

exactly! {
    bool => Bool,
    i32 => I32,
    i64 => I64,
    f64 => F64,
    String => String,
    Json => Json,
    Base64 => Base64,
    DateTime => DateTime,
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
            Shape::Box(_, inner) => inner.is_open(),
            _ => false,
        }
    }

    /// Whether JSON of this type is an object with a property of this name, in any case.
    pub(crate) fn has_property(&self, name: &str) -> bool {
        match &self.shape {
            Shape::Carrier(table) => {
                let mut fields = table().fields.iter();
                fields.any(|field| field.property.eq_ignore_ascii_case(name))
            }
            Shape::Box(_, inner) => inner.has_property(name),
            _ => false,
        }
    }
}

impl SlotMut<'_> {
    /// Whether there is a value.
    pub(crate) fn has_value(self) -> bool {
        self.get().is_some()
    }
}

impl<'a> CarrierRef<'a> {
    pub(crate) fn name(self) -> &'static str {
        self.known.name
    }

    /// The declared properties that have a value.
    pub(crate) fn values(self) -> impl Iterator<Item = (&'static Field, ValueRef<'a>)> {
        self.slots()
            .filter_map(|(field, slot)| Some((field, slot.get()?)))
    }
}

impl CarrierMut<'_> {
    pub(crate) fn name(&self) -> &'static str {
        self.known.name
    }

    pub(crate) fn fields(&self) -> &'static [Field] {
        self.known.fields
    }

    /// Makes it equal to the default value.
    pub(super) fn clear(&mut self) {
        for index in 0..self.fields().len() {
            self.slot(index).clear();
        }
        *self.additional() = AdditionalProperties::new();
    }
}

impl Field {
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

    /// The name of the field in Rust.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Whether debug output hides the value.
    pub(crate) fn is_secret(&self) -> bool {
        self.is_secret
    }
}
