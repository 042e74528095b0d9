//! Enums, open: a member that the documentation does not list is kept as text.
//! Where members can be combined, a set of them.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::{doc, escape_but_code, introduction};
use super::file::SourceText;
use super::ident::ident;
use super::names::Names;
use super::surface::Choice;
use crate::model::{Enumeration, Member};
use crate::visible::visible_line;
use crate::words;

/// An enum and its coding.
pub(super) fn write(
    text: &mut SourceText,
    enumeration: &Enumeration,
    found: &Choice<'_>,
    names: &Names,
) {
    let says = escape_but_code(&words::enumeration(&names.glossary, &enumeration.name));
    match &found.other {
        Some(other) => write_members(text, enumeration, found, other, &says),
        None => write_flags(text, enumeration, found, &says),
    }
}

fn write_members(
    text: &mut SourceText,
    enumeration: &Enumeration,
    found: &Choice<'_>,
    other: &str,
    says: &str,
) {
    let name = ident(&found.name);
    let members = &found.members;
    let source = format!(
        "Enum `{}`, with the members that the documentation lists.",
        enumeration.name
    );
    let docs = docs(says, source, enumeration);
    let member_docs = members
        .iter()
        .map(|(_, member)| doc(&[member_line(member)]));
    let idents = members.iter().map(|(variant, _)| ident(variant));
    let other_ident = ident(other);
    text.items(quote! {
        #docs
        #[non_exhaustive]
        pub enum #name {
            #(#member_docs #idents,)*
            /// Any other member, by its wire name.
            #other_ident(String),
        }
    });
    let mut table = format!("client::open_enum!({name} {{\n");
    for (variant, member) in members {
        table_line(&mut table, variant, member);
    }
    text.text(&format!("{table}}} else {other});\n"));
}

fn write_flags(text: &mut SourceText, enumeration: &Enumeration, found: &Choice<'_>, says: &str) {
    let name = ident(&found.name);
    let source = format!(
        "Flags `{}`: members that can be combined.",
        enumeration.name
    );
    let docs = docs(says, source, enumeration);
    text.items(quote! {
        #docs
        pub struct #name(client::carrier::FlagSet);
    });
    let mut table = format!("client::flags!({name} {{\n");
    for (constant, member) in &found.members {
        if let Some(text) = introduction(member.since.as_deref(), member.text.as_deref()) {
            writeln!(table, "    /// {}", visible_line(&text))
                .expect("writing to a string cannot fail");
        }
        table_line(&mut table, constant, member);
    }
    text.text(&format!("{table}}});\n"));
}

fn docs(says: &str, source: String, enumeration: &Enumeration) -> TokenStream {
    let introduction = introduction(enumeration.since.as_deref(), enumeration.text.as_deref());
    let mut lines = vec![says.to_owned()];
    for paragraph in introduction.into_iter().chain([source]) {
        lines.extend([String::new(), paragraph]);
    }
    doc(&lines)
}

/// `Name: "WireName" = 1,`
fn table_line(table: &mut String, name: &str, member: &Member) {
    let value = member
        .value
        .map(|value| format!(" = {value}"))
        .unwrap_or_default();
    writeln!(table, "    {name}: {:?}{value},", member.name)
        .expect("writing to a string cannot fail");
}

/// `` `WireName` (1): what the page says ``
fn member_line(member: &Member) -> String {
    let value = member
        .value
        .map(|value| format!(" ({value})"))
        .unwrap_or_default();
    let text = introduction(member.since.as_deref(), member.text.as_deref())
        .map(|text| format!(": {text}"))
        .unwrap_or_default();
    format!("`{}`{value}{text}", member.name)
}
