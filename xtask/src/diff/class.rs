//! What a change means for a program that uses the bindings, which follows from
//! the code that is generated.

use super::facts::{Item as Fact, Operation};
use super::report::{Class, Item, Kind};
use crate::emit::{Marker, function_name};

/// A class, and why it is that.
pub(super) type Classed = (Class, &'static str);

/// The form of an operation's function.
pub(super) struct Signature {
    marker: Marker,
    has_query: bool,
}

impl Signature {
    pub(super) fn of(operation: &Operation<'_>) -> Self {
        let parameters = operation.query_parameters();
        let names: Vec<_> = parameters.iter().map(|parameter| parameter.name).collect();
        // As `resolve` tells an archive.
        let mut properties = operation.response.properties.iter();
        let with_rows = properties.any(|property| property.name == "odata.metadata");
        let statuses = operation.statuses().map(|(code, _)| code);
        let marker = Marker::from_parts(&names, statuses, with_rows);
        let has_query = parameters
            .iter()
            .any(|parameter| !parameter.required && !marker.has_method(parameter.name));
        Self { marker, has_query }
    }
}

/// The class of what has become of a query parameter.
pub(super) fn parameter(
    kind: Kind,
    parameter: &Fact<'_>,
    old: &Signature,
    new: &Signature,
) -> Classed {
    let is_method = |signature: &Signature| signature.marker.has_method(parameter.name);
    match kind {
        Kind::Added | Kind::Removed
            if parameter.name.starts_with('$') && old.marker.options() != new.marker.options() =>
        {
            (
                Class::Breaking,
                "the request has another type: its options are part of it",
            )
        }
        Kind::Added if is_method(new) => (Class::Addition, "the request has one more method"),
        Kind::Added if parameter.required => {
            (Class::Breaking, "the function has one more argument")
        }
        Kind::Added if !old.has_query => (
            Class::Breaking,
            "it is the first optional parameter: the function has the argument `query` now",
        ),
        Kind::Added => (
            Class::Addition,
            "one more field in the struct of optional parameters",
        ),
        Kind::Removed if parameter.required => {
            (Class::Breaking, "the function has one argument less")
        }
        Kind::Removed if !new.has_query => (
            Class::Breaking,
            "it was the last optional parameter: the function no longer has the argument `query`",
        ),
        Kind::Removed => (
            Class::Breaking,
            "the struct of optional parameters has one field less",
        ),
        Kind::Required => (
            Class::Breaking,
            "the field has become an argument of the function",
        ),
        Kind::Optional => (
            Class::Breaking,
            "the argument has become a field of the struct of optional parameters",
        ),
        Kind::Retyped => (Class::Breaking, "the argument or field has another type"),
        Kind::Moved => (
            Class::Breaking,
            "the arguments of the function have another order",
        ),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}

/// The class of what has become of a path parameter, which is an argument of the function.
pub(super) fn path_parameter(kind: Kind) -> Classed {
    match kind {
        Kind::Added => (Class::Breaking, "the function has one more argument"),
        Kind::Removed => (Class::Breaking, "the function has one argument less"),
        Kind::Retyped => (Class::Breaking, "the argument has another type"),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}

/// The class of another name for a path parameter; `is_elsewhere` if another one had it.
pub(super) fn renamed_parameter(is_enum: bool, is_elsewhere: bool) -> Classed {
    if is_elsewhere {
        return (
            Class::Breaking,
            "the arguments of the function have another order",
        );
    }
    if is_enum {
        return (
            Class::Breaking,
            "an enum without a page is named after the parameter",
        );
    }
    (
        Class::Documentation,
        "arguments are told apart by their place",
    )
}

/// The class of a status that was added or removed.
pub(super) fn status(old: &Signature, new: &Signature) -> Classed {
    if old.marker.condition() == new.marker.condition() {
        return (
            Class::Documentation,
            "the function is the same; its documentation lists the statuses",
        );
    }
    (
        Class::Breaking,
        "the request has another type: 304 and 412 make it a conditional one",
    )
}

/// The class of another identifier, method or path.
pub(super) fn renamed(old: &Operation<'_>, new: &Operation<'_>) -> Classed {
    let function = |operation: &Operation<'_>| {
        let page = operation.page;
        (
            page.kind(),
            page.area().to_owned(),
            function_name(page.operation_name()),
        )
    };
    if function(old) == function(new) {
        return (
            Class::Documentation,
            "the function is the same, with another identifier or place to call",
        );
    }
    (Class::Breaking, "the function has another name or module")
}

/// The class of everything that needs no more than what it is.
pub(super) fn plain(item: Item, kind: Kind) -> Classed {
    match (item, kind) {
        (Item::Operation, Kind::Added) => (Class::Addition, "one more function"),
        (Item::Operation, Kind::Removed) => (Class::Breaking, "the function is gone"),
        (Item::RequestBody, Kind::Added) => {
            (Class::Breaking, "the function has the argument `body` now")
        }
        (Item::RequestBody, Kind::Removed) => (
            Class::Breaking,
            "the function no longer has the argument `body`",
        ),
        (Item::RequestBody, Kind::Retyped) => (
            Class::Breaking,
            "the argument for the body has another type",
        ),
        (Item::ResponseBody, _) => (Class::Breaking, "the answer has another type"),
        (Item::Property, Kind::Added) => (
            Class::Addition,
            "one more field; struct literals end in `..Default::default()`",
        ),
        (Item::Property, Kind::Removed) => (Class::Breaking, "the struct has one field less"),
        (Item::Property, Kind::Retyped) => (Class::Breaking, "the field has another type"),
        (Item::Parameter, _) => (Class::Breaking, "the argument or field has another type"),
        (Item::Type, Kind::Added) => (Class::Addition, "one more struct, where something uses it"),
        (Item::Type, Kind::Removed) => (Class::Breaking, "the struct loses its name or is gone"),
        (Item::Enum, Kind::Added) => (Class::Addition, "one more enum, where something uses it"),
        (Item::Enum, Kind::Removed) => (Class::Breaking, "the enum is gone"),
        (Item::Enum, Kind::Retyped) => (
            Class::Breaking,
            "an enum has variants, a set of flags has constants",
        ),
        (Item::Member, Kind::Added) => (Class::Addition, "enums are open: one more variant"),
        (Item::Member, Kind::Removed) => (Class::Breaking, "the variant is gone"),
        (Item::Member, _) => (
            Class::Documentation,
            "the variant is the same; its number differs",
        ),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}

/// The class of a property that has become deprecated, or no longer is.
pub(super) fn deprecated(kind: Kind, has_attribute: bool) -> Classed {
    match kind {
        Kind::Deprecated if has_attribute => (
            Class::Addition,
            "the field has `#[deprecated]`, so those who use it get a warning",
        ),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}
