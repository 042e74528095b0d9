//! Rust for the acceptance tests, which need every generated type by the operation that uses it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::{self, Write};

use super::bodies::argument_property;
use super::ident::{area_kind, ident, unique_names};
use super::names::{AreaNames, Names};
use super::rust_type::{Scope, owned};
use crate::model::{Api, Body, Carrier, Operation, Property, Reply, Type, TypeName, closures};

/// An array with a tuple for each operation: its identifier, and the checks of its response and of
/// its request.
///
/// A check is `Some(round_trip::<T>)`, where `T` is the type of the body in JSON, or `None` where
/// the operation has no such body. `Some(|json| property::<T>("Name", json))` stands for an object
/// whose only property is an argument. The including module has to provide these functions, the
/// names `bindings`, `client` and `types`, and a `PatchStep` with what a step of a patch consists of.
pub fn samples(api: &Api) -> String {
    let mut text = String::new();
    write_samples(&mut text, api).expect("writing to a string cannot fail");
    text
}

/// The `count` carriers with the most properties that operations answer with, for structs of
/// another make that hold the same.
///
/// There is `twin!(Name { field: "Property" => Type, … });` for each of them and for each carrier
/// that they lead to, then `largest!(Name = "name in the model", …);`. The types refer to `client`
/// and `types`.
pub fn twins(api: &Api, count: usize) -> String {
    let mut text = String::new();
    write_twins(&mut text, api, count).expect("writing to a string cannot fail");
    text
}

fn write_samples(text: &mut String, api: &Api) -> fmt::Result {
    let names = Names::new(api, &closures(api));
    text.push_str("[\n");
    for (area, area_names) in api.areas.iter().zip(names.areas()) {
        for operation in &area.operations {
            let response = check(response(operation, &names));
            let request = match argument_property(operation) {
                Some(property) => property_check(property, &names),
                None => check(request(operation, area_names, &names)),
            };
            writeln!(text, "    ({:?}, {response}, {request}),", operation.uid)?;
        }
    }
    text.push_str("]\n");
    Ok(())
}

fn check(ty: Option<String>) -> String {
    ty.map_or_else(|| "None".into(), |ty| format!("Some(round_trip::<{ty}>)"))
}

fn property_check(property: &Property, names: &Names) -> String {
    let ty = rust_type(&property.ty, names);
    format!("Some(|json| property::<{ty}>({:?}, json))", property.name)
}

fn response(operation: &Operation, names: &Names) -> Option<String> {
    match &operation.response {
        Reply::Nothing => None,
        Reply::Json(ty, _) => Some(rust_type(ty, names)),
        // Samples show bytes as JSON.
        Reply::Bytes => Some(rust_type(&Type::Bytes, names)),
    }
}

fn request(operation: &Operation, area: &AreaNames, names: &Names) -> Option<String> {
    match operation.request.as_ref()? {
        Body::Arguments(_) => Some(format!(
            "bindings::{}::{}::{}",
            area_kind(area.kind),
            ident(&area.module),
            names.operation(operation).request
        )),
        Body::Json(ty, _) if names.bodies.is_patch(ty) => Some("Vec<PatchStep>".into()),
        Body::Json(ty, _) => Some(rust_type(ty, names)),
        Body::Content | Body::File(_) => None,
    }
}

fn rust_type(ty: &Type, names: &Names) -> String {
    owned(ty, names).tokens(Scope::Area).to_string()
}

fn write_twins(text: &mut String, api: &Api, count: usize) -> fmt::Result {
    let names = Names::new(api, &closures(api));
    let largest = largest(api, count);
    for carrier in with_all_they_hold(api, &largest) {
        write_twin(text, carrier, &names)?;
    }
    text.push_str("largest!(\n");
    for carrier in largest {
        let name = &carrier.name;
        writeln!(text, "    {} = {name:?},", names.rust(name))?;
    }
    text.push_str(");\n");
    Ok(())
}

/// Those with as many properties are in the order of their names.
fn largest(api: &Api, count: usize) -> Vec<&Carrier> {
    let answers: BTreeSet<&TypeName> = api
        .areas
        .iter()
        .flat_map(|area| &area.operations)
        .filter_map(|operation| match &operation.response {
            Reply::Json(ty, _) => ty.reference(),
            Reply::Nothing | Reply::Bytes => None,
        })
        .collect();
    let mut carriers: Vec<_> = api
        .carriers
        .values()
        .filter(|carrier| answers.contains(&carrier.name))
        .collect();
    carriers.sort_by_key(|carrier| Reverse(carrier.properties.len()));
    carriers.truncate(count);
    carriers
}

fn with_all_they_hold<'a>(api: &'a Api, carriers: &[&'a Carrier]) -> Vec<&'a Carrier> {
    let mut open = carriers.to_vec();
    let mut found = BTreeSet::new();
    while let Some(carrier) = open.pop() {
        if found.insert(&carrier.name) {
            let held = carrier
                .properties
                .iter()
                .filter_map(|property| api.carriers.get(property.ty.reference()?));
            open.extend(held);
        }
    }
    found
        .into_iter()
        .filter_map(|name| api.carriers.get(name))
        .collect()
}

fn write_twin(text: &mut String, carrier: &Carrier, names: &Names) -> fmt::Result {
    let properties = &carrier.properties;
    let fields = unique_names(
        properties.iter().map(|property| property.name.as_str()),
        &[],
    );
    writeln!(text, "twin!({} {{", names.rust(&carrier.name))?;
    for (property, field) in properties.iter().zip(&fields) {
        // What has no derived counterpart is text there.
        let ty = match property.ty.leaf() {
            Type::Enum(_) | Type::Date | Type::TimeSpan => {
                rust_type(&property.ty.with_leaf(Type::String), names)
            }
            _ => rust_type(&property.ty, names),
        };
        let ty = if names.boxes.contains(&carrier.name, &property.name) {
            format!("Box<{ty}>")
        } else {
            ty
        };
        writeln!(text, "    {field}: {:?} => {ty},", property.name)?;
    }
    text.push_str("});\n");
    Ok(())
}
