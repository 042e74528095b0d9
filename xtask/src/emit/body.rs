//! What an operation takes and gives, as Rust types.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::ident;
use super::marker::Marker;
use super::names::Names;
use super::rust_type::{RustType, argument, argument_value, owned};
use super::surface::argument_property;
use crate::area::AreaKind;
use crate::model::{Api, Body, Carrier, Operation, Reply, Rule, Type, TypeName};

/// How entities that also have links are called.
const WITH_LINKS: &str = "WithLinks";

/// The trait of entities of which nothing was left out.
const WHOLE: &str = "Whole";

/// The type of bodies that are no JSON.
const CONTENT: &str = "Content";

/// The carriers that bodies treat differently from others.
#[derive(Default)]
pub(super) struct Bodies {
    /// Those of which operations answer with some properties only.
    selectable: BTreeSet<TypeName>,
    /// Those that are one step of a patch.
    patches: BTreeSet<TypeName>,
    /// Those that hold rows whose columns the caller chooses.
    rows: BTreeSet<TypeName>,
    /// The operations that take the OData options of a collection in their body, as a form, by the
    /// path that they share with it.
    forms: BTreeMap<String, String>,
}

impl Bodies {
    pub(super) fn new(api: &Api) -> Self {
        let with = |rule| {
            let has = move |carrier: &&Carrier| {
                let mut properties = carrier.properties.iter();
                properties.any(|property| property.evidence.rule == rule)
            };
            let carriers = api.carriers.values().filter(has);
            carriers.map(|carrier| carrier.name.clone()).collect()
        };
        let mut bodies = Self {
            selectable: BTreeSet::new(),
            patches: with(Rule::PatchValue),
            rows: with(Rule::DynamicColumns),
            forms: BTreeMap::new(),
        };
        let operations = api.areas.iter().flat_map(|area| &area.operations);
        bodies.forms = bodies.forms_among(operations.clone());
        let selectable = operations.filter(|operation| bodies.marker(operation).is_selectable());
        let answers = selectable.filter_map(|operation| match &operation.response {
            Reply::Json(Type::Carrier(name), _) => Some(name),
            _ => None,
        });
        let with_bases =
            answers.flat_map(|name| std::iter::once(name).chain(without_links(name, api)));
        bodies.selectable = with_bases.cloned().collect();
        bodies
    }

    /// What can be asked of an operation.
    pub(super) fn marker(&self, operation: &Operation) -> Marker {
        if self.is_form(operation) {
            return Marker::of_form(operation);
        }
        Marker::of(operation, self.answers_with_rows(operation))
    }

    /// The call that says whether the query goes in the body; none if it always goes in the address.
    pub(super) fn form_call(&self, operation: &Operation) -> Option<TokenStream> {
        if self.is_form(operation) {
            return Some(quote!(.form()));
        }
        let form = self.forms.get(&operation.path)?;
        let takes_options = operation.method == "GET" && self.marker(operation).is_collection();
        takes_options.then(|| quote!(.form_if_long(#form)))
    }

    fn is_form(&self, operation: &Operation) -> bool {
        self.forms.get(&operation.path) == Some(&operation.uid)
    }

    /// A collection that can be asked for by `POST` too, without a body that a page would describe,
    /// takes its options there.
    fn forms_among<'a>(
        &self,
        operations: impl Iterator<Item = &'a Operation> + Clone,
    ) -> BTreeMap<String, String> {
        let rows = operations.filter(|operation| self.answers_with_rows(operation));
        let collections = rows.clone().filter(|operation| {
            operation.method == "GET" && Marker::of(operation, true).is_collection()
        });
        let paths: BTreeSet<&str> = collections.map(|operation| &*operation.path).collect();
        let forms = rows.filter(|operation| {
            operation.method == "POST"
                && operation.request.is_none()
                && operation.query_parameters.is_empty()
                && paths.contains(&*operation.path)
        });
        forms
            .map(|operation| (operation.path.clone(), operation.uid.clone()))
            .collect()
    }

    fn answers_with_rows(&self, operation: &Operation) -> bool {
        match &operation.response {
            Reply::Json(Type::Carrier(name), _) => self.rows.contains(name),
            _ => false,
        }
    }

    /// Whether an operation's body is a patch.
    pub(super) fn is_patch(&self, ty: &Type) -> bool {
        matches!(ty, Type::List(step) if step.reference().is_some_and(|name| self.is_step(name)))
    }

    /// Whether a carrier is one step of a patch; the client crate has a type for whole patches.
    pub(super) fn is_step(&self, name: &TypeName) -> bool {
        self.patches.contains(name)
    }

    fn is_selectable(&self, ty: &Type) -> bool {
        matches!(ty, Type::Carrier(name) if self.selectable.contains(name))
    }
}

/// The carrier that has all properties of `name` but its links.
pub(super) fn without_links<'a>(name: &str, api: &'a Api) -> Option<&'a TypeName> {
    let (base, carrier) = api.carriers.get_key_value(name.strip_suffix(WITH_LINKS)?)?;
    let linked = &api.carriers[name];
    let has = |name: &str, ty: &Type| {
        let mut properties = linked.properties.iter();
        properties.any(|property| property.name == name && property.ty == *ty)
    };
    let is_whole = carrier
        .properties
        .iter()
        .all(|property| has(&property.name, &property.ty));
    is_whole.then_some(base)
}

/// The argument for a request body as a whole, its name and its type; none if an operation has no
/// body, or one whose only property is the argument.
pub(super) fn body_argument(
    operation: &Operation,
    names: &Names,
) -> Option<(&'static str, RustType)> {
    if argument_property(operation).is_some() {
        return None;
    }
    Some(match operation.request.as_ref()? {
        Body::Arguments(_) => {
            let name = RustType::Local(names.operation(operation).request.clone());
            ("body", name.borrowed())
        }
        Body::Json(ty, _) if names.bodies.is_patch(ty) => {
            let form = RustType::Impl("client::PatchForm", None);
            ("body", form.within("client::Patch").borrowed())
        }
        Body::Json(ty, _) => ("body", json_argument(ty, names)),
        Body::Content | Body::File(_) => ("content", RustType::Known(CONTENT)),
    })
}

/// An argument that is sent as JSON: an entity has to be a whole one where it can also be read in
/// part.
pub(super) fn json_argument(ty: &Type, names: &Names) -> RustType {
    if names.bodies.is_selectable(ty) {
        let whole = RustType::Impl(WHOLE, Some(Box::new(owned(ty, names))));
        return whole.borrowed();
    }
    argument(ty, names)
}

/// The call that puts the body into the request.
pub(super) fn body_call(operation: &Operation, names: &Names) -> Option<TokenStream> {
    Some(match operation.request.as_ref()? {
        Body::Arguments(_) => quote!(.json(body)),
        Body::Json(ty, _) => {
            let value = json_value(ty, &ident("body"), names);
            quote!(.json(#value))
        }
        Body::Content => quote!(.content(content)),
        Body::File(name) => quote!(.file(#name, content)),
    })
}

/// An argument as a reference to what is sent as JSON.
pub(super) fn json_value(ty: &Type, name: &Ident, names: &Names) -> TokenStream {
    match ty {
        _ if names.bodies.is_patch(ty) => quote!(#name),
        // Slices and texts have no size, so the call takes a reference to the reference.
        Type::Bool | Type::Int32 | Type::Int64 | Type::Double | Type::String | Type::List(_) => {
            argument_value(ty, name)
        }
        _ => quote!(#name),
    }
}

/// What an area imports for an argument from the client crate.
pub(super) fn import(ty: &RustType) -> Option<&'static str> {
    match ty {
        RustType::Known(CONTENT) => Some(CONTENT),
        RustType::Reference(inner) if matches!(**inner, RustType::Impl(WHOLE, _)) => Some(WHOLE),
        _ => None,
    }
}

/// The type of the response.
pub(super) fn response(kind: AreaKind, operation: &Operation, names: &Names) -> RustType {
    match &operation.response {
        Reply::Nothing => RustType::Unit,
        Reply::Bytes => RustType::Known("client::Bytes"),
        Reply::Json(ty, _) => {
            let owned = owned(ty, names);
            if operation.may_find_nothing(kind) {
                owned.within("Option")
            } else {
                owned
            }
        }
    }
}

/// `impl Whole<X> for XWithLinks`, so that what was read can be saved.
pub(super) fn whole(name: &Ident, base: &TypeName, names: &Names) -> TokenStream {
    let condition = names.condition(base);
    let base = ident(names.rust(base));
    quote! {
        /// Links are no part of what is saved.
        #condition
        impl client::Whole<super::#base> for #name {}
    }
}
