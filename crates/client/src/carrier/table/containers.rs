//! `Box`, `Vec` and `Dictionary` of values.

use std::ptr::NonNull;

use super::{
    reference::{SlotMut, SlotRef, ValueMut, ValueRef},
    types::{Shape, Type, Value},
};
use crate::carrier::Dictionary;

/// # Safety
/// Both may only be called with a value of this very type.
#[derive(Clone, Copy)]
pub(super) struct BoxFunctions {
    /// The type of what is in the box.
    pub(super) type_: &'static Type,
    pub(super) get: for<'a> unsafe fn(ValueRef<'a>) -> ValueRef<'a>,
    pub(super) get_mut: for<'a> unsafe fn(ValueMut<'a>) -> ValueMut<'a>,
}

/// # Safety
/// All may only be called with a value of this very type.
#[derive(Clone, Copy)]
pub(super) struct ListFunctions {
    /// The elements: where the first one is, and how many there are.
    elements: for<'a> unsafe fn(ValueRef<'a>) -> (NonNull<()>, usize),
    push: for<'a> unsafe fn(ValueMut<'a>) -> NonNull<()>,
    /// The type of an element.
    type_: &'static Type,
    /// The size of an element.
    size: usize,
}

/// # Safety
/// All may only be called with a value of this very type.
#[derive(Clone, Copy)]
pub(super) struct DictionaryFunctions {
    len: for<'a> unsafe fn(ValueRef<'a>) -> usize,
    iter: for<'a> unsafe fn(ValueRef<'a>) -> Entries<'a>,
    each: for<'a> unsafe fn(ValueRef<'a>, &mut dyn FnMut(&'a str, SlotRef<'a>)),
    entry: for<'a> unsafe fn(ValueMut<'a>, String) -> SlotMut<'a>,
}

type Entries<'a> = Box<dyn Iterator<Item = (&'a str, SlotRef<'a>)> + 'a>;

/// A `Vec<T>`.
#[derive(Clone, Copy)]
pub(crate) struct ListRef<'a> {
    pub(super) value: ValueRef<'a>,
    pub(super) functions: ListFunctions,
}

/// A `Vec<T>` to add to.
pub(crate) struct ListMut<'a> {
    pub(super) value: ValueMut<'a>,
    pub(super) functions: ListFunctions,
}

/// A `Dictionary<T>`.
#[derive(Clone, Copy)]
pub(crate) struct DictionaryRef<'a> {
    pub(super) value: ValueRef<'a>,
    pub(super) functions: DictionaryFunctions,
}

/// A `Dictionary<T>` to add to.
pub(crate) struct DictionaryMut<'a> {
    pub(super) value: ValueMut<'a>,
    pub(super) functions: DictionaryFunctions,
}

impl<'a> ListRef<'a> {
    pub(crate) fn iter(self) -> impl Iterator<Item = ValueRef<'a>> {
        let ListFunctions {
            elements,
            type_,
            size,
            ..
        } = self.functions;
        // SAFETY: `functions` are those of the value's type
        let (first, len) = unsafe { elements(self.value) };
        // SAFETY: elements follow each other at the distance of their size
        (0..len)
            .map(move |index| unsafe { ValueRef::from_raw(first.byte_add(index * size), type_) })
    }
}

impl ListMut<'_> {
    /// Adds a default value.
    pub(crate) fn push(&mut self) -> ValueMut<'_> {
        let ListFunctions { push, type_, .. } = self.functions;
        // SAFETY: `functions` are those of the value's type
        unsafe { ValueMut::from_raw(push(self.value.reborrow()), type_) }
    }
}

impl<'a> DictionaryRef<'a> {
    pub(crate) fn len(self) -> usize {
        // SAFETY: `functions` are those of the value's type
        unsafe { (self.functions.len)(self.value) }
    }

    pub(crate) fn iter(self) -> Entries<'a> {
        // SAFETY: `functions` are those of the value's type
        unsafe { (self.functions.iter)(self.value) }
    }
}

impl<'a> DictionaryRef<'a> {
    /// Hands out all entries, without the box that an iterator needs.
    pub(crate) fn each(self, visit: &mut dyn FnMut(&'a str, SlotRef<'a>)) {
        // SAFETY: `functions` are those of the value's type
        unsafe { (self.functions.each)(self.value, visit) }
    }
}

impl DictionaryMut<'_> {
    /// The slot of `name`, which is added if it is not there yet.
    pub(crate) fn entry(&mut self, name: String) -> SlotMut<'_> {
        // SAFETY: `functions` are those of the value's type
        unsafe { (self.functions.entry)(self.value.reborrow(), name) }
    }
}

// SAFETY: the type is made for Self
unsafe impl<T: Value> Value for Box<T> {
    const TYPE: &'static Type = {
        unsafe fn get<T: Value>(value: ValueRef<'_>) -> ValueRef<'_> {
            // SAFETY: the caller passes a Box<T>
            ValueRef::new(&**unsafe { value.cast::<Box<T>>() })
        }
        unsafe fn get_mut<T: Value>(value: ValueMut<'_>) -> ValueMut<'_> {
            // SAFETY: the caller passes a Box<T>
            ValueMut::new(&mut **unsafe { value.cast::<Box<T>>() })
        }
        let functions = BoxFunctions {
            type_: T::TYPE,
            get: get::<T>,
            get_mut: get_mut::<T>,
        };
        // SAFETY: the functions are those for Self
        unsafe { &Type::new::<Self>(Shape::Box(functions)) }
    };
}

// SAFETY: the type is made for Self
unsafe impl<T: Value> Value for Vec<T> {
    const TYPE: &'static Type = {
        unsafe fn elements<T>(value: ValueRef<'_>) -> (NonNull<()>, usize) {
            // SAFETY: the caller passes a Vec<T>
            let elements = NonNull::from(unsafe { value.cast::<Vec<T>>() }.as_slice());
            (elements.cast(), elements.len())
        }
        unsafe fn push<T: Default>(value: ValueMut<'_>) -> NonNull<()> {
            // SAFETY: the caller passes a Vec<T>
            let list = unsafe { value.cast::<Vec<T>>() };
            list.push(T::default());
            // SAFETY: there is a last element now
            NonNull::from(unsafe { list.last_mut().unwrap_unchecked() }).cast()
        }
        let functions = ListFunctions {
            elements: elements::<T>,
            push: push::<T>,
            type_: T::TYPE,
            size: size_of::<T>(),
        };
        // SAFETY: the functions are those for Self
        unsafe { &Type::new::<Self>(Shape::List(functions)) }
    };
}

// SAFETY: the type is made for Self
unsafe impl<T: Value> Value for Dictionary<T> {
    const TYPE: &'static Type = {
        unsafe fn len<T>(value: ValueRef<'_>) -> usize {
            // SAFETY: the caller passes a Dictionary<T>
            unsafe { value.cast::<Dictionary<T>>() }.len()
        }
        unsafe fn iter<T: Value>(value: ValueRef<'_>) -> Entries<'_> {
            // SAFETY: the caller passes a Dictionary<T>
            let dictionary = unsafe { value.cast::<Dictionary<T>>() };
            Box::new(
                dictionary
                    .iter()
                    .map(|(name, slot)| (name.as_str(), SlotRef::new(slot))),
            )
        }
        unsafe fn each<'a, T: Value>(
            value: ValueRef<'a>,
            visit: &mut dyn FnMut(&'a str, SlotRef<'a>),
        ) {
            // SAFETY: the caller passes a Dictionary<T>
            let dictionary = unsafe { value.cast::<Dictionary<T>>() };
            for (name, slot) in dictionary {
                visit(name, SlotRef::new(slot));
            }
        }
        unsafe fn entry<T: Value>(value: ValueMut<'_>, name: String) -> SlotMut<'_> {
            // SAFETY: the caller passes a Dictionary<T>
            let dictionary = unsafe { value.cast::<Dictionary<T>>() };
            SlotMut::new(dictionary.entry(name).or_default())
        }
        let functions = DictionaryFunctions {
            len: len::<T>,
            iter: iter::<T>,
            each: each::<T>,
            entry: entry::<T>,
        };
        // SAFETY: the functions are those for Self
        unsafe { &Type::new::<Self>(Shape::Dictionary(functions)) }
    };
}
