//! The places of an API that have a type, and the names of enums that are in use there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::short_names::short_names;
use super::spec::{Spec, Type};
use crate::model::{self, Api, Body, ResponseBody, is_patch_step};
use crate::page::UsedBy;

/// The names that are in use, by the places that have them.
#[derive(Debug, Default)]
pub struct EnumNames(HashMap<UsedBy, String>);

impl EnumNames {
    /// The enums of a model.
    pub fn from_model(api: &Api) -> Self {
        let mut known = Self::default();
        for carrier in api.carriers.values() {
            for property in &carrier.properties {
                known.add(&property.ty, || {
                    UsedBy::property(&carrier.name, &property.name)
                });
            }
        }
        for operation in api.operations() {
            let uid = operation.uid.as_str();
            let parameters = operation.parameters();
            for parameter in parameters {
                known.add(&parameter.ty, || UsedBy::parameter(uid, &parameter.name));
            }
            for argument in operation.arguments() {
                known.add(&argument.ty, || UsedBy::argument(uid, &argument.name));
            }
            if let Some(Body::Json(ty, _)) = &operation.request {
                known.add(ty, || UsedBy::request(uid));
            }
            if let ResponseBody::Json(ty, _) = &operation.response {
                known.add(ty, || UsedBy::response(uid));
            }
        }
        known
    }

    /// The name at a place.
    pub(super) fn at(&self, place: &UsedBy) -> Option<&str> {
        self.0.get(place).map(String::as_str)
    }

    fn add(&mut self, ty: &model::Type, place: impl Fn() -> UsedBy) {
        if let model::Type::Enum(name) = ty.leaf() {
            self.0.insert(place(), name.to_string());
        }
    }
}

/// The carriers of a spec by their short names, and the places of their properties.
#[derive(Debug)]
pub(super) struct Places<'s> {
    spec: &'s Spec,
    /// Full names by short ones.
    by_name: BTreeMap<String, String>,
    by_full: HashMap<String, String>,
}

impl<'s> Places<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let by_name = short_names(spec, &reached(spec));
        let by_full = by_name
            .iter()
            .map(|(name, full)| (full.clone(), name.clone()))
            .collect();
        Self {
            spec,
            by_name,
            by_full,
        }
    }

    /// Short and full names.
    pub(super) fn carriers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_name
            .iter()
            .map(|(name, full)| (name.as_str(), full.as_str()))
    }

    pub(super) fn name(&self, full: &str) -> &str {
        self.by_full.get(full).map_or("", String::as_str)
    }

    /// Whether a schema is a step of a JSON Patch.
    pub(super) fn is_patch(&self, full: &str) -> bool {
        self.spec.schemas.get(full).is_some_and(|schema| {
            let properties = schema.properties.iter();
            is_patch_step(properties.map(|property| &*property.name))
        })
    }

    /// Calls back for every place that has a type of its own.
    pub(super) fn visit(&self, mut at: impl FnMut(UsedBy, &'s Type)) {
        for (name, full) in self.carriers() {
            if self.is_patch(full) {
                continue;
            }
            for property in &self.spec.schemas[full].properties {
                at(UsedBy::property(name, &property.name), &property.ty);
            }
        }
        for (uid, operation) in &self.spec.operations {
            let parameters = operation.parameters();
            for parameter in parameters {
                at(UsedBy::parameter(uid, &parameter.name), &parameter.ty);
            }
            if let Some(body) = &operation.body {
                match &body.ty {
                    Type::Named(full) if body.name == "request" => {
                        for property in &self.spec.schemas[full].properties {
                            at(UsedBy::argument(uid, &property.name), &property.ty);
                        }
                    }
                    ty => at(UsedBy::request(uid), ty),
                }
            }
            if let Some(ty) = &operation.response {
                at(UsedBy::response(uid), ty);
            }
        }
    }
}

/// The schemas that operations lead to, but for the arguments that are theirs alone.
fn reached(spec: &Spec) -> BTreeSet<&str> {
    let mut open: Vec<&Type> = Vec::new();
    for operation in spec.operations.values() {
        let parameters = operation.parameters();
        open.extend(parameters.map(|parameter| &parameter.ty));
        open.extend(&operation.response);
        let Some(body) = &operation.body else {
            continue;
        };
        match &body.ty {
            Type::Named(full) if body.name == "request" => {
                let properties = spec.schemas[full].properties.iter();
                open.extend(properties.map(|property| &property.ty));
            }
            ty => open.push(ty),
        }
    }
    let mut reached = BTreeSet::new();
    while let Some(ty) = open.pop() {
        if let Type::Named(full) = ty.leaf()
            && reached.insert(full.as_str())
        {
            let properties = spec.schemas[full].properties.iter();
            open.extend(properties.map(|property| &property.ty));
        }
    }
    reached
}
