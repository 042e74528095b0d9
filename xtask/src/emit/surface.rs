//! What a program sees of the bindings: functions, structs and enums.
//!
//! The files are written from this, so nothing in them has a name or a type that
//! is not here.

use std::collections::{BTreeMap, HashSet};

use super::bodies::{argument_property, without_links};
use super::body::{body_argument, json_argument, response};
use super::ident::{area_kind, constant, free, unique_names, variant};
use super::marker::Marker;
use super::names::Names;
use super::rust_type::{RustType, argument, owned};
use crate::model::{
    Api, Area, Body, Carrier, Enumeration, Member, Operation, Parameter, Property, TypeName,
    closures,
};

/// The field that every carrier has for properties that the pages do not know.
pub(super) const ADDITIONAL: &str = "additional_properties";

/// All that a program can name, without what it is documented with.
#[derive(Debug)]
pub struct Surface<'a> {
    /// The modules of functions, in the order of the areas.
    pub modules: Vec<Module<'a>>,
    /// The structs of carriers; steps of patches have none.
    pub structs: BTreeMap<TypeName, Struct<'a, Property>>,
    /// The enums and sets of flags.
    pub enums: BTreeMap<TypeName, Choice<'a>>,
}

/// The functions of an area.
#[derive(Debug)]
pub struct Module<'a> {
    /// The area.
    pub area: &'a Area,
    /// The module, such as `agents::appointment`.
    pub path: String,
    /// The feature that brings it, such as `agents-appointment`.
    pub feature: String,
    /// One function for each operation, in their order.
    pub functions: Vec<Function<'a>>,
}

/// The function of an operation.
#[derive(Debug)]
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
    pub(super) fn written_marker(&self) -> Option<Marker> {
        let is_written = self.query.is_some() || !self.marker.is_plain();
        is_written.then_some(self.marker)
    }
}

/// An argument of a function.
#[derive(Debug)]
pub struct Argument<'a> {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
    /// What it is for.
    pub source: Source<'a>,
}

/// What an argument is for.
#[derive(Clone, Copy, Debug)]
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

/// A struct, each field of which stands for a property or a parameter.
#[derive(Debug)]
pub struct Struct<'a, Of> {
    /// Its name.
    pub name: String,
    /// Its fields; those that carriers have besides are left out.
    pub fields: Vec<Field<'a, Of>>,
    /// The carrier in whose place it can be saved.
    pub saved_as: Option<&'a TypeName>,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field<'a, Of> {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
    /// What it stands for.
    pub of: &'a Of,
}

/// An enum, or a set of flags.
#[derive(Debug)]
pub struct Choice<'a> {
    /// Its name.
    pub name: String,
    /// Whether members can be combined.
    pub flags: bool,
    /// Variants or constants, with the members that they stand for.
    pub members: Vec<(String, &'a Member)>,
    /// The variant for members that the pages do not know; sets of flags have none.
    pub other: Option<String>,
}

/// What a program sees of the bindings of an API.
pub fn surface(api: &Api) -> Surface<'_> {
    Surface::new(api, &Names::new(api, &closures(api)))
}

impl<'a> Surface<'a> {
    pub(super) fn new(api: &'a Api, names: &Names) -> Self {
        let carriers = api.carriers.iter();
        let carriers = carriers.filter(|(name, _)| !names.bodies.is_step(name));
        let areas = api.areas.iter().zip(names.areas());
        Self {
            modules: areas
                .map(|(area, module)| Module {
                    area,
                    path: format!("{}::{}", area_kind(area.kind), module.module),
                    feature: module.feature.clone(),
                    functions: functions(area, names),
                })
                .collect(),
            structs: carriers
                .map(|(name, carrier)| (name.clone(), carrier_struct(carrier, api, names)))
                .collect(),
            enums: api
                .enums
                .iter()
                .map(|(name, found)| (name.clone(), choice(found, names)))
                .collect(),
        }
    }
}

fn functions<'a>(area: &'a Area, names: &Names) -> Vec<Function<'a>> {
    let operations = area.operations.iter();
    operations
        .map(|operation| function(area, operation, names))
        .collect()
}

fn function<'a>(area: &Area, operation: &'a Operation, names: &Names) -> Function<'a> {
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

fn carrier_struct<'a>(carrier: &'a Carrier, api: &'a Api, names: &Names) -> Struct<'a, Property> {
    let is_boxed = |property: &Property| names.boxes.contains(&carrier.name, &property.name);
    let name = names.rust(&carrier.name).to_owned();
    Struct {
        saved_as: without_links(&carrier.name, api),
        ..property_struct(name, &carrier.properties, &is_boxed, names)
    }
}

fn property_struct<'a>(
    name: String,
    properties: &'a [Property],
    is_boxed: &dyn Fn(&Property) -> bool,
    names: &Names,
) -> Struct<'a, Property> {
    let fields = properties.iter().map(|property| property.name.as_str());
    let fields = properties.iter().zip(unique_names(fields, &[ADDITIONAL]));
    let field = |(property, name): (&'a Property, String)| {
        let ty = owned(&property.ty, names);
        let ty = if is_boxed(property) {
            ty.within("Box")
        } else {
            ty
        };
        Field {
            name,
            ty: ty.within("Option"),
            of: property,
        }
    };
    Struct {
        name,
        fields: fields.map(field).collect(),
        saved_as: None,
    }
}

fn choice<'a>(enumeration: &'a Enumeration, names: &Names) -> Choice<'a> {
    let mut used = HashSet::new();
    let mut name = |member: &Member| {
        if enumeration.flags {
            free(&mut used, constant(&member.name), "_")
        } else {
            free(&mut used, variant(&member.name), "")
        }
    };
    let members = enumeration.members.iter();
    let members: Vec<_> = members.map(|member| (name(member), member)).collect();
    let other = (!enumeration.flags).then(|| {
        let is_taken = used.contains("Other");
        let name = if is_taken { "Unlisted" } else { "Other" };
        free(&mut used, name.to_owned(), "")
    });
    Choice {
        name: names.rust(&enumeration.name).to_owned(),
        flags: enumeration.flags,
        members,
        other,
    }
}
