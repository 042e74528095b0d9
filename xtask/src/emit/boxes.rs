//! Where a carrier holds itself, directly or through others, and needs a box.

use std::collections::{BTreeSet, HashSet};

use crate::model::{Api, Carrier, Type, TypeName};

/// The properties that are boxed: carrier and property name.
#[derive(Debug, Default, Hash)]
pub(super) struct Boxes(BTreeSet<(TypeName, String)>);

impl Boxes {
    /// Walks the carriers that carriers hold in place. A property that leads
    /// back to a carrier on the way is boxed.
    pub(super) fn new(api: &Api) -> Self {
        let mut walk = CycleWalk {
            api,
            path: Vec::new(),
            done: HashSet::new(),
            boxes: Self::default(),
        };
        for carrier in api.carriers.values() {
            walk.visit(carrier);
        }
        walk.boxes
    }

    pub(super) fn contains(&self, carrier: &TypeName, property: &str) -> bool {
        self.0.contains(&(carrier.clone(), property.to_owned()))
    }
}

struct CycleWalk<'a> {
    api: &'a Api,
    path: Vec<&'a TypeName>,
    done: HashSet<&'a TypeName>,
    boxes: Boxes,
}

impl<'a> CycleWalk<'a> {
    fn visit(&mut self, carrier: &'a Carrier) {
        if !self.done.insert(&carrier.name) {
            return;
        }
        self.path.push(&carrier.name);
        for property in &carrier.properties {
            // Arrays and dictionaries hold their elements elsewhere.
            let Type::Carrier(name) = &property.ty else {
                continue;
            };
            if self.path.contains(&name) {
                self.boxes
                    .0
                    .insert((carrier.name.clone(), property.name.clone()));
            } else if let Some(next) = self.api.carriers.get(name) {
                self.visit(next);
            }
        }
        self.path.pop();
    }
}
