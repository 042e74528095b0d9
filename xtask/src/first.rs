//! Values by keys, of which some may stand several times.

use std::collections::HashMap;
use std::hash::Hash;

/// The first value of each key.
pub(crate) fn first_of_each<K: Eq + Hash, V>(
    pairs: impl IntoIterator<Item = (K, V)>,
) -> HashMap<K, V> {
    let mut first = HashMap::new();
    for (key, value) in pairs {
        first.entry(key).or_insert(value);
    }
    first
}
