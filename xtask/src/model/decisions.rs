//! What has a type, and how it was decided.

use super::{Api, Body, Evidence, Operation, Property, ResponseBody, Rule, Type};

/// A type that was decided.
#[derive(Clone, Copy, Debug)]
pub struct TypeEntry<'a> {
    /// What it is the type of.
    pub value: Value,
    /// The carrier or the operation.
    pub owner: &'a str,
    /// The property, or `request` or `response` for a whole body.
    pub name: &'a str,
    /// The type.
    pub ty: &'a Type,
    /// How it was decided.
    pub evidence: &'a Evidence,
}

impl TypeEntry<'_> {
    /// Whether nothing is known of the type. Rows with columns of the caller's
    /// choice and JSON Patch values are any JSON by nature.
    pub fn is_untyped(&self) -> bool {
        let by_nature = matches!(self.evidence.rule, Rule::DynamicColumns | Rule::PatchValue);
        *self.ty.leaf() == Type::Json && !by_nature
    }
}

/// What has a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A property of a carrier.
    Property,
    /// An argument of an operation.
    Argument,
    /// A whole request or response body.
    Body,
}

/// Every type that was decided.
pub fn decisions(api: &Api) -> impl Iterator<Item = TypeEntry<'_>> {
    let carriers = api
        .carriers
        .values()
        .flat_map(|carrier| of_properties(Value::Property, &carrier.name, &carrier.properties));
    carriers.chain(api.operations().flat_map(decisions_of))
}

/// The types that were decided for one operation.
pub fn decisions_of(operation: &Operation) -> impl Iterator<Item = TypeEntry<'_>> {
    let owner = operation.uid.as_str();
    let arguments = operation.arguments();
    let request = match &operation.request {
        Some(Body::Json(ty, evidence)) => Some(("request", ty, evidence)),
        _ => None,
    };
    let response = match &operation.response {
        ResponseBody::Json(ty, evidence) => Some(("response", ty, evidence)),
        _ => None,
    };
    let bodies = request.into_iter().chain(response);
    let bodies = bodies.map(move |(name, ty, evidence)| TypeEntry {
        value: Value::Body,
        owner,
        name,
        ty,
        evidence,
    });
    of_properties(Value::Argument, owner, arguments).chain(bodies)
}

fn of_properties<'a>(
    value: Value,
    owner: &'a str,
    properties: &'a [Property],
) -> impl Iterator<Item = TypeEntry<'a>> {
    properties.iter().map(move |property| TypeEntry {
        value,
        owner,
        name: &property.name,
        ty: &property.ty,
        evidence: &property.evidence,
    })
}
