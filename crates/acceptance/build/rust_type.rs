//! Types of the model as Rust types, with the names that the bindings give them.

use xtask::emit::Surface;
use xtask::model::Type;

/// An owned value, in a module that imports `client` and `types`.
pub(crate) fn rust_type(ty: &Type, surface: &Surface<'_>) -> String {
    let inside = |outer, inner| format!("{outer}<{}>", rust_type(inner, surface));
    match ty {
        Type::Bool => "bool".into(),
        Type::Int32 => "i32".into(),
        Type::Int64 => "i64".into(),
        Type::Double => "f64".into(),
        Type::String => "String".into(),
        Type::DateTime => "client::time::DateTime".into(),
        Type::Date => "client::time::Date".into(),
        Type::TimeSpan => "client::time::TimeSpan".into(),
        Type::Bytes => "client::carrier::Base64".into(),
        Type::Json => "client::Json".into(),
        Type::List(inner) => inside("Vec", inner),
        Type::Dictionary(inner) => inside("client::carrier::Dictionary", inner),
        Type::Carrier(name) => format!("types::{}", surface.structs[name].name),
        Type::Enum(name) => format!("types::{}", surface.enums[name].name),
    }
}

/// Whether it is a patch. Its steps are the carriers that have no struct.
pub(crate) fn is_patch(ty: &Type, surface: &Surface<'_>) -> bool {
    let step = match ty {
        Type::List(step) => &**step,
        _ => return false,
    };
    matches!(step, Type::Carrier(name) if !surface.structs.contains_key(name))
}
