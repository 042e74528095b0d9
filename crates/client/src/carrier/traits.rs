//! `Clone`, `PartialEq` and `Debug`.

use std::fmt;

use super::erased::{CarrierRef, SlotRef, Value, ValueMut, ValueRef, View, ViewMut};

/// `Clone::clone` of any value.
pub fn clone<T: Value>(value: &T) -> T {
    let mut copy = T::default();
    copy_into(ValueRef::new(value), ValueMut::new(&mut copy));
    copy
}

/// `PartialEq::eq` of any value.
pub fn equal<T: Value>(left: &T, right: &T) -> bool {
    ValueRef::new(left) == ValueRef::new(right)
}

/// `Debug::fmt` of any value: like the derived one, but without the properties that are `None` and
/// the values of those that are secret.
pub fn debug<T: Value>(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&ValueRef::new(value), formatter)
}

/// Copies into a default value of the same type.
///
/// The copy is a whole value all the time, so nothing is lost if this panics.
fn copy_into(from: ValueRef<'_>, into: ValueMut<'_>) {
    match (from.view(), into.view()) {
        (View::Bool(from), ViewMut::Bool(into)) => *into = from,
        (View::I32(from), ViewMut::I32(into)) => *into = from,
        (View::I64(from), ViewMut::I64(into)) => *into = from,
        (View::F64(from), ViewMut::F64(into)) => *into = from,
        (View::String(from), ViewMut::String(into)) => from.clone_into(into),
        (View::Json(from), ViewMut::Json(into)) => into.clone_from(from),
        (View::Base64(from), ViewMut::Base64(into)) => into.clone_from(from),
        (View::Text(from), ViewMut::Text(into))
        | (View::Symbol(from, _), ViewMut::Symbol(into)) => into.set(from),
        (View::Carrier(from), ViewMut::Carrier(mut into)) => {
            for (index, (_, slot)) in from.slots().enumerate() {
                if let Some(value) = slot.get() {
                    copy_into(value, into.slot(index).insert());
                }
            }
            into.additional().clone_from(from.additional());
        }
        (View::List(from), ViewMut::List(into)) => {
            for value in from.iter() {
                copy_into(value, into.push());
            }
        }
        (View::Dictionary(from), ViewMut::Dictionary(into)) => {
            for (name, slot) in from.iter() {
                let entry = into.entry(name.to_owned());
                if let Some(value) = slot.get() {
                    copy_into(value, entry.insert());
                }
            }
        }
        _ => unreachable!("both are of the same type"),
    }
}

/// Values of different types are not equal.
impl PartialEq for ValueRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.view(), other.view()) {
            (View::Bool(left), View::Bool(right)) => left == right,
            (View::I32(left), View::I32(right)) => left == right,
            (View::I64(left), View::I64(right)) => left == right,
            (View::F64(left), View::F64(right)) => left == right,
            (View::String(left), View::String(right)) => left == right,
            (View::Json(left), View::Json(right)) => left == right,
            (View::Base64(left), View::Base64(right)) => left == right,
            (View::Text(left), View::Text(right)) => left == right,
            (View::Symbol(left, same), View::Symbol(right, _)) => same(left, right),
            (View::Carrier(left), View::Carrier(right)) => {
                left.slots()
                    .map(|(_, slot)| slot.get())
                    .eq(right.slots().map(|(_, slot)| slot.get()))
                    && left.additional() == right.additional()
            }
            (View::List(left), View::List(right)) => left.iter().eq(right.iter()),
            (View::Dictionary(left), View::Dictionary(right)) => left
                .iter()
                .map(|(name, slot)| (name, slot.get()))
                .eq(right.iter().map(|(name, slot)| (name, slot.get()))),
            _ => false,
        }
    }
}

impl fmt::Debug for ValueRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.view() {
            View::Bool(value) => value.fmt(formatter),
            View::I32(value) => value.fmt(formatter),
            View::I64(value) => value.fmt(formatter),
            View::F64(value) => value.fmt(formatter),
            View::String(value) | View::Text(value) | View::Symbol(value, _) => {
                value.fmt(formatter)
            }
            View::Json(value) => value.fmt(formatter),
            View::Base64(value) => value.fmt(formatter),
            View::Carrier(value) => value.fmt(formatter),
            View::List(value) => formatter.debug_list().entries(value.iter()).finish(),
            View::Dictionary(value) => formatter.debug_map().entries(value.iter()).finish(),
        }
    }
}

impl fmt::Debug for CarrierRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = formatter.debug_struct(self.name());
        for (field, value) in self.values() {
            let name = field.name().trim_start_matches("r#");
            if field.is_secret() {
                output.field(name, &format_args!("[redacted]"));
            } else {
                output.field(name, &Some(value));
            }
        }
        if !self.additional().is_empty() {
            output.field("additional_properties", self.additional());
        }
        output.finish()
    }
}

impl fmt::Debug for SlotRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(formatter)
    }
}
