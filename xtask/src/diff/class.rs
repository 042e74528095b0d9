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
            breaking("the request has another type: its options are part of it")
        }
        ChangeKind::Added if is_method(new) => addition("the request has one more method"),
        ChangeKind::Added if parameter.required => breaking("the function has one more argument"),
        ChangeKind::Added if old.query.is_none() => {
            breaking("it is the first optional parameter: the request has a type for them now")
        }
        ChangeKind::Added => addition("one more method of the type of optional parameters"),
        ChangeKind::Removed if parameter.required => breaking("the function has one argument less"),
        ChangeKind::Removed if new.query.is_none() => breaking(
            "it was the last optional parameter: the request no longer has a type for them",
        ),
        ChangeKind::Removed => breaking("the type of optional parameters has one method less"),
        ChangeKind::Required => {
            breaking("the optional parameter has become an argument of the function")
        }
        ChangeKind::Optional => {
            breaking("the argument of the function has become an optional parameter")
        }
        ChangeKind::Retyped => breaking("the argument has another type"),
        ChangeKind::Renamed => {
            breaking("the method of the type of optional parameters has another name")
        }
        ChangeKind::Moved => breaking("the arguments of the function have another order"),
        _ => documentation("only the documentation differs"),
    }
}

/// The class of what has become of a path parameter, which is an argument of the function.
pub(super) fn path_parameter(kind: ChangeKind) -> Classification {
    match kind {
        ChangeKind::Added => breaking("the function has one more argument"),
        ChangeKind::Removed => breaking("the function has one argument less"),
        ChangeKind::Retyped => breaking("the argument has another type"),
        _ => documentation("only the documentation differs"),
    }
}

/// The class of another name for a path parameter; `is_elsewhere` if another one had it.
pub(super) fn renamed_parameter(is_elsewhere: bool) -> Classification {
    if is_elsewhere {
        return breaking("the arguments of the function have another order");
    }
    documentation("arguments are told apart by their place")
}

/// The class of a status that was added or removed; only some are part of the request's type.
pub(super) fn status(code: u16, old: &Function<'_>, new: &Function<'_>) -> Classification {
    let is_condition = matches!(code, 304 | 412);
    if !is_condition || old.marker.condition() == new.marker.condition() {
        return documentation("the function is the same; its documentation lists the statuses");
    }
    breaking("the request has another type: 304 and 412 make it a conditional one")
}

/// The class of another identifier, method or path.
pub(super) fn renamed(
    old: &DescribedOperation<'_>,
    new: &DescribedOperation<'_>,
) -> Classification {
    if is_same_function(old, new) {
        return documentation("the function is the same, with another identifier or place to call");
    }
    breaking("the function has another name or module")
}

/// Whether a program calls both by the same name.
pub(super) fn is_same_function(old: &DescribedOperation<'_>, new: &DescribedOperation<'_>) -> bool {
    old.module.path == new.module.path && old.function.name == new.function.name
}

/// The class of everything that needs no more than what it is.
pub(super) fn plain(item: Item, kind: ChangeKind) -> Classification {
    match (item, kind) {
        (_, ChangeKind::Typed) => breaking("it has a type now, which the older pages leave out"),
        (_, ChangeKind::Untyped) => breaking("it has no type now: the newer pages leave it out"),
        (Item::Operation, ChangeKind::Added) => addition("one more function"),
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
        (Item::Property, ChangeKind::Added) => {
            addition("one more field; struct literals end in `..Default::default()`")
        }
        (Item::Property, ChangeKind::Removed) => breaking("the struct has one field less"),
        (Item::Property, ChangeKind::Retyped) => breaking("the field has another type"),
        (Item::Parameter, _) => breaking("the argument has another type"),
        (Item::Type, ChangeKind::Added) => addition("one more struct, where something uses it"),
        (Item::Type, ChangeKind::Removed) => breaking("the struct loses its name or is gone"),
        (Item::Type, ChangeKind::Renamed) => {
            breaking("the struct has another name; one side's pages give it none")
        }
        (Item::Enum, ChangeKind::Added) => addition("one more enum, where something uses it"),
        (Item::Enum, ChangeKind::Removed) => breaking("the enum is gone"),
        (Item::Enum, ChangeKind::Renamed) => {
            breaking("the enum has another name; one side's pages give it none")
        }
        (Item::Enum, ChangeKind::Retyped) => {
            breaking("an enum has variants, a set of flags has constants")
        }
        (Item::Member, ChangeKind::Added) => addition("enums are open: one more variant"),
        (Item::Member, ChangeKind::Removed) => breaking("the variant is gone"),
        (Item::Member, ChangeKind::Renamed) => breaking("the variant has another name"),
        (Item::Member, _) => documentation("the variant is the same; its number differs"),
        _ => documentation("only the documentation differs"),
    }
}

/// The class of what has become of a property; on each side, whether it is an argument of a
/// function in place of a field.
pub(super) fn property(kind: ChangeKind, are_arguments: (bool, bool)) -> Classification {
    match (kind, are_arguments) {
        (ChangeKind::Added, (true, _)) => {
            breaking("the argument of the function has become a struct")
        }
        (ChangeKind::Removed, (_, true)) => {
            breaking("the struct has become an argument of the function")
        }
        (ChangeKind::Retyped, (true, true)) => breaking("the argument has another type"),
        _ => plain(Item::Property, kind),
    }
}

/// The class of another name on the wire for a property or a parameter.
pub(super) fn field_renamed(is_same_field: bool) -> Classification {
    if is_same_field {
        documentation("the field is the same; its name on the wire differs")
    } else {
        breaking("the field has another name")
    }
}

/// The class of a struct that could be saved in the place of another one, or now can.
pub(super) fn saved_as(kind: ChangeKind) -> Classification {
    match kind {
        ChangeKind::Described => addition("it can be saved as an entity without links"),
        _ => breaking("it can no longer be saved as that entity: their properties differ"),
    }
}

/// The class of a property that has become deprecated, or no longer is.
pub(super) fn deprecated(kind: ChangeKind, has_attribute: bool) -> Classification {
    match kind {
        ChangeKind::Deprecated if has_attribute => {
            addition("the field has `#[deprecated]`, so those who use it get a warning")
        }
        _ => documentation("only the documentation differs"),
    }
}

fn breaking(why: &'static str) -> Classification {
    (Class::Breaking, why)
}

fn addition(why: &'static str) -> Classification {
    (Class::Addition, why)
}

/// The class of what no program sees.
fn documentation(why: &'static str) -> Classification {
    (Class::Documentation, why)
}
