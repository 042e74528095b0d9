//! Enums, open: a member that the documentation does not list is kept as text.
//! Where members can be combined, a set of them.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::{doc, introduction};
use super::file::SourceText;
use super::ident::ident;
use super::surface::Choice;
use crate::model::{Enumeration, Member};
use crate::visible::visible_line;

/// An enum and its coding.
pub(super) fn write(text: &mut SourceText, enumeration: &Enumeration, found: &Choice<'_>) {
    match &found.other {
        Some(other) => write_members(text, enumeration, found, other),
        None => write_flags(text, enumeration, found),
    }
}

fn write_members(
    text: &mut SourceText,
    enumeration: &Enumeration,
    found: &Choice<'_>,
    other: &str,
) {
    let name = ident(&found.name);
    let members = &found.members;
    let docs = docs(
        format!(
            "Enum `{}`, with the members that the documentation lists.",
            enumeration.name
        ),
        enumeration,
    );
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

fn write_flags(text: &mut SourceText, enumeration: &Enumeration, found: &Choice<'_>) {
    let name = ident(&found.name);
    let docs = docs(
        format!(
            "Flags `{}`: members that can be combined.",
            enumeration.name
        ),
        enumeration,
    );
    text.items(quote! {
        #docs
        pub struct #name(client::FlagSet);
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

fn docs(summary: String, enumeration: &Enumeration) -> TokenStream {
    let introduction = introduction(enumeration.since.as_deref(), enumeration.text.as_deref());
    let more = introduction.map(|text| [String::new(), text]);
    let lines: Vec<_> = std::iter::once(summary)
        .chain(more.into_iter().flatten())
        .collect();
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
