//! Which bodies are special: patches, rows, forms, entities that can be read in part.

use std::collections::{BTreeMap, BTreeSet};

use super::marker::Marker;
use crate::model::{Api, Body, Carrier, Operation, Property, ResponseBody, Rule, Type, TypeName};

/// How entities that also have links are called.
const WITH_LINKS: &str = "WithLinks";

/// The carriers that bodies treat differently from others.
#[derive(Default, Hash)]
pub(super) struct Bodies {
    /// Those of which operations respond with some properties only.
    selectable: BTreeSet<TypeName>,
    /// Those that are one step of a patch.
    patches: BTreeSet<TypeName>,
    /// Those that hold rows whose columns the caller chooses.
    rows: BTreeSet<TypeName>,
    /// The operations that take the OData options of a collection in their body, as a form, by the
    /// path that they share with it.
    forms: BTreeMap<String, String>,
}

/// Whether a query goes in the body.
pub(super) enum QueryForm<'a> {
    /// Always.
    Own,
    /// If it is too long for an address, by another operation, which has this identifier.
    IfLong(&'a str),
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
        let operations = api.operations();
        bodies.forms = bodies.forms_among(operations.clone());
        let selectable = operations.filter(|operation| bodies.marker(operation).is_selectable());
        let responses = selectable.filter_map(|operation| match &operation.response {
            ResponseBody::Json(Type::Carrier(name), _) => Some(name),
            _ => None,
        });
        let with_bases =
            responses.flat_map(|name| std::iter::once(name).chain(without_links(name, api)));
        bodies.selectable = with_bases.cloned().collect();
        bodies
    }

    /// What can be asked of an operation.
    pub(super) fn marker(&self, operation: &Operation) -> Marker {
        if self.is_form(operation) {
            return Marker::for_form(operation);
        }
        Marker::new(operation, self.responds_with_rows(operation))
    }

    /// The form in which an operation's query goes in the body; none if it always goes in the
    /// address.
    pub(super) fn form(&self, operation: &Operation) -> Option<QueryForm<'_>> {
        if self.is_form(operation) {
            return Some(QueryForm::Own);
        }
        let form = self.forms.get(&operation.path)?;
        let takes_options = operation.method == "GET" && self.marker(operation).is_collection();
        takes_options.then_some(QueryForm::IfLong(form))
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
        let rows = operations.filter(|operation| self.responds_with_rows(operation));
        let collections = rows.clone().filter(|operation| {
            operation.method == "GET" && Marker::new(operation, true).is_collection()
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

    fn responds_with_rows(&self, operation: &Operation) -> bool {
        match &operation.response {
            ResponseBody::Json(Type::Carrier(name), _) => self.rows.contains(name),
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

    pub(super) fn is_selectable(&self, ty: &Type) -> bool {
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

/// The property of a body that has no other: an argument of the function, since a call without it
/// would say nothing.
pub(super) fn argument_property(operation: &Operation) -> Option<&Property> {
    match operation.request.as_ref()? {
        Body::Arguments(properties) => match &**properties {
            [property] => Some(property),
            _ => None,
        },
        _ => None,
    }
}
