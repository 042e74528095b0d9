//! The types besides carriers that are values.

use super::erased::{
    BoxedValue, Entries, List, SlotMut, SlotRef, Text, TypeOf, Value, ValueMut, ValueRef,
};
use super::{Dictionary, StringValue};
use crate::time::{Date, TimeSpan};

impl Value for Date {
    const TYPE: &'static TypeOf<Self> = &TypeOf::text();
}

impl Value for TimeSpan {
    const TYPE: &'static TypeOf<Self> = &TypeOf::text();
}

impl<T: Value> Value for Box<T> {
    const TYPE: &'static TypeOf<Self> = &TypeOf::boxed(T::TYPE.erased());
}

impl<T: Value> Value for Vec<T> {
    const TYPE: &'static TypeOf<Self> = &TypeOf::list();
}

impl<T: Value> Value for Dictionary<T> {
    const TYPE: &'static TypeOf<Self> = &TypeOf::dictionary();
}

impl<T: StringValue> Text for T {
    fn get(&self) -> &str {
        self.as_str()
    }

    fn set(&mut self, text: &str) {
        *self = T::from_string(text);
    }
}

impl<T: Value> BoxedValue for Box<T> {
    fn get(&self) -> ValueRef<'_> {
        ValueRef::new(&**self)
    }

    fn get_mut(&mut self) -> ValueMut<'_> {
        ValueMut::new(&mut **self)
    }
}

impl<T: Value> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> ValueRef<'_> {
        ValueRef::new(&self[index])
    }

    fn push(&mut self) -> ValueMut<'_> {
        self.push(T::default());
        let last = self.len() - 1;
        ValueMut::new(&mut self[last])
    }
}

impl dyn List + '_ {
    pub(super) fn iter(&self) -> impl Iterator<Item = ValueRef<'_>> {
        (0..self.len()).map(|index| self.get(index))
    }
}

impl<T: Value> Entries for Dictionary<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn iter(&self) -> Box<dyn Iterator<Item = (&str, SlotRef<'_>)> + '_> {
        Box::new(
            self.iter()
                .map(|(name, slot)| (name.as_str(), SlotRef::new(slot))),
        )
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, SlotRef<'a>)) {
        for (name, slot) in self {
            visit(name, SlotRef::new(slot));
        }
    }

    fn entry(&mut self, name: String) -> SlotMut<'_> {
        SlotMut::new(self.entry(name).or_default())
    }
}
