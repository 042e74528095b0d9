//! What a Swagger or OpenAPI document says of the API, with the two versions made one.

use std::collections::BTreeMap;

/// All documents together.
#[derive(Debug, Default)]
pub(super) struct Spec {
    /// The operations, by identifier.
    pub(super) operations: BTreeMap<String, Operation>,
    /// The objects with properties, by the full names of the documents.
    pub(super) schemas: BTreeMap<String, Schema>,
}

/// One operation.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Operation {
    pub(super) method: String,
    pub(super) path: String,
    /// The area's name, such as `Appointment_Agent`.
    pub(super) tag: String,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) path_parameters: Vec<Parameter>,
    pub(super) query_parameters: Vec<Parameter>,
    pub(super) headers: Vec<(String, String)>,
    /// The media types that a request can be sent in.
    pub(super) consumes: Vec<String>,
    /// The media types that a response can have.
    pub(super) produces: Vec<String>,
    pub(super) body: Option<Body>,
    pub(super) statuses: Vec<(u16, String)>,
    /// What a success brings.
    pub(super) response: Option<Type>,
}

impl Operation {
    /// The parameters, those of the path first.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.path_parameters.iter().chain(&self.query_parameters)
    }
}

/// A path or query parameter, or a property.
#[derive(Debug, PartialEq)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) required: bool,
    pub(super) description: String,
}

/// A request body.
#[derive(Debug, PartialEq)]
pub(super) struct Body {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) description: String,
}

/// An object with properties.
#[derive(Debug, PartialEq)]
pub(super) struct Schema {
    pub(super) description: String,
    pub(super) properties: Vec<Parameter>,
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    Bool,
    Int32,
    Int64,
    Double,
    String,
    DateTime,
    /// Base64 in JSON.
    Byte,
    /// Bytes as they are, also a file of a form.
    Binary,
    /// Any JSON value.
    Any,
    Array(Box<Type>),
    Dictionary(Box<Type>),
    /// A schema, by its full name.
    Named(String),
    /// One of these names.
    Enum(Vec<String>),
}

impl Type {
    /// The innermost type of arrays and dictionaries.
    pub(super) fn leaf(&self) -> &Type {
        match self {
            Type::Array(inner) | Type::Dictionary(inner) => inner.leaf(),
            other => other,
        }
    }
}
