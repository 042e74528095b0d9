//! Enums, open: a member that the documentation does not list is kept as text.

use quote::quote;

use super::documentation::doc;
use super::file::SourceText;
use super::ident::{ident, variant};
use super::names::Names;
use crate::model::Enumeration;

/// An enum and its coding.
pub(super) fn write(text: &mut SourceText, enumeration: &Enumeration, names: &Names) {
    let name = ident(names.rust(&enumeration.name));
    let members: Vec<&str> = enumeration.members.iter().map(|member| member.name.as_str()).collect();
    let variants: Vec<_> = members.iter().map(|member| ident(&variant(member))).collect();
    let other = ident(if members.iter().any(|member| *member == "Other") {
        "Unlisted"
    } else {
        "Other"
    });
    let docs = doc(&[format!(
        "Enum `{}`, with the members that the documentation lists.",
        enumeration.name
    )]);
    let member_docs = members.iter().map(|member| doc(&[format!("`{member}`")]));
    text.items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#member_docs #variants,)*
            /// Any other member, by its wire name.
            #other(String),
        }
    });
    text.items(quote! {
        impl client::Text for #name {
            fn from_text(text: &str) -> Self {
                match text {
                    #(#members => Self::#variants,)*
                    other => Self::#other(other.to_owned()),
                }
            }

            fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #members,)*
                    Self::#other(other) => other,
                }
            }
        }
    });
    text.items(quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::#other(String::new())
            }
        }
    });
    text.text(&format!("client::text!({name});\n"));
}
