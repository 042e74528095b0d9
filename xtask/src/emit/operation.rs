//! Operations as functions that return a request.

use proc_macro2::TokenStream;
use quote::quote;

use super::body::body_call;
use super::carrier::{Of, write_struct};
use super::documentation::{
    alias_attribute, doc, escape, paragraphs, parameter_doc, parameter_line,
};
use super::file::SourceText;
use super::ident::ident;
use super::names::Names;
use super::rust_type::Scope;
use super::surface::{Function, Source, Struct};
use crate::model::{Area, Body, Operation, Parameter};
use crate::words;

/// The structs and the function of an operation.
pub(super) fn write(text: &mut SourceText, area: &Area, function: &Function<'_>, names: &Names) {
    if let Some(request) = &function.request {
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
        text.items(query_struct(query, &function.name, names));
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
                let wire = &parameter.name;
                quote!(.path(#wire, &#name))
            }
            Source::Query(parameter) => {
                let wire = &parameter.name;
                quote!(.query(#wire, &#name))
            }
            Source::Body => body_call(operation, names).unwrap_or_default(),
            Source::Optional => {
                let fields = function.query.iter().flat_map(|query| &query.fields);
                let calls = fields.map(|field| {
                    let (wire, field) = (&field.of.name, ident(&field.name));
                    quote!(.query(#wire, &#name.#field))
                });
                quote!(#(#calls)*)
            }
        }
    });
    let name = ident(&function.name);
    let form_call = names.bodies.form_call(operation);
    let method = ident(&operation.method.to_ascii_lowercase());
    let uid = &operation.uid;
    let path = operation.path.trim_start_matches("/api/");
    let response = function.response.tokens(Scope::Area);
    let docs = doc(&documentation(area, operation));
    let aliases = alias_attribute(&words::operation_aliases(area, operation));
    let marker = function.marker.arguments();
    quote! {
        #docs
        #aliases
        #[inline]
        pub fn #name(#(#arguments),*) -> Request<#response #marker> {
            Request::#method(#uid, #path) #(#calls)* #form_call
        }
    }
}

fn query_struct(query: &Struct<'_, Parameter>, function: &str, names: &Names) -> TokenStream {
    let docs = doc(&[format!(
        "The optional query parameters of [`{}`].",
        function_link(function)
    )]);
    let name = ident(&query.name);
    let fields = query.fields.iter().map(|field| {
        let doc = parameter_doc(field.of, names);
        let (name, ty) = (ident(&field.name), field.ty.tokens(Scope::Area));
        quote!(#doc pub #name: #ty,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name { #(#fields)* }
    }
}

fn function_link(function: &str) -> String {
    format!("{function}()")
}

fn documentation(area: &Area, operation: &Operation) -> Vec<String> {
    let mut lines = Vec::new();
    let mut paragraph = |text: String| {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(text);
    };
    let text = operation
        .text
        .as_deref()
        .map(paragraphs)
        .unwrap_or_default();
    let mut text = text.into_iter();
    // The page's own words say it better.
    paragraph(
        text.next()
            .unwrap_or_else(|| words::operation(area, operation)),
    );
    paragraph(format!("`{} {}`", operation.method, operation.path));
    text.for_each(&mut paragraph);
    // The page's own words include the facts.
    let facts = if operation.text.is_some() {
        String::new()
    } else {
        operation.facts.to_string()
    };
    facts
        .split("\n\n")
        .filter(|fact| !fact.is_empty())
        .for_each(|fact| paragraph(fact.to_owned()));
    let parameters: Vec<_> = operation
        .path_parameters
        .iter()
        .chain(
            operation
                .query_parameters
                .iter()
                .filter(|parameter| parameter.required),
        )
        .filter_map(parameter_line)
        .collect();
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
