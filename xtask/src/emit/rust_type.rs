//! Types of the model as Rust types.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::names::Names;
use crate::model::Type;

/// Where the type is written, which decides the path to other types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// In the file of a type.
    Types,
    /// In the file of an area.
    Area,
}

/// An owned value.
pub(super) fn owned(ty: &Type, names: &Names, scope: Scope) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::Int32 => quote!(i32),
        Type::Int64 => quote!(i64),
        Type::Double => quote!(f64),
        Type::String => quote!(String),
        Type::DateTime => quote!(client::DateTime),
        Type::Date => quote!(client::Date),
        Type::TimeSpan => quote!(client::TimeSpan),
        Type::Bytes => quote!(client::Base64),
        Type::Json => quote!(client::Json),
        Type::List(inner) => {
            let inner = owned(inner, names, scope);
            quote!(Vec<#inner>)
        }
        Type::Dictionary(inner) => {
            let inner = owned(inner, names, scope);
            quote!(client::Dictionary<#inner>)
        }
        Type::Carrier(name) | Type::Enum(name) => {
            let name = ident(names.rust(name));
            match scope {
                Scope::Types => quote!(super::#name),
                Scope::Area => quote!(types::#name),
            }
        }
    }
}

/// An argument: scalars by value, everything else borrowed.
pub(super) fn argument(ty: &Type, names: &Names) -> TokenStream {
    match ty {
        Type::String => quote!(&str),
        Type::List(inner) => {
            let inner = owned(inner, names, Scope::Area);
            quote!(&[#inner])
        }
        Type::Bool | Type::Int32 | Type::Int64 | Type::Double => owned(ty, names, Scope::Area),
        _ => {
            let ty = owned(ty, names, Scope::Area);
            quote!(&#ty)
        }
    }
}

/// The word for a type in documentation.
pub(super) fn word(ty: &Type) -> String {
    match ty {
        Type::Bool => "boolean".into(),
        Type::Int32 => "32-bit integer".into(),
        Type::Int64 => "64-bit integer".into(),
        Type::Double => "number".into(),
        Type::String => "string".into(),
        Type::DateTime => "date and time".into(),
        Type::Date => "date".into(),
        Type::TimeSpan => "time span".into(),
        Type::Bytes => "bytes".into(),
        Type::Json => "any JSON".into(),
        Type::List(inner) => format!("array of {}", word(inner)),
        Type::Dictionary(inner) => format!("{} by key", word(inner)),
        Type::Carrier(name) | Type::Enum(name) => format!("`{name}`"),
    }
}
