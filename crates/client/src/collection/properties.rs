//! Properties of objects, by names in any case of their letters.

use serde_json::{Map, Value as Json};

/// What `object` has under `name`, in any case of its letters, the exact one first.
pub(crate) fn find<'a>(object: &'a Map<String, Json>, name: &str) -> Option<&'a Json> {
    object.get(name).or_else(|| {
        let mut entries = object.iter();
        let (_, value) = entries.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    })
}

/// Takes the property that has one of the names, in any case of its letters, the exact one first.
pub(crate) fn take(object: &mut Map<String, Json>, names: &[&str]) -> Option<Json> {
    names.iter().find_map(|name| {
        let exact = object.shift_remove(*name);
        exact.or_else(|| {
            let mut keys = object.keys();
            let key = keys.find(|key| key.eq_ignore_ascii_case(name))?.clone();
            object.shift_remove(&key)
        })
    })
}
