//! What a change means for a program that uses the bindings, which follows from
//! the code that is generated.

use super::report::{Class, Item, Kind};
use super::side::Described;
use crate::emit::Function;
use crate::model::Parameter;

/// A class, and why it is that.
pub(super) type Classed = (Class, &'static str);

/// The class of what has become of a query parameter.
pub(super) fn parameter(
    kind: Kind,
    parameter: &Parameter,
    old: &Function<'_>,
    new: &Function<'_>,
) -> Classed {
    let is_method = |function: &Function<'_>| function.marker.has_method(&parameter.name);
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
        Kind::Added if old.query.is_none() => (
            Class::Breaking,
            "it is the first optional parameter: the request has a type for them now",
        ),
        Kind::Added => (
            Class::Addition,
            "one more method of the type of optional parameters",
        ),
        Kind::Removed if parameter.required => {
            (Class::Breaking, "the function has one argument less")
        }
        Kind::Removed if new.query.is_none() => (
            Class::Breaking,
            "it was the last optional parameter: the request no longer has a type for them",
        ),
        Kind::Removed => (
            Class::Breaking,
            "the type of optional parameters has one method less",
        ),
        Kind::Required => (
            Class::Breaking,
            "the optional parameter has become an argument of the function",
        ),
        Kind::Optional => (
            Class::Breaking,
            "the argument of the function has become an optional parameter",
        ),
        Kind::Retyped => (Class::Breaking, "the argument has another type"),
        Kind::Renamed => (
            Class::Breaking,
            "the method of the type of optional parameters has another name",
        ),
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
pub(super) fn renamed_parameter(is_elsewhere: bool) -> Classed {
    if is_elsewhere {
        return (
            Class::Breaking,
            "the arguments of the function have another order",
        );
    }
    (
        Class::Documentation,
        "arguments are told apart by their place",
    )
}

/// The class of a status that was added or removed; only some are part of the request's type.
pub(super) fn status(code: u16, old: &Function<'_>, new: &Function<'_>) -> Classed {
    let is_condition = matches!(code, 304 | 412);
    if !is_condition || old.marker.condition() == new.marker.condition() {
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
pub(super) fn renamed(old: &Described<'_>, new: &Described<'_>) -> Classed {
    if is_same_function(old, new) {
        return (
            Class::Documentation,
            "the function is the same, with another identifier or place to call",
        );
    }
    (Class::Breaking, "the function has another name or module")
}

/// Whether a program calls both by the same name.
pub(super) fn is_same_function(old: &Described<'_>, new: &Described<'_>) -> bool {
    let function = |operation: &Described<'_>| {
        let Described {
            module, function, ..
        } = *operation;
        (module.path.clone(), function.name.clone())
    };
    function(old) == function(new)
}

/// The class of everything that needs no more than what it is.
pub(super) fn plain(item: Item, kind: Kind) -> Classed {
    let breaking = |why| (Class::Breaking, why);
    match (item, kind) {
        (_, Kind::Typed) => breaking("it has a type now, which the older pages leave out"),
        (_, Kind::Untyped) => breaking("it has no type now: the newer pages leave it out"),
        (Item::Operation, Kind::Added) => (Class::Addition, "one more function"),
        (Item::Operation, Kind::Removed) => breaking("the function is gone"),
        (Item::RequestBody, Kind::Added) => breaking("the function has an argument for it now"),
        (Item::RequestBody, Kind::Removed) => {
            breaking("the function no longer has an argument for it")
        }
        (Item::RequestBody, Kind::Retyped) => {
            breaking("the argument for the body has another type")
        }
        (Item::ResponseBody, _) => breaking("the answer has another type"),
        (Item::Property, Kind::Added) => (
            Class::Addition,
            "one more field; struct literals end in `..Default::default()`",
        ),
        (Item::Property, Kind::Removed) => breaking("the struct has one field less"),
        (Item::Property, Kind::Retyped) => breaking("the field has another type"),
        (Item::Parameter, _) => breaking("the argument has another type"),
        (Item::Type, Kind::Added) => (Class::Addition, "one more struct, where something uses it"),
        (Item::Type, Kind::Removed) => breaking("the struct loses its name or is gone"),
        (Item::Type, Kind::Renamed) => {
            breaking("the struct has another name; one side's pages give it none")
        }
        (Item::Enum, Kind::Added) => (Class::Addition, "one more enum, where something uses it"),
        (Item::Enum, Kind::Removed) => breaking("the enum is gone"),
        (Item::Enum, Kind::Renamed) => {
            breaking("the enum has another name; one side's pages give it none")
        }
        (Item::Enum, Kind::Retyped) => {
            breaking("an enum has variants, a set of flags has constants")
        }
        (Item::Member, Kind::Added) => (Class::Addition, "enums are open: one more variant"),
        (Item::Member, Kind::Removed) => breaking("the variant is gone"),
        (Item::Member, Kind::Renamed) => breaking("the variant has another name"),
        (Item::Member, _) => (
            Class::Documentation,
            "the variant is the same; its number differs",
        ),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}

/// The class of what has become of a property; on each side, whether it is an argument of a function
/// in place of a field.
pub(super) fn property(kind: Kind, are_arguments: (bool, bool)) -> Classed {
    match (kind, are_arguments) {
        (Kind::Added, (true, _)) => (
            Class::Breaking,
            "the argument of the function has become a struct",
        ),
        (Kind::Removed, (_, true)) => (
            Class::Breaking,
            "the struct has become an argument of the function",
        ),
        (Kind::Retyped, (true, true)) => (Class::Breaking, "the argument has another type"),
        _ => plain(Item::Property, kind),
    }
}

/// The class of another name on the wire for a property or a parameter.
pub(super) fn field_renamed(is_same_field: bool) -> Classed {
    if is_same_field {
        (
            Class::Documentation,
            "the field is the same; its name on the wire differs",
        )
    } else {
        (Class::Breaking, "the field has another name")
    }
}

/// The class of a struct that could be saved in the place of another one, or now can.
pub(super) fn saved_as(kind: Kind) -> Classed {
    match kind {
        Kind::Described => (
            Class::Addition,
            "it can be saved as an entity without links",
        ),
        _ => (
            Class::Breaking,
            "it can no longer be saved as that entity: their properties differ",
        ),
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
