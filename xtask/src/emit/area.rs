//! Modules: the crate's root, the indexes, and one file an area.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::body::import;
use super::documentation::doc;
use super::file::SourceText;
use super::ident::{self, ident};
use super::names::Names;
use super::operation;
use super::surface::Module;
use crate::model::AreaKind;
use crate::visible::visible_line;

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
        let docs = doc(&[format!("Area `{}`; feature `{feature}`.", area.wire)]);
        text.items(quote! {
            #docs
            #[cfg(feature = #feature)]
            pub mod #module;
        });
    }
    text.finish()
}

/// `types/mod.rs`
pub(super) fn types(names: &Names) -> String {
    let mut text = SourceText::new();
    text.text("//! The carriers and enums that operations share.\n");
    for names in names.types() {
        let module = ident(&names.module);
        let name = ident(&names.rust);
        let condition = names.condition();
        text.items(quote! {
            #condition
            mod #module;
            #condition
            pub use #module::#name;
        });
    }
    text.finish()
}

/// The file of an area.
pub(super) fn module(module: &Module<'_>, names: &Names) -> String {
    let area = module.area;
    let mut text = SourceText::new();
    let kind = match area.kind {
        AreaKind::Agent => "agent",
        AreaKind::Rest => "REST area",
    };
    text.text(&format!(
        "//! The {kind} `{}`: {}.\n",
        visible_line(&area.name),
        operations(area.operations.len())
    ));
    text.items(imports(module));
    for function in &module.functions {
        operation::write(&mut text, function, names);
    }
    text.finish()
}

fn imports(module: &Module<'_>) -> TokenStream {
    let mut items = BTreeSet::from(["Request"]);
    for function in &module.functions {
        items.extend(function.marker.imports());
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
    let items = items.into_iter().map(ident::ident);
    quote! {
        use client::{#(#items),*};
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
