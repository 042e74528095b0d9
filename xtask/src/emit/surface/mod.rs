//! What a program sees of the bindings: functions, structs and enums.
//!
//! The files are written from this, so nothing in them has a name or a type that is not here.

mod signature;

use std::collections::{BTreeMap, HashSet};

use super::bodies::without_links;
use super::ident::{area_kind, constant, free, unique_names, variant};
use super::names::Names;
use super::rust_type::{RustType, owned};
use crate::model::{Api, Area, Carrier, Enumeration, Member, Property, TypeName, closures};
use signature::function;

pub use signature::{Argument, Function, Source};

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
#[derive(Debug, Hash)]
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

/// A struct, each field of which stands for a property or a parameter.
#[derive(Debug, Hash)]
pub struct Struct<'a, Of> {
    /// Its name.
    pub name: String,
    /// Its fields; those that carriers have besides are left out.
    pub fields: Vec<Field<'a, Of>>,
    /// The carrier in whose place it can be saved.
    pub saved_as: Option<&'a TypeName>,
}

/// A field of a struct.
#[derive(Debug, Hash)]
pub struct Field<'a, Of> {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
    /// What it stands for.
    pub of: &'a Of,
}

/// An enum, or a set of flags.
#[derive(Debug, Hash)]
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
