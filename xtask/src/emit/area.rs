//! Modules: the crate's root, the indexes, and one file an area.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::body::{import, is_of_body};
use super::documentation::{doc, escape_but_code};
use super::file::SourceText;
use super::function;
use super::ident::ident;
use super::marker::Marker;
use super::names::Names;
use super::surface::Module;
use crate::area::AreaKind;
use crate::visible::visible_line;
use crate::words;

/// `lib.rs`
pub(super) fn library(names: &Names) -> String {
    let example = names
        .areas()
        .first()
        .map(|area| area.feature.as_str())
        .unwrap_or_default();
    let mut text = SourceText::new();
    text.text(&format!(
        "//! Typed bindings of the SuperOffice WebAPI.
//!
//! Every operation is a function that returns a [`client::Request`]; send it with a
//! [`client::Client`]. Agents are in [`agents`], REST resources in [`rest`], the types
//! that they share in [`types`].
//!
//! Each area is a Cargo feature, such as `{example}`, which brings the area's functions
//! and all types that they need. The feature `full` enables every area.
"
    ));
    text.items(quote! {
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        // docs.rs shows which feature brings what.
        #![cfg_attr(docsrs, feature(doc_cfg))]
        // A property stays usable for as long as the server has it.
        #![allow(deprecated)]
        // An operation has the parameters that it has.
        #![allow(clippy::too_many_arguments)]

        #[rustfmt::skip]
        pub mod agents;
        #[rustfmt::skip]
        pub mod rest;
        #[rustfmt::skip]
        pub mod types;

        pub use client;
    });
    text.finish()
}

/// `agents/mod.rs`, `rest/mod.rs`
pub(super) fn index(kind: AreaKind, names: &Names) -> String {
    let docs = match kind {
        AreaKind::Agent => "Agents: remote procedure calls, an area each.",
        AreaKind::Rest => "REST resources, an area each.",
    };
    let mut text = SourceText::new();
    text.text(&format!(
        "//! {docs}\n//!\n//! SuperOffice describes them at <{}>.\n",
        kind.site()
    ));
    for area in names.areas().iter().filter(|area| area.kind == kind) {
        let feature = &area.feature;
        let module = ident(&area.module);
        let says = words::area(&names.glossary, kind, &area.wire);
        let says = says.map(|says| [escape_but_code(&says), String::new()]);
        let mut docs: Vec<_> = says.into_iter().flatten().collect();
        docs.push(format!("Area `{}`; feature `{feature}`.", area.wire));
        let docs = doc(&docs);
        text.items(quote! {
            #docs
            #[cfg(feature = #feature)]
            pub mod #module;
        });
    }
    text.finish()
}

/// What makes a module of each line of the list of types.
const TYPES: &str = "\
macro_rules! types {
    ($($(#[$alias:meta])? $module:ident::$name:ident $(if $($feature:literal)or+)?;)*) => {$(
        $(#[cfg(any($(feature = $feature),+))])?
        mod $module;
        $(#[cfg(any($(feature = $feature),+))])?
        $(#[$alias])?
        pub use $module::$name;
    )*};
}
";

/// `types/mod.rs`: a line for each type, with the features that bring it; without any it is always
/// there. Phrases for searches stand here, because rustdoc does not see them in private modules.
pub(super) fn types(names: &Names) -> String {
    let mut text = SourceText::new();
    text.text("//! The carriers and enums that operations share.\n");
    text.text(TYPES);
    let mut list = String::from("types! {\n");
    for (name, names) in names.types() {
        let aliases = words::type_aliases(name);
        if !aliases.is_empty() {
            list.push_str(&format!(
                "    #[doc(alias({}))]\n",
                quoted(&aliases).join(", ")
            ));
        }
        let condition = match names.features.is_empty() {
            true => String::new(),
            false => format!(" if {}", quoted(&names.features).join(" or ")),
        };
        list.push_str(&format!(
            "    {}::{}{condition};\n",
            names.module, names.rust
        ));
    }
    list.push_str("}\n");
    text.text(&list);
    text.finish()
}

fn quoted<'a>(texts: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    texts.into_iter().map(|text| format!("{text:?}")).collect()
}

/// The file of an area.
pub(super) fn module(module: &Module<'_>, names: &Names) -> String {
    let area = module.area;
    let mut text = SourceText::new();
    let kind = match area.kind {
        AreaKind::Agent => "agent",
        AreaKind::Rest => "REST area",
    };
    let says = words::area(&names.glossary, area.kind, &area.name);
    let says = says.map_or_else(String::new, |says| {
        format!("//! {}\n//!\n", visible_line(&escape_but_code(&says)))
    });
    text.text(&format!(
        "{says}//! The {kind} `{}`: {}.\n",
        visible_line(&area.name),
        operations(area.operations.len())
    ));
    text.items(imports(module));
    for function in &module.functions {
        function::write(&mut text, area, function, names);
    }
    text.finish()
}

fn imports(module: &Module<'_>) -> TokenStream {
    let mut items = BTreeSet::new();
    for function in &module.functions {
        let marker = function.written_marker().into_iter();
        items.extend(marker.flat_map(Marker::imports));
        let arguments = function.arguments.iter();
        items.extend(arguments.filter_map(|argument| import(&argument.ty)));
    }
    let uses_types = module
        .area
        .operations
        .iter()
        .flat_map(|operation| operation.types())
        .any(|ty| ty.reference().is_some());
    let types = uses_types.then(|| {
        quote!(
            use crate::types;
        )
    });
    let (body, request): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| is_of_body(item));
    let [body, request] = [("body", body), ("request", request)].map(|(module, items)| {
        let (module, items) = (ident(module), items.into_iter().map(ident));
        (items.len() > 0).then(|| quote!(use client::#module::{#(#items),*};))
    });
    quote! {
        use client::Request;
        #body
        #request
        #types
    }
}

fn operations(count: usize) -> String {
    if count == 1 {
        "one operation".into()
    } else {
        format!("{count} operations")
    }
}
