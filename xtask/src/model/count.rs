//! How much of the API has a type.

use super::{Api, Body, Property, ResponseBody, Rule, Type};

/// Sizes of the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations.
    pub operations: usize,
    /// Carriers and enums.
    pub types: usize,
    /// Properties of carriers and arguments.
    pub properties: usize,
    /// Values that stay any JSON because nothing says more.
    pub untyped: Vec<UntypedLeaf>,
}

/// A value without a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UntypedLeaf {
    /// The carrier or the operation.
    pub owner: String,
    /// The property, or `request` or `response` for a whole body.
    pub name: String,
}

impl Api {
    /// Counts what is there.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            types: self.carriers.len() + self.enums.len(),
            ..Counts::default()
        };
        for carrier in self.carriers.values() {
            counts.properties(&carrier.name, &carrier.properties);
        }
        for operation in self.areas.iter().flat_map(|area| &area.operations) {
            counts.operations += 1;
            match &operation.request {
                Some(Body::Arguments(properties)) => counts.properties(&operation.uid, properties),
                Some(Body::Json(ty, evidence)) => {
                    counts.leaf(ty, evidence.rule, &operation.uid, "request")
                }
                Some(Body::Content | Body::File(_)) | None => {}
            }
            if let ResponseBody::Json(ty, evidence) = &operation.response {
                counts.leaf(ty, evidence.rule, &operation.uid, "response");
            }
        }
        counts.untyped.sort();
        counts
    }
}

impl Counts {
    fn properties(&mut self, owner: &str, properties: &[Property]) {
        self.properties += properties.len();
        for property in properties {
            self.leaf(&property.ty, property.evidence.rule, owner, &property.name);
        }
    }

    /// Rows with dynamic columns and patch values are any JSON by nature.
    fn leaf(&mut self, ty: &Type, rule: Rule, owner: &str, name: &str) {
        if *ty.leaf() == Type::Json && !matches!(rule, Rule::DynamicColumns | Rule::PatchValue) {
            self.untyped.push(UntypedLeaf {
                owner: owner.into(),
                name: name.into(),
            });
        }
    }
}
