//! The optional query parameters of a function.

use quote::quote;

use super::documentation::{doc, function_link, option_says};
use super::file::SourceText;
use super::ident::ident;
use super::names::Names;
use super::rust_type::{Scope, argument_value};
use super::surface::Struct;
use crate::model::Parameter;

/// The struct of optional query parameters, which has a method for each.
pub(super) fn write_query(
    text: &mut SourceText,
    query: &Struct<'_, Parameter>,
    function: &str,
    names: &Names,
) {
    let docs = doc(&[format!(
        "The optional query parameters of [`{}`].",
        function_link(function)
    )]);
    let name = ident(&query.name);
    let setters = query.fields.iter().map(|field| {
        let doc = doc(&[option_says(field.of, names)]);
        let wire = &field.of.name;
        let (name, ty) = (ident(&field.name), field.ty.tokens(Scope::Area));
        let value = argument_value(&field.of.ty, &name);
        quote! {
            #doc
            #[inline]
            pub fn #name(self, #name: #ty) -> Self {
                Self(self.0.set(#wire, #value))
            }
        }
    });
    text.items(quote! {
        #docs
        #[derive(Clone, Debug, Default)]
        pub struct #name(client::request::QueryParameters);
    });
    text.items(quote! { impl #name { #(#setters)* } });
    text.items(quote! {
        impl client::request::Query for #name {
            #[inline]
            fn into_parameters(self) -> client::request::QueryParameters {
                self.0
            }
        }
    });
}
