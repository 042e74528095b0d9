//! Types of the model as Rust types.

use std::fmt;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::ident;
use super::names::Names;
use crate::model::Type;

/// Where a type is written, which decides the path to other types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// In the file of a type.
    Types,
    /// In the file of an area.
    Area,
}

/// A type as generated code writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RustType {
    /// `()`
    Unit,
    /// A type of the language, the prelude or the client, such as `i32` or
    /// `client::time::DateTime`.
    Known(&'static str),
    /// A carrier or an enum of the crate.
    Shared(String),
    /// A struct of the same module: arguments or optional parameters.
    Local(String),
    /// `Vec<…>`, `Option<…>`, `client::carrier::Dictionary<…>`
    Of(&'static str, Box<RustType>),
    /// `impl Trait`, of another type if it has one.
    Impl(&'static str, Option<Box<RustType>>),
    /// `&…`
    Reference(Box<RustType>),
    /// `[…]`
    Slice(Box<RustType>),
}

impl RustType {
    /// This type within another.
    pub(super) fn within(self, outer: &'static str) -> Self {
        Self::Of(outer, Box::new(self))
    }

    pub(super) fn borrowed(self) -> Self {
        Self::Reference(Box::new(self))
    }

    /// The carriers and enums in it.
    pub fn shared(&self) -> Option<&str> {
        match self {
            Self::Shared(name) => Some(name),
            Self::Of(_, inner) | Self::Reference(inner) | Self::Slice(inner) => inner.shared(),
            Self::Impl(_, inner) => inner.as_deref()?.shared(),
            Self::Unit | Self::Known(_) | Self::Local(_) => None,
        }
    }

    /// The same type with other names for the carriers and enums in it.
    #[must_use]
    pub fn renamed(&self, name: &impl Fn(&str) -> Option<String>) -> Self {
        let inner = |inner: &Self| Box::new(inner.renamed(name));
        match self {
            Self::Shared(old) => Self::Shared(name(old).unwrap_or_else(|| old.clone())),
            Self::Of(outer, of) => Self::Of(outer, inner(of)),
            Self::Impl(outer, of) => Self::Impl(outer, of.as_deref().map(inner)),
            Self::Reference(to) => Self::Reference(inner(to)),
            Self::Slice(of) => Self::Slice(inner(of)),
            Self::Unit | Self::Known(_) | Self::Local(_) => self.clone(),
        }
    }

    /// As code in a file.
    pub(super) fn tokens(&self, scope: Scope) -> TokenStream {
        match self {
            Self::Unit => quote!(()),
            Self::Known(path) => known(path),
            Self::Shared(name) => {
                let name = ident(name);
                match scope {
                    Scope::Types => quote!(super::#name),
                    Scope::Area => quote!(types::#name),
                }
            }
            Self::Local(name) => {
                let name = ident(name);
                quote!(#name)
            }
            Self::Of(outer, inner) => {
                let (outer, inner) = (known(outer), inner.tokens(scope));
                quote!(#outer<#inner>)
            }
            Self::Impl(outer, None) => {
                let outer = known(outer);
                quote!(impl #outer)
            }
            Self::Impl(outer, Some(inner)) => {
                let (outer, inner) = (known(outer), inner.tokens(scope));
                quote!(impl #outer<#inner>)
            }
            Self::Reference(inner) => {
                let inner = inner.tokens(scope);
                quote!(&#inner)
            }
            Self::Slice(inner) => {
                let inner = inner.tokens(scope);
                quote!([#inner])
            }
        }
    }
}

fn known(path: &str) -> TokenStream {
    let parts = path.split("::").map(ident);
    quote!(#(#parts)::*)
}

/// As a user would write it who has imported everything.
impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |path: &'static str| path.rsplit("::").next().unwrap_or(path);
        match self {
            Self::Unit => f.write_str("()"),
            Self::Known(path) => f.write_str(plain(path)),
            Self::Shared(name) | Self::Local(name) => f.write_str(name),
            Self::Of(outer, inner) => write!(f, "{}<{inner}>", plain(outer)),
            Self::Impl(outer, None) => write!(f, "impl {}", plain(outer)),
            Self::Impl(outer, Some(inner)) => write!(f, "impl {}<{inner}>", plain(outer)),
            Self::Reference(inner) => write!(f, "&{inner}"),
            Self::Slice(inner) => write!(f, "[{inner}]"),
        }
    }
}

/// An owned value.
pub(super) fn owned(ty: &Type, names: &Names) -> RustType {
    RustType::Known(match ty {
        Type::Bool => "bool",
        Type::Int32 => "i32",
        Type::Int64 => "i64",
        Type::Double => "f64",
        Type::String => "String",
        Type::DateTime => "client::time::DateTime",
        Type::Date => "client::time::Date",
        Type::TimeSpan => "client::time::TimeSpan",
        Type::Bytes => "client::carrier::Base64",
        Type::Json => "client::Json",
        Type::List(inner) => return owned(inner, names).within("Vec"),
        Type::Dictionary(inner) => {
            return owned(inner, names).within("client::carrier::Dictionary");
        }
        Type::Carrier(name) | Type::Enum(name) => {
            return RustType::Shared(names.rust(name).to_owned());
        }
    })
}

/// A reference to an argument, as calls of the client take it that do not know its type.
pub(super) fn argument_value(ty: &Type, name: &Ident) -> TokenStream {
    match ty {
        Type::List(inner) if **inner == Type::String => quote!(&client::request::strings(#name)),
        _ => quote!(&#name),
    }
}

/// An argument: scalars by value, everything else borrowed. Texts may be of any kind.
pub(super) fn argument(ty: &Type, names: &Names) -> RustType {
    let text = RustType::Known("str");
    match ty {
        Type::String => text.borrowed(),
        Type::List(inner) if **inner == Type::String => {
            let any = RustType::Impl("AsRef", Some(Box::new(text)));
            RustType::Slice(Box::new(any)).borrowed()
        }
        Type::List(inner) => RustType::Slice(Box::new(owned(inner, names))).borrowed(),
        Type::Bool | Type::Int32 | Type::Int64 | Type::Double => owned(ty, names),
        _ => owned(ty, names).borrowed(),
    }
}
