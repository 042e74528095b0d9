//! Operations as functions that return a request.

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies::argument_property;
use super::body::{body_call, form_call, json_value};
use super::carrier::{Of, write_struct};
use super::documentation::{
    alias_attribute, argument_says, doc, escape, function_link, property_says,
};
use super::file::SourceText;
use super::ident::ident;
use super::marker::Marker;
use super::names::Names;
use super::query::write_query;
use super::rust_type::{Scope, argument_value};
use super::surface::{Function, Source};
use crate::model::{Area, Body, Operation};
use crate::words;

/// The structs and the function of an operation.
pub(super) fn write(text: &mut SourceText, area: &Area, function: &Function<'_>, names: &Names) {
    if let Some(request) = function.request_struct() {
        let docs = [format!(
            "The request body of [`{}`].",
            function_link(&function.name)
        )];
        let of = Of {
            ty: None,
            scope: Scope::Area,
            names,
        };
        write_struct(text, &docs, request, &of);
    }
    if let Some(query) = &function.query {
        write_query(text, query, &function.name, names);
    }
    text.items(function_item(area, function, names));
}

fn function_item(area: &Area, function: &Function<'_>, names: &Names) -> TokenStream {
    let operation = function.operation;
    let arguments = function.arguments.iter().map(|argument| {
        let (name, ty) = (ident(&argument.name), argument.ty.tokens(Scope::Area));
        quote!(#name: #ty)
    });
    let calls = function.arguments.iter().map(|argument| {
        let name = ident(&argument.name);
        match argument.source {
            Source::Path(parameter) => {
                let (wire, value) = (&parameter.name, argument_value(&parameter.ty, &name));
                quote!(.path(#wire, #value))
            }
            Source::Query(parameter) => {
                let (wire, value) = (&parameter.name, argument_value(&parameter.ty, &name));
                quote!(.query(#wire, #value))
            }
            Source::Property(property) => {
                let wire = &property.name;
                let value = json_value(&property.ty, &name, names);
                quote!(.json_property(#wire, #value))
            }
            Source::Body => body_call(operation, names).unwrap_or_default(),
        }
    });
    let name = ident(&function.name);
    let form_call = form_call(operation, names);
    let method = ident(&operation.method.to_ascii_lowercase());
    let uid = &operation.uid;
    let path = operation.path.trim_start_matches("/api/");
    let response = function.response.tokens(Scope::Area);
    let docs = doc(&documentation(area, operation, names));
    let aliases = alias_attribute(&words::operation_aliases(area, operation));
    let marker = function.written_marker().map(Marker::tokens).into_iter();
    let query = function.query.iter().map(|query| ident(&query.name));
    let types = marker.chain(query.map(|name| quote!(#name)));
    quote! {
        #docs
        #aliases
        #[inline]
        pub fn #name(#(#arguments),*) -> Request<#response #(, #types)*> {
            Request::#method(#uid, #path) #(#calls)* #form_call
        }
    }
}

fn documentation(area: &Area, operation: &Operation, names: &Names) -> Vec<String> {
    let mut lines = Vec::new();
    let mut paragraph = |text: String| {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(text);
    };
    let mut text = operation.text.iter().map(|text| escape(text));
    // The page's own words say it better.
    paragraph(
        text.next()
            .unwrap_or_else(|| words::operation(area, operation)),
    );
    paragraph(format!("`{} {}`", operation.method, operation.path));
    text.for_each(&mut paragraph);
    // The page's own words include the facts.
    let facts = match operation.text.is_empty() {
        true => operation.facts.to_string(),
        false => String::new(),
    };
    facts
        .split("\n\n")
        .filter(|fact| !fact.is_empty())
        .for_each(|fact| paragraph(fact.to_owned()));
    let query = operation.query_parameters.iter();
    let query = query.filter(|parameter| parameter.required);
    let parameters = operation.path_parameters.iter().chain(query);
    let property = argument_property(operation);
    let property = property.map(|property| property_says(property, None, names));
    let parameters = parameters.filter_map(argument_says).chain(property);
    let parameters: Vec<_> = parameters.map(|says| format!("- {says}")).collect();
    if !parameters.is_empty() {
        paragraph(parameters.join("\n"));
    }
    if let Some(text) = &operation.request_text {
        paragraph(format!("Body: {}", escape(text)));
    }
    if let (Some(Body::Content | Body::File(_)), false) =
        (&operation.request, operation.media_types.is_empty())
    {
        let types: Vec<_> = operation
            .media_types
            .iter()
            .map(|media_type| format!("`{media_type}`"))
            .collect();
        paragraph(format!("Media types: {}.", types.join(", ")));
    }
    let statuses = statuses(operation);
    if !statuses.is_empty() {
        paragraph(format!("Statuses: {}.", statuses.join(", ")));
    }
    lines
        .iter()
        .flat_map(|line| line.split('\n'))
        .map(str::to_owned)
        .collect()
}

/// The statuses that say more than that it has worked: other ones, and which of several successes.
fn statuses(operation: &Operation) -> Vec<String> {
    let is_success = |code: u16| (200..300).contains(&code);
    let all = operation.statuses.iter();
    let successes = all.clone().filter(|(code, _)| is_success(*code)).count();
    let telling = all.filter(|(code, _)| !is_success(*code) || successes > 1);
    telling.map(|(code, text)| status(*code, text)).collect()
}

fn status(code: u16, text: &str) -> String {
    let text = escape(text.trim_end_matches('.'));
    if text.is_empty() {
        code.to_string()
    } else {
        format!("{code} {text}")
    }
}
