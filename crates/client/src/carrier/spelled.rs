//! Serializing what was spelled in a way that its value does not say.

use std::cell::RefCell;

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::encode::encode_ref;
use super::erased::{ValueRef, View};
use super::spelling::{Spelling, Walk};

/// A property with `null` for those elements of its lists that were `null`. Its numbers are those
/// of its values: a serializer need not know how to write others.
pub(super) struct SpelledProperty<'a> {
    value: ValueRef<'a>,
    spelling: &'a Spelling,
    part: &'a RefCell<Walk>,
}

/// Serializes the value of a property.
pub(super) fn serialize<S: SerializeMap>(
    map: &mut S,
    name: &str,
    value: ValueRef<'_>,
    spelling: &Spelling,
) -> Result<(), S::Error> {
    let part = RefCell::default();
    let value = SpelledProperty {
        value,
        spelling,
        part: &part,
    };
    map.serialize_entry(name, &value)
}

impl<'a> SpelledProperty<'a> {
    /// The next part; none if it was `null`.
    fn next(&self, value: ValueRef<'a>) -> Option<Self> {
        let mut part = self.part.borrow_mut();
        part.step();
        let null = self.spelling.null(&part);
        let was_null = null.is_some_and(|null| *encode_ref(value) == *null);
        (!was_null).then_some(Self { value, ..*self })
    }
}

impl Serialize for SpelledProperty<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.view() {
            View::List(list) => {
                serializer.collect_seq(list.iter().map(|element| self.next(element)))
            }
            View::Dictionary(dictionary) => {
                let entries = dictionary.iter().map(|(name, slot)| {
                    let Some(value) = slot.get() else {
                        self.part.borrow_mut().step();
                        return (name, None);
                    };
                    (name, self.next(value))
                });
                serializer.collect_map(entries)
            }
            _ => self.value.serialize(serializer),
        }
    }
}
