//! What an operation takes and gives, as Rust types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::bodies::{QueryForm, argument_property};
use super::ident::ident;
use super::names::Names;
use super::rust_type::{RustType, argument, argument_value, owned};
use crate::area::AreaKind;
use crate::model::{Body, Operation, ResponseBody, Type, TypeName};

/// The trait of entities of which nothing was left out.
const SAVEABLE: &str = "Saveable";

/// The type of bodies that are no JSON.
const CONTENT: &str = "Content";

/// The argument for a request body as a whole, its name and its type; none if an operation has no
/// body, or one whose only property is the argument.
pub(super) fn body_argument(
    operation: &Operation,
    names: &Names,
) -> Option<(&'static str, RustType)> {
    if argument_property(operation).is_some() {
        return None;
    }
    Some(match operation.request.as_ref()? {
        Body::Arguments(_) => {
            let name = RustType::Local(names.operation(operation).request.clone());
            ("body", name.borrowed())
        }
        Body::Json(ty, _) if names.bodies.is_patch(ty) => {
            let form = RustType::Impl("client::patch::Form", None);
            ("body", form.within("client::Patch").borrowed())
        }
        Body::Json(ty, _) => ("body", json_argument(ty, names)),
        Body::Content | Body::File(_) => ("content", RustType::Known(CONTENT)),
    })
}

/// An argument that is sent as JSON: an entity has to be a whole one where it can also be read in
/// part.
pub(super) fn json_argument(ty: &Type, names: &Names) -> RustType {
    if names.bodies.is_selectable(ty) {
        let saveable = RustType::Impl(SAVEABLE, Some(Box::new(owned(ty, names))));
        return saveable.borrowed();
    }
    argument(ty, names)
}

/// The call that puts the body into the request.
pub(super) fn body_call(operation: &Operation, names: &Names) -> Option<TokenStream> {
    Some(match operation.request.as_ref()? {
        Body::Arguments(_) => quote!(.json(body)),
        Body::Json(ty, _) => {
            let value = json_value(ty, &ident("body"), names);
            quote!(.json(#value))
        }
        Body::Content => quote!(.content(content)),
        Body::File(name) => quote!(.file(#name, content)),
    })
}

/// The call that lets the query go in the body.
pub(super) fn form_call(operation: &Operation, names: &Names) -> Option<TokenStream> {
    Some(match names.bodies.form(operation)? {
        QueryForm::Own => quote!(.form()),
        QueryForm::IfLong(form) => quote!(.form_if_long(#form)),
    })
}

/// An argument as a reference to what is sent as JSON.
pub(super) fn json_value(ty: &Type, name: &Ident, names: &Names) -> TokenStream {
    match ty {
        // Slices and texts have no size, so the call takes a reference to the reference.
        Type::Bool | Type::Int32 | Type::Int64 | Type::Double | Type::String | Type::List(_)
            if !names.bodies.is_patch(ty) =>
        {
            argument_value(ty, name)
        }
        _ => quote!(#name),
    }
}

/// What an area imports for an argument from the client crate.
pub(super) fn import(ty: &RustType) -> Option<&'static str> {
    match ty {
        RustType::Known(CONTENT) => Some(CONTENT),
        RustType::Reference(inner) if matches!(**inner, RustType::Impl(SAVEABLE, _)) => {
            Some(SAVEABLE)
        }
        _ => None,
    }
}

/// Whether the client crate has what an area imports among its bodies.
pub(super) fn is_of_body(name: &str) -> bool {
    [CONTENT, SAVEABLE].contains(&name)
}

/// The type of the response.
pub(super) fn response(kind: AreaKind, operation: &Operation, names: &Names) -> RustType {
    match &operation.response {
        ResponseBody::Nothing => RustType::Unit,
        ResponseBody::Bytes => RustType::Known("client::bytes::Bytes"),
        ResponseBody::Json(ty, _) => {
            let owned = owned(ty, names);
            if operation.may_find_nothing(kind) {
                owned.within("Option")
            } else {
                owned
            }
        }
    }
}

/// `impl Saveable<X> for XWithLinks`, so that what was read can be saved.
pub(super) fn saveable(name: &Ident, base: &TypeName, names: &Names) -> TokenStream {
    let condition = names.condition(base);
    let base = ident(names.rust(base));
    quote! {
        /// Links are no part of what is saved.
        #condition
        impl client::body::Saveable<super::#base> for #name {}
    }
}
