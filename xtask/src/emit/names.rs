//! Which name, file and feature everything gets in the crate.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies::Bodies;
use super::boxes::Boxes;
use super::ident::{feature, free, module, pascal, type_name, unique_names};
use crate::area::AreaKind;
use crate::model::{Api, Area, Closure, Glossary, Operation, TypeName};

/// A type that more areas than this need is always there: the condition would
/// be longer than the type, and hardly ever false.
const COMMON: usize = 8;

/// What a module of functions may import.
const IMPORTED: &str = "\
    Collection ConditionalRead ConditionalWrite Content Plain PlainRows Request Saveable \
    Selectable SelectableRows";

/// The names of a whole crate.
#[derive(Hash)]
pub(super) struct Names {
    areas: Vec<AreaNames>,
    types: BTreeMap<TypeName, TypeNames>,
    /// By identifier.
    operations: BTreeMap<String, OperationNames>,
    /// Which properties need a box.
    pub(super) boxes: Boxes,
    /// Which bodies are no plain carriers.
    pub(super) bodies: Bodies,
    /// What words mean.
    pub(super) glossary: Arc<Glossary>,
}

/// The names of one area.
#[derive(Hash)]
pub(super) struct AreaNames {
    pub(super) kind: AreaKind,
    pub(super) module: String,
    /// The module's file; a raw identifier is none.
    pub(super) file: String,
    pub(super) feature: String,
    /// The area's name on the wire.
    pub(super) wire: String,
}

/// The names of one operation.
#[derive(Hash)]
pub(super) struct OperationNames {
    pub(super) function: String,
    /// The struct of its arguments, if it has any.
    pub(super) request: String,
    /// The struct of its optional query parameters, if it has any.
    pub(super) query: String,
}

/// The names of one type.
#[derive(Hash)]
pub(super) struct TypeNames {
    pub(super) rust: String,
    pub(super) module: String,
    /// The features that need it; empty when it is always there.
    pub(super) features: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(api: &Api, closures: &Closure) -> Self {
        let mut used = HashSet::new();
        // The index is a file of that name.
        let index = || HashSet::from(["mod".to_owned()]);
        let (mut agents, mut rest) = (index(), index());
        let areas: Vec<_> = api
            .areas
            .iter()
            .map(|area| {
                let taken = match area.kind {
                    AreaKind::Agent => &mut agents,
                    AreaKind::Rest => &mut rest,
                };
                let module = free(taken, module(&area.name), "_");
                let feature = free(&mut used, feature(area.kind, &area.name), "-");
                AreaNames {
                    kind: area.kind,
                    file: module.clone(),
                    module,
                    feature,
                    wire: area.name.clone(),
                }
            })
            .collect();
        let mut modules = index();
        let mut rust_names = HashSet::new();
        let types = api.carriers.keys().chain(api.enums.keys()).map(|name| {
            let features: BTreeSet<_> = closures
                .get(name)
                .into_iter()
                .flatten()
                .map(|&area| areas[area].feature.clone())
                .collect();
            let features = if features.len() > COMMON {
                BTreeSet::new()
            } else {
                features
            };
            let names = TypeNames {
                rust: free(&mut rust_names, type_name(name), ""),
                module: free(&mut modules, module(name), "_"),
                features,
            };
            (name.clone(), names)
        });
        Self {
            types: types.collect(),
            operations: api.areas.iter().flat_map(operations).collect(),
            boxes: Boxes::new(api),
            bodies: Bodies::new(api),
            glossary: Arc::clone(&api.glossary),
            areas,
        }
    }

    pub(super) fn areas(&self) -> &[AreaNames] {
        &self.areas
    }

    pub(super) fn area(&self, index: usize) -> &AreaNames {
        &self.areas[index]
    }

    /// The names of an operation of the model.
    pub(super) fn operation(&self, operation: &Operation) -> &OperationNames {
        &self.operations[&operation.uid]
    }

    /// The types that the crate has, with the names that they have in the model.
    pub(super) fn types(&self) -> impl Iterator<Item = (&TypeName, &TypeNames)> {
        let types = self.types.iter();
        types.filter(|(name, _)| !self.bodies.is_step(name))
    }

    /// The Rust name of a type. Every reference in the model leads to a type in it.
    pub(super) fn rust<'a>(&'a self, name: &'a TypeName) -> &'a str {
        self.types.get(name).map_or(name, |names| &names.rust)
    }

    /// The file of a type.
    pub(super) fn type_path(&self, name: &TypeName) -> String {
        let module = self
            .types
            .get(name)
            .map_or_else(|| module(name), |names| names.module.clone());
        format!("src/types/{module}.rs")
    }

    /// When a type is there; nothing if it always is.
    pub(super) fn condition(&self, name: &TypeName) -> TokenStream {
        self.types
            .get(name)
            .map(TypeNames::condition)
            .unwrap_or_default()
    }
}

/// Functions and structs of one module, no two alike and none like what the module imports.
fn operations(area: &Area) -> Vec<(String, OperationNames)> {
    let operations = area.operations.iter();
    let functions = unique_names(operations.map(|operation| operation.name.as_str()), &[]);
    let mut structs: HashSet<_> = IMPORTED.split(' ').map(str::to_owned).collect();
    let mut names = |operation: &Operation, function| {
        let start = pascal(&operation.name);
        let mut free = |end| free(&mut structs, format!("{start}{end}"), "");
        let names = OperationNames {
            function,
            request: free("Request"),
            query: free("Query"),
        };
        (operation.uid.clone(), names)
    };
    let operations = area.operations.iter().zip(functions);
    operations
        .map(|(operation, function)| names(operation, function))
        .collect()
}

impl TypeNames {
    /// `#[cfg(feature = "…")]`, or `any` of several; nothing if the type is always there.
    fn condition(&self) -> TokenStream {
        let features = self.features.iter();
        match self.features.len() {
            0 => TokenStream::new(),
            1 => quote!(#[cfg(#(feature = #features)*)]),
            _ => quote!(#[cfg(any(#(feature = #features),*))]),
        }
    }
}
