//! What things are, in words: a sentence for each operation, made from its name, its arguments and
//! its response, and what the glossary says of the rest, or else their names (`meaning`).
//!
//! A name parts into words (`split`), the first of which is a verb (`verb`). What follows is its
//! object, with what tells which one is meant (`call`), and the words behind prepositions. A table
//! (`exceptions`) has the operations of which these rules make no good sentence.

mod alias;
mod call;
mod exceptions;
mod meaning;
mod noun;
mod operation;
mod phrase;
mod split;
mod table;
mod verb;

use crate::area::AreaKind;
use crate::model::{Area, Body, Operation, Parameter, ResponseBody, Type};
use call::Call;

pub use alias::type_aliases;
pub use meaning::{area, carrier, enumeration, parameter, property};

/// What an operation does: `Gets the contact with this id.`
pub fn operation(area: &Area, operation: &Operation) -> String {
    operation::sentence(&call(area, operation))
}

/// Phrases by which people may search for an operation, that its name does not match.
pub fn operation_aliases(area: &Area, operation: &Operation) -> Vec<String> {
    alias::of_operation(&call(area, operation))
}

fn call<'a>(area: &'a Area, operation: &'a Operation) -> Call<'a> {
    let required = |parameter: &&Parameter| parameter.required;
    let path = operation.path_parameters.iter();
    let query = operation.query_parameters.iter().filter(required);
    let arguments = path.chain(query).map(|parameter| &*parameter.name);
    let properties = operation.arguments().iter();
    let properties = properties.map(|property| &*property.name);
    let takes_ids = match &operation.request {
        Some(Body::Json(Type::List(element), _)) => **element == Type::Int32,
        _ => false,
    };
    Call {
        is_rest: area.kind == AreaKind::Rest,
        area: &area.name,
        name: &operation.name,
        arguments: arguments.chain(properties).collect(),
        takes_ids,
        gives_rows: gives_rows(operation),
    }
}

/// Whether the response is rows, whose columns the caller chooses.
fn gives_rows(operation: &Operation) -> bool {
    let mut options = operation.query_parameters.iter();
    let is_query = options.any(|parameter| parameter.name == "$filter");
    is_query && matches!(operation.response, ResponseBody::Json(Type::Carrier(_), _))
}
