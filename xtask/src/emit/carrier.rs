//! Carriers, and the arguments and query parameters of operations, as structs.

use std::fmt::Write;

use quote::quote;

use super::body::saveable;
use super::documentation::{deprecation, doc, escape_but_code, introduction, property_says};
use super::file::SourceText;
use super::ident::ident;
use super::names::Names;
use super::rust_type::Scope;
use super::surface::{ADDITIONAL, Struct};
use crate::model::{Carrier, Naming, Property};
use crate::words;

/// A carrier's struct and the table of its properties.
pub(super) fn write(
    text: &mut SourceText,
    carrier: &Carrier,
    found: &Struct<'_, Property>,
    names: &Names,
) {
    let page = carrier
        .origins
        .first()
        .map(|place| page_name(&place.file.relative))
        .unwrap_or_default();
    let name = &carrier.name;
    let source = match carrier.naming {
        Naming::Heading | Naming::Page | Naming::Description => {
            format!("Carrier `{name}`, described by the page `{page}`.")
        }
        Naming::Property => format!(
            "A carrier without a name in the documentation; it is named after a property that \
             holds it. Described by the page `{page}`."
        ),
        Naming::Operation => format!(
            "A carrier without a name in the documentation; it is named after an operation that \
             responds with it. Described by the page `{page}`."
        ),
    };
    let mut docs = vec![escape_but_code(&words::carrier(&names.glossary, name))];
    let introduction = introduction(carrier.since.as_deref(), carrier.text.as_deref());
    for paragraph in introduction.into_iter().chain([source]) {
        docs.extend([String::new(), paragraph]);
    }
    let of = Of {
        ty: Some(name),
        scope: Scope::Types,
        names,
    };
    write_struct(text, &docs, found, &of);
    if let Some(base) = found.saved_as {
        text.items(saveable(&ident(&found.name), base, names));
    }
}

/// Where a struct of properties stands.
pub(super) struct Of<'a> {
    /// The carrier; operations have arguments that are of none.
    pub(super) ty: Option<&'a str>,
    pub(super) scope: Scope,
    pub(super) names: &'a Names,
}

/// A struct of properties: a carrier's, or that of an operation's arguments.
pub(super) fn write_struct(
    text: &mut SourceText,
    docs: &[String],
    found: &Struct<'_, Property>,
    of: &Of<'_>,
) {
    let name = ident(&found.name);
    let docs = doc(docs);
    let declarations = found.fields.iter().map(|field| {
        let doc = doc(&[property_says(field.of, of.ty, of.names)]);
        let deprecation = deprecation(&field.of.facts);
        let (name, ty) = (ident(&field.name), field.ty.tokens(of.scope));
        quote!(#doc #deprecation pub #name: #ty,)
    });
    let additional = ident(ADDITIONAL);
    text.items(quote! {
        #docs
        pub struct #name {
            #(#declarations)*
            /// Properties that the documentation does not list.
            pub #additional: client::carrier::AdditionalProperties,
        }
    });
    text.text(&table(found));
}

/// `client::carrier!(Name { field: "Property", other: "Other" secret, … });`
fn table(found: &Struct<'_, Property>) -> String {
    let mut table = format!("client::carrier!({} {{\n", found.name);
    for field in &found.fields {
        let secret = if field.of.facts.secret { " secret" } else { "" };
        writeln!(table, "    {}: {:?}{secret},", field.name, field.of.name)
            .expect("writing to a string cannot fail");
    }
    table.push_str("});\n");
    table
}

fn page_name(relative: &str) -> &str {
    relative
        .rsplit('/')
        .next()
        .unwrap_or(relative)
        .trim_end_matches(".md")
}
