//! Types and properties as sentences: what the glossary says of them, or what their names do.

use super::call::without_entity;
use super::phrase::{a, is_many, plain, the};
use super::split::words;
use crate::area::AreaKind;
use crate::model::{Glossary, Parameter, Property, Type};

/// The end of the names of carriers that have links besides what another one has.
const WITH_LINKS: &str = "WithLinks";

/// What an agent or a resource is, where the glossary says it.
pub fn area(glossary: &Glossary, kind: AreaKind, name: &str) -> Option<String> {
    glossary.area(kind, name).map(str::to_owned)
}

/// What a carrier is: `An appointment that a guide suggests.`
pub fn carrier(glossary: &Glossary, name: &str) -> String {
    if let Some(said) = glossary.ty(name) {
        return said.to_owned();
    }
    match name.strip_suffix(WITH_LINKS) {
        Some(base) if !base.is_empty() => {
            let base = carrier(glossary, base);
            format!("{base} With the addresses of what can be done next.")
        }
        _ => sentence(&a(&without_entity(words(name)))),
    }
}

/// What an enum is: `The status of a sale.`
pub fn enumeration(glossary: &Glossary, name: &str) -> String {
    if let Some(said) = glossary.ty(name) {
        return said.to_owned();
    }
    let said = words(name);
    match said.split_last() {
        Some((kind, of)) if !of.is_empty() && is_aspect(kind) => {
            sentence(&format!("the {kind} of {}", a(of)))
        }
        _ => sentence(&a(&said)),
    }
}

fn is_aspect(word: &str) -> bool {
    matches!(
        word,
        "flags" | "kind" | "level" | "mode" | "state" | "status" | "type"
    )
}

/// What a property of a type, or of the arguments of an operation, is: `The id of the contact.`
pub fn property(glossary: &Glossary, ty: Option<&str>, property: &Property) -> String {
    let said = glossary.property(ty, &property.name).map(str::to_owned);
    said.unwrap_or_else(|| named(&property.name, &property.ty))
}

/// What a query parameter is.
pub fn parameter(glossary: &Glossary, parameter: &Parameter) -> String {
    let name = &parameter.name;
    // Parameters have the names of properties with a small initial.
    let (head, tail) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let pascal = head.to_uppercase() + tail;
    let said = glossary.property(None, &pascal).map(str::to_owned);
    said.unwrap_or_else(|| named(name, &parameter.ty))
}

fn named(name: &str, ty: &Type) -> String {
    let said = words(name);
    let is_flag = *ty == Type::Bool;
    let text = match &*said {
        [is, rest @ ..] if is == "is" && is_flag && !rest.is_empty() => {
            format!("whether it is {}", plain(rest))
        }
        [has, rest @ ..] if has == "has" && is_flag && !rest.is_empty() => {
            format!("whether it has {}", a(rest))
        }
        [can, rest @ ..] if can == "can" && is_flag && !rest.is_empty() => {
            format!("whether one can {}", plain(rest))
        }
        [of @ .., id] if id == "id" && !of.is_empty() => {
            format!("the id of {}", the(&without_entity(of.to_vec())))
        }
        [of @ .., ids] if ids == "ids" && !of.is_empty() => {
            let of = super::phrase::many(&without_entity(of.to_vec()));
            format!("the ids of {}", the(&of))
        }
        [of @ .., part] if !of.is_empty() && is_part(part) => {
            format!("the {part} of {}", the(&without_entity(of.to_vec())))
        }
        [what @ .., count] if count == "count" && is_many(what) => {
            format!("the number of {}", plain(what))
        }
        [] => "a value".to_owned(),
        [verb, ..] if is_flag && super::verb::find(verb).is_some() => {
            format!("whether to {}", plain(&said))
        }
        _ if is_flag => format!("a flag: {}", plain(&said)),
        _ => the(&without_entity(said)),
    };
    sentence(&text)
}

/// What is of something: `ContactName` is the name of the contact.
fn is_part(word: &str) -> bool {
    matches!(
        word,
        "address"
            | "date"
            | "description"
            | "height"
            | "length"
            | "name"
            | "names"
            | "size"
            | "status"
            | "title"
            | "tooltip"
            | "type"
            | "URL"
            | "width"
    )
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
