//! What a change means for a program that uses the bindings, which follows from
//! the code that is generated.

use super::report::{ChangeKind, Class, Item};
use super::side::DescribedOperation;
use crate::emit::Function;
use crate::model::Parameter;

/// A class, and why it is that.
pub(super) type Classification = (Class, &'static str);

/// The class of what has become of a query parameter.
pub(super) fn parameter(
    kind: ChangeKind,
    parameter: &Parameter,
    old: &Function<'_>,
    new: &Function<'_>,
) -> Classification {
    let is_method = |function: &Function<'_>| function.marker.has_method(&parameter.name);
    match kind {
        ChangeKind::Added | ChangeKind::Removed
            if parameter.name.starts_with('$') && old.marker.options() != new.marker.options() =>
        {
            (
                Class::Breaking,
                "the request has another type: its options are part of it",
            )
        }
        ChangeKind::Added if is_method(new) => (Class::Addition, "the request has one more method"),
        ChangeKind::Added if parameter.required => {
            (Class::Breaking, "the function has one more argument")
        }
        ChangeKind::Added if old.query.is_none() => (
            Class::Breaking,
            "it is the first optional parameter: the request has a type for them now",
        ),
        ChangeKind::Added => (
            Class::Addition,
            "one more method of the type of optional parameters",
        ),
        ChangeKind::Removed if parameter.required => {
            (Class::Breaking, "the function has one argument less")
        }
        ChangeKind::Removed if new.query.is_none() => (
            Class::Breaking,
            "it was the last optional parameter: the request no longer has a type for them",
        ),
        ChangeKind::Removed => (
            Class::Breaking,
            "the type of optional parameters has one method less",
        ),
        ChangeKind::Required => (
            Class::Breaking,
            "the optional parameter has become an argument of the function",
        ),
        ChangeKind::Optional => (
            Class::Breaking,
            "the argument of the function has become an optional parameter",
        ),
        ChangeKind::Retyped => (Class::Breaking, "the argument has another type"),
        ChangeKind::Renamed => (
            Class::Breaking,
            "the method of the type of optional parameters has another name",
        ),
        ChangeKind::Moved => (
            Class::Breaking,
            "the arguments of the function have another order",
        ),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}

/// The class of what has become of a path parameter, which is an argument of the function.
pub(super) fn path_parameter(kind: ChangeKind) -> Classification {
    match kind {
        ChangeKind::Added => (Class::Breaking, "the function has one more argument"),
        ChangeKind::Removed => (Class::Breaking, "the function has one argument less"),
        ChangeKind::Retyped => (Class::Breaking, "the argument has another type"),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}

/// The class of another name for a path parameter; `is_elsewhere` if another one had it.
pub(super) fn renamed_parameter(is_elsewhere: bool) -> Classification {
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
pub(super) fn status(code: u16, old: &Function<'_>, new: &Function<'_>) -> Classification {
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
pub(super) fn renamed(
    old: &DescribedOperation<'_>,
    new: &DescribedOperation<'_>,
) -> Classification {
    if is_same_function(old, new) {
        return (
            Class::Documentation,
            "the function is the same, with another identifier or place to call",
        );
    }
    (Class::Breaking, "the function has another name or module")
}

/// Whether a program calls both by the same name.
pub(super) fn is_same_function(old: &DescribedOperation<'_>, new: &DescribedOperation<'_>) -> bool {
    let function = |operation: &DescribedOperation<'_>| {
        let DescribedOperation {
            module, function, ..
        } = *operation;
        (module.path.clone(), function.name.clone())
    };
    function(old) == function(new)
}

/// The class of everything that needs no more than what it is.
pub(super) fn plain(item: Item, kind: ChangeKind) -> Classification {
    let breaking = |why| (Class::Breaking, why);
    match (item, kind) {
        (_, ChangeKind::Typed) => breaking("it has a type now, which the older pages leave out"),
        (_, ChangeKind::Untyped) => breaking("it has no type now: the newer pages leave it out"),
        (Item::Operation, ChangeKind::Added) => (Class::Addition, "one more function"),
        (Item::Operation, ChangeKind::Removed) => breaking("the function is gone"),
        (Item::RequestBody, ChangeKind::Added) => {
            breaking("the function has an argument for it now")
        }
        (Item::RequestBody, ChangeKind::Removed) => {
            breaking("the function no longer has an argument for it")
        }
        (Item::RequestBody, ChangeKind::Retyped) => {
            breaking("the argument for the body has another type")
        }
        (Item::ResponseBody, _) => breaking("the response has another type"),
        (Item::Property, ChangeKind::Added) => (
            Class::Addition,
            "one more field; struct literals end in `..Default::default()`",
        ),
        (Item::Property, ChangeKind::Removed) => breaking("the struct has one field less"),
        (Item::Property, ChangeKind::Retyped) => breaking("the field has another type"),
        (Item::Parameter, _) => breaking("the argument has another type"),
        (Item::Type, ChangeKind::Added) => {
            (Class::Addition, "one more struct, where something uses it")
        }
        (Item::Type, ChangeKind::Removed) => breaking("the struct loses its name or is gone"),
        (Item::Type, ChangeKind::Renamed) => {
            breaking("the struct has another name; one side's pages give it none")
        }
        (Item::Enum, ChangeKind::Added) => {
            (Class::Addition, "one more enum, where something uses it")
        }
        (Item::Enum, ChangeKind::Removed) => breaking("the enum is gone"),
        (Item::Enum, ChangeKind::Renamed) => {
            breaking("the enum has another name; one side's pages give it none")
        }
        (Item::Enum, ChangeKind::Retyped) => {
            breaking("an enum has variants, a set of flags has constants")
        }
        (Item::Member, ChangeKind::Added) => (Class::Addition, "enums are open: one more variant"),
        (Item::Member, ChangeKind::Removed) => breaking("the variant is gone"),
        (Item::Member, ChangeKind::Renamed) => breaking("the variant has another name"),
        (Item::Member, _) => (
            Class::Documentation,
            "the variant is the same; its number differs",
        ),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}

/// The class of what has become of a property; on each side, whether it is an argument of a
/// function in place of a field.
pub(super) fn property(kind: ChangeKind, are_arguments: (bool, bool)) -> Classification {
    match (kind, are_arguments) {
        (ChangeKind::Added, (true, _)) => (
            Class::Breaking,
            "the argument of the function has become a struct",
        ),
        (ChangeKind::Removed, (_, true)) => (
            Class::Breaking,
            "the struct has become an argument of the function",
        ),
        (ChangeKind::Retyped, (true, true)) => (Class::Breaking, "the argument has another type"),
        _ => plain(Item::Property, kind),
    }
}

/// The class of another name on the wire for a property or a parameter.
pub(super) fn field_renamed(is_same_field: bool) -> Classification {
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
pub(super) fn saved_as(kind: ChangeKind) -> Classification {
    match kind {
        ChangeKind::Described => (
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
pub(super) fn deprecated(kind: ChangeKind, has_attribute: bool) -> Classification {
    match kind {
        ChangeKind::Deprecated if has_attribute => (
            Class::Addition,
            "the field has `#[deprecated]`, so those who use it get a warning",
        ),
        _ => (Class::Documentation, "only the documentation differs"),
    }
}
