//! The type parameter of a request that says what can be asked of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use crate::model::Operation;

/// Options that are methods of every collection request.
const COLLECTION: &str = "\
    $select $filter $orderBy $entities $top $skip $mode $options $context $format $jsonSafe \
    $output";

/// What can be asked of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Marker {
    options: RequestOptions,
    condition: Option<Condition>,
}

/// The options that a request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestOptions {
    /// None.
    Plain,
    /// `$select`.
    Selectable,
    /// `$select`; the response is rows.
    SelectableRows,
    /// None; the response is rows.
    PlainRows,
    /// The OData options; the response is rows.
    Collection,
}

/// That the service knows when an entity was changed, as a status of the operation tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// 304: the entity is left out.
    Read,
    /// 412: the entity is left alone.
    Write,
}

impl Marker {
    /// The marker of an operation, which `responds_with_rows` or not.
    pub(super) fn new(operation: &Operation, responds_with_rows: bool) -> Self {
        let parameters = &operation.query_parameters;
        let has = |name: &str| parameters.iter().any(|parameter| parameter.name == name);
        let options = if COLLECTION.split(' ').all(has) {
            RequestOptions::Collection
        } else if has("$select") && responds_with_rows {
            RequestOptions::SelectableRows
        } else if has("$select") {
            RequestOptions::Selectable
        } else if responds_with_rows {
            RequestOptions::PlainRows
        } else {
            RequestOptions::Plain
        };
        let condition = operation.statuses.iter().find_map(|(code, _)| match code {
            304 => Some(Condition::Read),
            412 => Some(Condition::Write),
            _ => None,
        });
        Self { options, condition }
    }

    /// The marker's type, as text.
    pub(super) fn text(self) -> String {
        let options = self.options.name();
        match self.condition {
            Some(condition) => format!("{}<{options}>", condition.name()),
            None => options.to_owned(),
        }
    }

    /// Whether it is the one that a request has if nothing else is written.
    pub(super) fn is_plain(self) -> bool {
        !self.has_options() && self.condition.is_none()
    }

    /// That of an operation that takes the OData options in its body, as a form.
    pub(super) fn for_form(operation: &Operation) -> Self {
        Self {
            options: RequestOptions::Collection,
            ..Self::new(operation, true)
        }
    }

    pub(super) fn is_collection(self) -> bool {
        self.options == RequestOptions::Collection
    }

    /// The marker's type.
    pub(super) fn tokens(self) -> TokenStream {
        let options = ident(self.options.name());
        match self.condition {
            Some(condition) => {
                let condition = ident(condition.name());
                quote!(#condition<#options>)
            }
            None => quote!(#options),
        }
    }

    /// What an area imports for it from the client crate, where it is written.
    pub(super) fn imports(self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.options.name()).chain(self.condition.map(Condition::name))
    }

    /// The options of the request.
    pub fn options(self) -> RequestOptions {
        self.options
    }

    /// Whether the request can depend on a change of others.
    pub fn condition(self) -> Option<Condition> {
        self.condition
    }

    pub(super) fn has_options(self) -> bool {
        !matches!(self.options, RequestOptions::Plain)
    }

    /// Whether responses can be entities of which only some properties were read.
    pub(super) fn is_selectable(self) -> bool {
        matches!(self.options, RequestOptions::Selectable)
    }

    /// Whether the request has a method for a query parameter.
    pub fn has_method(self, parameter: &str) -> bool {
        match self.options {
            RequestOptions::Plain | RequestOptions::PlainRows => false,
            RequestOptions::Selectable | RequestOptions::SelectableRows => parameter == "$select",
            RequestOptions::Collection => COLLECTION.split(' ').any(|name| name == parameter),
        }
    }
}

impl RequestOptions {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "Plain",
            Self::Selectable => "Selectable",
            Self::SelectableRows => "SelectableRows",
            Self::PlainRows => "PlainRows",
            Self::Collection => "Collection",
        }
    }
}

impl Condition {
    fn name(self) -> &'static str {
        match self {
            Self::Read => "ConditionalRead",
            Self::Write => "ConditionalWrite",
        }
    }
}
