//! Operations as functions that return a request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body::{BodyArgument, reply};
use super::carrier::write_arguments;
use super::documentation::{doc, escape, paragraphs, parameter_line};
use super::file::SourceText;
use super::ident::{ident, pascal, unique};
use super::marker::Marker;
use super::names::Names;
use super::rust_type::{Scope, argument, owned};
use crate::model::{Area, Body, Operation, Parameter};

/// The structs and the function of an operation.
pub(super) fn write(
    text: &mut SourceText,
    function: &Ident,
    area: &Area,
    operation: &Operation,
    names: &Names,
) {
    let marker = names.bodies.marker(operation);
    let optional: Vec<&Parameter> = operation
        .query_parameters
        .iter()
        .filter(|parameter| !parameter.required && !marker.has_method(&parameter.name))
        .collect();
    let query_name =
        (!optional.is_empty()).then(|| ident(&format!("{}Query", pascal(&operation.name))));
    if let Some(Body::Arguments(properties)) = &operation.request {
        let docs = [format!(
            "The request body of [`{}`].",
            function_link(function)
        )];
        write_arguments(text, &arguments_name(operation), &docs, properties, names);
    }
    if let Some(name) = &query_name {
        text.items(query_struct(name, function, &optional, names));
    }
    text.items(function_item(
        function,
        area,
        operation,
        marker,
        query_name.as_ref().zip(Some(&optional[..])),
        names,
    ));
}

fn function_item(
    function: &Ident,
    area: &Area,
    operation: &Operation,
    marker: Marker,
    query: Option<(&Ident, &[&Parameter])>,
    names: &Names,
) -> TokenStream {
    let positional: Vec<&Parameter> = operation
        .path_parameters
        .iter()
        .chain(
            operation
                .query_parameters
                .iter()
                .filter(|parameter| parameter.required && !marker.has_method(&parameter.name)),
        )
        .collect();
    let body = BodyArgument::of(operation, names);
    let taken: &[&str] = if body.is_some() {
        &["body", "content", "query"]
    } else {
        &["query"]
    };
    let idents = unique(
        positional.iter().map(|parameter| parameter.name.as_str()),
        taken,
    );
    let arguments = positional.iter().zip(&idents).map(|(parameter, ident)| {
        let ty = argument(&parameter.ty, names);
        quote!(#ident: #ty)
    });
    let body_argument = body.as_ref().map(|body| &body.argument);
    let query_argument = query.map(|(name, _)| quote!(query: &#name));
    let calls = positional.iter().zip(&idents).map(|(parameter, ident)| {
        let name = &parameter.name;
        if operation
            .path_parameters
            .iter()
            .any(|path| std::ptr::eq(path, *parameter))
        {
            quote!(.path(#name, &#ident))
        } else {
            quote!(.query(#name, &#ident))
        }
    });
    let body_call = body.as_ref().map(|body| &body.call);
    let query_calls = query.map(|(_, optional)| {
        let fields = query_fields(optional);
        let wires = optional.iter().map(|parameter| &parameter.name);
        quote!(#(.query(#wires, &query.#fields))*)
    });
    let arguments: Vec<_> = arguments
        .chain(body_argument.cloned())
        .chain(query_argument)
        .collect();
    let method = ident(&operation.method.to_ascii_lowercase());
    let uid = &operation.uid;
    let path = operation.path.trim_start_matches("/api/");
    let reply = reply(area.kind, operation, names);
    let docs = doc(&documentation(area, operation, marker.has_options()));
    let marker = marker.arguments();
    quote! {
        #docs
        #[inline]
        pub fn #function(#(#arguments),*) -> Request<#reply #marker> {
            Request::#method(#uid, #path) #(#calls)* #body_call #query_calls
        }
    }
}

fn query_struct(
    name: &Ident,
    function: &Ident,
    parameters: &[&Parameter],
    names: &Names,
) -> TokenStream {
    let docs = doc(&[format!(
        "The optional query parameters of [`{}`].",
        function_link(function)
    )]);
    let fields = query_fields(parameters);
    let fields = parameters.iter().zip(fields).map(|(parameter, field)| {
        let doc = property_doc_of(parameter);
        let ty = owned(&parameter.ty, names, Scope::Area);
        quote!(#doc pub #field: Option<#ty>,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name { #(#fields)* }
    }
}

fn query_fields(parameters: &[&Parameter]) -> Vec<Ident> {
    unique(
        parameters.iter().map(|parameter| parameter.name.as_str()),
        &[],
    )
}

/// The struct of an operation's arguments.
pub(super) fn arguments_name(operation: &Operation) -> Ident {
    ident(&format!("{}Request", pascal(&operation.name)))
}

fn function_link(function: &Ident) -> String {
    format!("{function}()")
}

fn property_doc_of(parameter: &Parameter) -> TokenStream {
    let line = parameter_line(parameter);
    doc(&[line.trim_start_matches("- ").to_owned()])
}

fn documentation(area: &Area, operation: &Operation, has_options: bool) -> Vec<String> {
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
    if let Some(first) = text.next() {
        paragraph(first);
    }
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
        .map(parameter_line)
        .collect();
    if !parameters.is_empty() {
        paragraph(parameters.join("\n"));
    }
    if let Some(text) = &operation.request_text {
        paragraph(format!("Body: {}", escape(text)));
    }
    if let (Some(Body::Content), false) = (&operation.request, operation.media_types.is_empty()) {
        let types: Vec<_> = operation
            .media_types
            .iter()
            .map(|media_type| format!("`{media_type}`"))
            .collect();
        paragraph(format!("Media types: {}.", types.join(", ")));
    }
    let options: Vec<_> = operation
        .query_parameters
        .iter()
        .filter(|parameter| has_options && !parameter.required && parameter.name.starts_with('$'))
        .map(|parameter| format!("`{}`", parameter.name))
        .collect();
    if !options.is_empty() {
        paragraph(format!("Options: {}.", options.join(", ")));
    }
    let statuses: Vec<_> = operation
        .statuses
        .iter()
        .map(|(code, text)| status(*code, text))
        .collect();
    paragraph(format!("Statuses: {}.", statuses.join(", ")));
    paragraph(format!("[Reference]({})", operation.reference(area)));
    lines
        .iter()
        .flat_map(|line| line.split('\n'))
        .map(str::to_owned)
        .collect()
}

fn status(code: u16, text: &str) -> String {
    let text = escape(text.trim_end_matches('.'));
    if text.is_empty() {
        code.to_string()
    } else {
        format!("{code} {text}")
    }
}
