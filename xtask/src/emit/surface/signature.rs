//! The signature of an operation's function: its arguments, and the types of its request.

use super::{Field, Struct, property_struct};
use crate::emit::bodies::argument_property;
use crate::emit::body::{body_argument, json_argument, response};
use crate::emit::ident::unique_names;
use crate::emit::marker::Marker;
use crate::emit::names::Names;
use crate::emit::rust_type::{RustType, argument};
use crate::model::{Area, Body, Operation, Parameter, Property};

/// The function of an operation.
#[derive(Debug, Hash)]
pub struct Function<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// The function's name.
    pub name: String,
    /// The arguments, in order.
    pub arguments: Vec<Argument<'a>>,
    /// The type of the response.
    pub response: RustType,
    /// What can be asked of the request, which is part of its type.
    pub marker: Marker,
    /// The arguments that go into the body, as a struct; one alone is an argument of the function.
    pub request: Option<Struct<'a, Property>>,
    /// The struct of the optional query parameters, with a method for each field.
    pub query: Option<Struct<'a, Parameter>>,
}

impl Function<'_> {
    /// The struct of the arguments that go into the body, if they are in one.
    pub fn request_struct(&self) -> Option<&Struct<'_, Property>> {
        let is_argument = argument_property(self.operation).is_some();
        self.request.as_ref().filter(|_| !is_argument)
    }

    /// The type of the function, which names of arguments are no part of.
    pub fn signature(&self) -> String {
        let arguments = self.arguments.iter();
        self.signature_of(arguments.map(|argument| argument.ty.to_string()))
    }

    /// The function as Rust declares it, without its body.
    pub fn declaration(&self) -> String {
        let arguments = self.arguments.iter();
        let arguments = arguments.map(|argument| format!("{}: {}", argument.name, argument.ty));
        format!("fn {}{}", self.name, self.signature_of(arguments))
    }

    fn signature_of(&self, arguments: impl Iterator<Item = String>) -> String {
        let arguments: Vec<_> = arguments.collect();
        let marker = self.written_marker().map(Marker::text);
        let query = self.query.as_ref().map(|query| query.name.clone());
        let types = [Some(self.response.to_string()), marker, query];
        let types: Vec<_> = types.into_iter().flatten().collect();
        format!(
            "({}) -> Request<{}>",
            arguments.join(", "),
            types.join(", ")
        )
    }

    /// The marker, unless it is the usual one and nothing follows it.
    pub(crate) fn written_marker(&self) -> Option<Marker> {
        let is_written = self.query.is_some() || !self.marker.is_plain();
        is_written.then_some(self.marker)
    }
}

/// An argument of a function.
#[derive(Debug, Hash)]
pub struct Argument<'a> {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
    /// What it is for.
    pub source: Source<'a>,
}

/// What an argument is for.
#[derive(Clone, Copy, Debug, Hash)]
pub enum Source<'a> {
    /// A path parameter.
    Path(&'a Parameter),
    /// A required query parameter.
    Query(&'a Parameter),
    /// The only property of the request body.
    Property(&'a Property),
    /// The request body.
    Body,
}

/// Decides the signature of an operation's function.
pub(super) fn function<'a>(area: &Area, operation: &'a Operation, names: &Names) -> Function<'a> {
    let own = names.operation(operation);
    let marker = names.bodies.marker(operation);
    let (required, optional): (Vec<&Parameter>, Vec<_>) = operation
        .query_parameters
        .iter()
        .filter(|parameter| !marker.has_method(&parameter.name))
        .partition(|parameter| parameter.required);
    let body = body_argument(operation, names);
    let taken: &[&str] = match body {
        Some(_) => &["body", "content"],
        None => &[],
    };
    let path = operation.path_parameters.iter();
    let path = path.map(|parameter| (Source::Path(parameter), &parameter.name, &parameter.ty));
    let query = required.into_iter();
    let query = query.map(|parameter| (Source::Query(parameter), &parameter.name, &parameter.ty));
    let property = argument_property(operation).into_iter();
    let property =
        property.map(|property| (Source::Property(property), &property.name, &property.ty));
    let positional: Vec<_> = path.chain(query).chain(property).collect();
    let idents = positional.iter().map(|(_, name, _)| name.as_str());
    let mut arguments: Vec<_> = positional
        .iter()
        .zip(unique_names(idents, taken))
        .map(|((source, _, ty), name)| Argument {
            name,
            ty: match source {
                Source::Property(_) => json_argument(ty, names),
                _ => argument(ty, names),
            },
            source: *source,
        })
        .collect();
    arguments.extend(body.map(|(name, ty)| Argument {
        name: name.to_owned(),
        ty,
        source: Source::Body,
    }));
    let query = (!optional.is_empty()).then(|| {
        let fields = optional.iter().map(|parameter| parameter.name.as_str());
        let fields = optional.iter().zip(unique_names(fields, &[]));
        Struct {
            name: own.query.clone(),
            fields: fields
                .map(|(parameter, name)| Field {
                    name,
                    ty: argument(&parameter.ty, names),
                    of: *parameter,
                })
                .collect(),
            saved_as: None,
        }
    });
    let request = match &operation.request {
        Some(Body::Arguments(properties)) => Some(property_struct(
            own.request.clone(),
            properties,
            &|_| false,
            names,
        )),
        _ => None,
    };
    Function {
        operation,
        name: own.function.clone(),
        arguments,
        response: response(area.kind, operation, names),
        marker,
        request,
        query,
    }
}
