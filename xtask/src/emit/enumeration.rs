//! Enums, open: a member that the documentation does not list is kept as text.
//! Where members can be combined, a set of them.

use std::collections::HashSet;
use std::fmt::Write;

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::documentation::{doc, introduction};
use super::file::SourceText;
use super::ident::{free, ident, variant};
use super::names::Names;
use crate::model::{Enumeration, Member};

/// An enum and its coding.
pub(super) fn write(text: &mut SourceText, enumeration: &Enumeration, names: &Names) {
    let name = ident(names.rust(&enumeration.name));
    if enumeration.flags {
        write_flags(text, &name, enumeration);
    } else {
        write_members(text, &name, enumeration);
    }
}

fn write_members(text: &mut SourceText, name: &Ident, enumeration: &Enumeration) {
    let mut used = HashSet::new();
    let members = &enumeration.members;
    let variants: Vec<_> = members
        .iter()
        .map(|member| free_variant(&mut used, &variant(&member.name)))
        .collect();
    let is_taken = used.contains("Other");
    let other = if is_taken { "Unlisted" } else { "Other" };
    let other = free_variant(&mut used, other);
    let docs = docs(
        format!(
            "Enum `{}`, with the members that the documentation lists.",
            enumeration.name
        ),
        enumeration,
    );
    let member_docs = members.iter().map(|member| doc(&[member_line(member)]));
    let idents = variants.iter().map(|variant| ident(variant));
    let other_ident = ident(&other);
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
    for (variant, member) in variants.iter().zip(members) {
        table_line(&mut table, variant, member);
    }
    text.text(&format!("{table}}} else {other});\n"));
}

fn write_flags(text: &mut SourceText, name: &Ident, enumeration: &Enumeration) {
    let mut used = HashSet::new();
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
    for member in &enumeration.members {
        if let Some(text) = introduction(member.since.as_deref(), member.text.as_deref()) {
            writeln!(table, "    /// {text}").expect("writing to a string cannot fail");
        }
        table_line(&mut table, &free(&mut used, constant(&member.name)), member);
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

/// `RestrictedUpdate` gives `RESTRICTED_UPDATE`.
fn constant(member: &str) -> String {
    let name = member.to_shouty_snake_case();
    if name.is_empty() {
        "VALUE".into()
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}

/// The name, or the name with a number: members may differ in capitals alone.
fn free_variant(used: &mut HashSet<String>, name: &str) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
    let free = candidates.find(|candidate| used.insert(candidate.clone()));
    free.unwrap_or_else(|| name.to_owned())
}
