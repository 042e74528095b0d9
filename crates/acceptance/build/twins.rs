//! The largest carriers, for structs of another make that hold the same.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write;

use xtask::emit::{RustType, Struct, Surface};
use xtask::model::{Api, Carrier, Property, ResponseBody, Type, TypeName};

use crate::rust_type::rust_type;

/// The `count` carriers with the most properties that operations respond with.
///
/// There is `twin!(Name { field: "Property" => Type, … });` for each of them and for each carrier
/// that they lead to, then `largest!(Name = "name in the model", …);`. The types refer to `client`
/// and `types`.
pub(crate) fn write(api: &Api, surface: &Surface<'_>, count: usize) -> String {
    let largest = largest(api, count);
    let twins = with_all_they_hold(api, &largest);
    let twins = twins
        .into_iter()
        .map(|carrier| twin(&surface.structs[carrier], surface));
    let mut text: String = twins.collect();
    text.push_str("largest!(\n");
    for carrier in largest {
        let name = &carrier.name;
        writeln!(text, "    {} = {name:?},", surface.structs[name].name)
            .expect("writing to a string cannot fail");
    }
    text.push_str(");\n");
    text
}

/// Those with as many properties are in the order of their names.
fn largest(api: &Api, count: usize) -> Vec<&Carrier> {
    let operations = api.areas.iter().flat_map(|area| &area.operations);
    let responses: BTreeSet<&TypeName> = operations
        .filter_map(|operation| match &operation.response {
            ResponseBody::Json(ty, _) => ty.reference(),
            ResponseBody::Nothing | ResponseBody::Bytes => None,
        })
        .collect();
    let carriers = api.carriers.values();
    let mut carriers: Vec<_> = carriers
        .filter(|carrier| responses.contains(&carrier.name))
        .collect();
    carriers.sort_by_key(|carrier| Reverse(carrier.properties.len()));
    carriers.truncate(count);
    carriers
}

fn with_all_they_hold<'a>(api: &'a Api, carriers: &[&'a Carrier]) -> BTreeSet<&'a TypeName> {
    let mut open = carriers.to_vec();
    let mut found = BTreeSet::new();
    while let Some(carrier) = open.pop() {
        if found.insert(&carrier.name) {
            let properties = carrier.properties.iter();
            open.extend(
                properties.filter_map(|property| api.carriers.get(property.ty.reference()?)),
            );
        }
    }
    found
}

fn twin(found: &Struct<'_, Property>, surface: &Surface<'_>) -> String {
    let mut text = format!("twin!({} {{\n", found.name);
    for field in &found.fields {
        // What has no derived counterpart is a string there.
        let ty = match field.of.ty.leaf() {
            Type::Enum(_) | Type::Date | Type::TimeSpan => &field.of.ty.with_leaf(Type::String),
            _ => &field.of.ty,
        };
        let ty = rust_type(ty, surface);
        let ty = if is_boxed(&field.ty) {
            format!("Box<{ty}>")
        } else {
            ty
        };
        writeln!(text, "    {}: {:?} => {ty},", field.name, field.of.name)
            .expect("writing to a string cannot fail");
    }
    text.push_str("});\n");
    text
}

fn is_boxed(ty: &RustType) -> bool {
    match ty {
        RustType::Of("Option", inner) => matches!(**inner, RustType::Of("Box", _)),
        _ => false,
    }
}
