//! Enums, open: a member that the documentation does not list is kept as text.

use std::collections::HashSet;

use quote::quote;

use super::documentation::doc;
use super::file::SourceText;
use super::ident::{ident, variant};
use super::names::Names;
use crate::model::Enumeration;

/// An enum and its coding.
pub(super) fn write(text: &mut SourceText, enumeration: &Enumeration, names: &Names) {
    let name = ident(names.rust(&enumeration.name));
    let members: Vec<&str> = enumeration
        .members
        .iter()
        .map(|member| member.name.as_str())
        .collect();
    let mut used = HashSet::new();
    let variants: Vec<_> = members
        .iter()
        .map(|member| ident(&free_variant(&mut used, &variant(member))))
        .collect();
    let is_taken = used.contains("Other");
    let other = if is_taken { "Unlisted" } else { "Other" };
    let other = ident(&free_variant(&mut used, other));
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

/// The name, or the name with a number: members can differ in ways that names cannot.
fn free_variant(used: &mut HashSet<String>, name: &str) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    let free = names.find(|name| used.insert(name.clone()));
    free.unwrap_or_else(|| name.to_owned())
}
