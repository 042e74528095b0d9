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
    property_named(glossary, ty, &property.name, &property.ty)
}

fn property_named(glossary: &Glossary, owner: Option<&str>, name: &str, ty: &Type) -> String {
    let said = glossary.property(owner, name).map(str::to_owned);
    said.unwrap_or_else(|| named(name, ty))
}

/// What a query parameter is.
pub fn parameter(glossary: &Glossary, parameter: &Parameter) -> String {
    parameter_named(glossary, &parameter.name, &parameter.ty)
}

fn parameter_named(glossary: &Glossary, name: &str, ty: &Type) -> String {
    // Parameters have the names of properties with a small initial.
    let (head, tail) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let pascal = head.to_uppercase() + tail;
    let said = glossary.property(None, &pascal).map(str::to_owned);
    said.unwrap_or_else(|| named(name, ty))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary() -> Glossary {
        let mut glossary = Glossary::default();
        let says = |text: &str| text.to_owned();
        glossary
            .types
            .insert(says("TreeEntity"), says("A tree in a park."));
        glossary
            .properties
            .insert(says("Height"), says("How high it is, in meters."));
        glossary
            .properties
            .insert(says("Hill.Height"), says("In feet."));
        glossary
    }

    #[test]
    fn a_type_says_what_the_glossary_does_or_its_name() {
        let glossary = glossary();
        assert_eq!(carrier(&glossary, "TreeEntity"), "A tree in a park.");
        assert_eq!(
            carrier(&glossary, "TreeEntityWithLinks"),
            "A tree in a park. With the addresses of what can be done next."
        );
        assert_eq!(carrier(&glossary, "SmtpTestResult"), "An SMTP test result.");
        assert_eq!(
            carrier(&glossary, "ActivityInformation"),
            "Activity information."
        );
        assert_eq!(carrier(&glossary, "WithLinks"), "With links.");
        assert_eq!(
            enumeration(&glossary, "SaleStatus"),
            "The status of a sale."
        );
        assert_eq!(enumeration(&glossary, "Weekday"), "A weekday.");
    }

    #[test]
    fn a_property_says_what_the_glossary_does_or_its_name() {
        let glossary = glossary();
        let check = |ty: Option<&str>, name: &str, of: Type, expected: &str| {
            let said = property_named(&glossary, ty, name, &of);
            assert_eq!(said, expected, "{name}");
        };
        check(None, "Height", Type::Int32, "How high it is, in meters.");
        check(
            Some("Tree"),
            "Height",
            Type::Int32,
            "How high it is, in meters.",
        );
        check(Some("Hill"), "Height", Type::Int32, "In feet.");
        check(None, "ParkEntityId", Type::Int32, "The id of the park.");
        check(None, "TreeIds", Type::Int32, "The ids of the trees.");
        check(None, "IsGreen", Type::Bool, "Whether it is green.");
        check(None, "HasURL", Type::Bool, "Whether it has a URL.");
        check(None, "MergeTrees", Type::Bool, "Whether to merge trees.");
        check(None, "Evergreen", Type::Bool, "A flag: evergreen.");
        check(None, "IsGreen", Type::String, "The is green.");
        check(None, "TreeName", Type::String, "The name of the tree.");
        check(None, "LeavesCount", Type::Int32, "The number of leaves.");
        check(None, "SmtpServer", Type::String, "The SMTP server.");
        check(None, "_", Type::String, "A value.");
        assert_eq!(
            parameter_named(&glossary, "height", &Type::Int32),
            "How high it is, in meters."
        );
        assert_eq!(
            parameter_named(&glossary, "parkId", &Type::Int32),
            "The id of the park."
        );
        assert_eq!(parameter_named(&glossary, "", &Type::Int32), "A value.");
    }
}
