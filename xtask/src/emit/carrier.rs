//! Carriers, and the arguments and query parameters of operations, as structs.

use std::fmt::Write;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body::{whole, without_links};
use super::documentation::{deprecation, doc, introduction, property_doc};
use super::file::SourceText;
use super::ident::{ident, unique};
use super::names::Names;
use super::rust_type::{Scope, owned};
use crate::model::{Api, Carrier, Naming, Property};

/// The field that every carrier has for properties that the pages do not know.
const ADDITIONAL: &str = "additional_properties";

/// A carrier's struct and the table of its properties.
pub(super) fn write(text: &mut SourceText, carrier: &Carrier, api: &Api, names: &Names) {
    let name = ident(names.rust(&carrier.name));
    let page = carrier
        .origins
        .first()
        .map(|place| page_name(&place.file.relative))
        .unwrap_or_default();
    let summary = match carrier.naming {
        Naming::Heading | Naming::Page | Naming::Description => format!("Carrier `{}`.", carrier.name),
        Naming::Property => "A carrier without a name in the documentation; it is named after a property that holds it.".into(),
        Naming::Operation => "A carrier without a name in the documentation; it is named after an operation that answers with it.".into(),
    };
    let mut docs = vec![summary];
    let introduction = introduction(carrier.since.as_deref(), carrier.text.as_deref());
    for paragraph in introduction
        .into_iter()
        .chain([format!("Described by the page `{page}`.")])
    {
        docs.extend([String::new(), paragraph]);
    }
    let is_boxed = |property: &Property| names.boxes.contains(&carrier.name, &property.name);
    write_struct(
        text,
        &name,
        &docs,
        &carrier.properties,
        &is_boxed,
        names,
        Scope::Types,
    );
    if let Some(base) = without_links(&carrier.name, api) {
        text.items(whole(&name, base, names));
    }
}

/// The struct of an operation's arguments.
pub(super) fn write_arguments(
    text: &mut SourceText,
    name: &Ident,
    docs: &[String],
    properties: &[Property],
    names: &Names,
) {
    write_struct(text, name, docs, properties, &|_| false, names, Scope::Area);
}

fn write_struct(
    text: &mut SourceText,
    name: &Ident,
    docs: &[String],
    properties: &[Property],
    is_boxed: &dyn Fn(&Property) -> bool,
    names: &Names,
    scope: Scope,
) {
    let fields = unique(
        properties.iter().map(|property| property.name.as_str()),
        &[ADDITIONAL],
    );
    let docs = doc(docs);
    let declarations = properties.iter().zip(&fields).map(|(property, field)| {
        let doc = property_doc(property);
        let deprecation = deprecation(&property.facts);
        let ty = boxed(owned(&property.ty, names, scope), is_boxed(property));
        quote!(#doc #deprecation pub #field: Option<#ty>,)
    });
    let additional = ident(ADDITIONAL);
    text.items(quote! {
        #docs
        pub struct #name {
            #(#declarations)*
            /// Properties that the documentation does not list.
            pub #additional: client::AdditionalProperties,
        }
    });
    text.text(&table(name, &fields, properties));
}

/// `client::carrier!(Name { field: "Property", other: "Other" secret, … });`
fn table(name: &Ident, fields: &[Ident], properties: &[Property]) -> String {
    let mut table = format!("client::carrier!({name} {{\n");
    for (field, property) in fields.iter().zip(properties) {
        let secret = if property.facts.secret { " secret" } else { "" };
        writeln!(table, "    {field}: {:?}{secret},", property.name)
            .expect("writing to a string cannot fail");
    }
    table.push_str("});\n");
    table
}

fn boxed(ty: TokenStream, is_boxed: bool) -> TokenStream {
    if is_boxed { quote!(Box<#ty>) } else { ty }
}

fn page_name(relative: &str) -> &str {
    relative
        .rsplit('/')
        .next()
        .unwrap_or(relative)
        .trim_end_matches(".md")
}
