//! Which areas need which types.

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, TypeName};

/// The areas that reach each type, by index into [`Api::areas`].
pub type Closure = BTreeMap<TypeName, BTreeSet<usize>>;

/// Follows every operation's types through the properties of carriers.
pub fn closures(api: &Api) -> Closure {
    let mut closure = Closure::new();
    for (index, area) in api.areas.iter().enumerate() {
        let mut open: Vec<&TypeName> = area
            .operations
            .iter()
            .flat_map(|operation| operation.types())
            .filter_map(|ty| ty.reference())
            .collect();
        while let Some(name) = open.pop() {
            if !closure.entry(name.clone()).or_default().insert(index) {
                continue;
            }
            if let Some(carrier) = api.carriers.get(name) {
                open.extend(
                    carrier
                        .properties
                        .iter()
                        .filter_map(|property| property.ty.reference()),
                );
            }
        }
    }
    closure
}
