//! Wire names as Rust names.

use std::collections::HashSet;

use heck::{ToKebabCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

use crate::model::AreaKind;

/// Names that no rule makes readable.
const EXCEPTIONS: [(&str, &str); 2] = [
    // Stands beside a property `Links` in 16 tables.
    ("_Links", "api_links"),
    // The alphabetic part of a dotted name would be lost among others.
    ("odata.nextLink", "odata_next_link"),
];

/// The words of the 2024 edition that cannot be names, and those that are not as raw identifiers either.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "union",
];

/// Type names that generated code or the prelude uses with their usual meaning.
const RESERVED_TYPES: [&str; 27] = [
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "Request",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// A field, argument, function or module name.
pub(crate) fn snake(wire: &str) -> String {
    if let Some((_, name)) = EXCEPTIONS.iter().find(|(name, _)| *name == wire) {
        return (*name).to_owned();
    }
    // `EMail` is one word. What no identifier can hold parts words, as a dot does.
    let name = without_lower_acronym(wire)
        .replace("EMail", "Email")
        .replace(|c: char| !c.is_ascii_alphanumeric(), "_")
        .to_snake_case();
    if name.is_empty() {
        "value".into()
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}

/// `cRMScriptId` is `CRMScriptId` with a small initial, not a word `c`.
fn without_lower_acronym(wire: &str) -> String {
    let mut letters = wire.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second))
            if first.is_ascii_lowercase() && second.is_ascii_uppercase() =>
        {
            format!("{}{}", first.to_ascii_uppercase(), &wire[1..])
        }
        _ => wire.to_owned(),
    }
}

/// Names for the members of one struct, function or module, no two alike.
pub(super) fn unique_names<'n>(
    wires: impl Iterator<Item = &'n str>,
    taken: &[&str],
) -> Vec<String> {
    let mut used: HashSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    wires.map(|wire| free(&mut used, snake(wire))).collect()
}

/// The name, or the name with a number.
pub(super) fn free(used: &mut HashSet<String>, name: String) -> String {
    if used.insert(name.clone()) {
        return name;
    }
    let numbered = (2..)
        .map(|number| format!("{name}_{number}"))
        .find(|name| used.insert(name.clone()));
    numbered.unwrap_or(name)
}

/// A type's name. The wire never shows it, so a clash with the prelude is resolved by another.
pub(super) fn type_name(name: &str) -> String {
    if RESERVED_TYPES.contains(&name) {
        format!("{name}Carrier")
    } else {
        name.to_owned()
    }
}

/// `SaveImage_POST` gives `SaveImagePost`: the name of an operation as the start of a type's name.
pub(super) fn pascal(operation: &str) -> String {
    let mut out = String::with_capacity(operation.len());
    for word in operation.split(|c: char| !c.is_ascii_alphanumeric()) {
        let acronym = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
        let (head, tail) = word.split_at(word.len().min(1));
        out.push_str(&head.to_ascii_uppercase());
        out.push_str(&if acronym {
            tail.to_ascii_lowercase()
        } else {
            tail.to_owned()
        });
    }
    if !out.starts_with(|c: char| c.is_ascii_uppercase()) {
        out.insert_str(0, "Operation");
    }
    out
}

/// The variant of an enum's member.
pub(super) fn variant(member: &str) -> String {
    let name = pascal_members(member);
    if name == "Self" || name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("Value{name}")
    } else {
        name
    }
}

/// The module and feature prefix of a kind of area.
pub(super) fn area_kind(kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Agent => "agents",
        AreaKind::Rest => "rest",
    }
}

/// The Cargo feature of an area: `agents-appointment`.
pub(super) fn feature(kind: AreaKind, area: &str) -> String {
    format!(
        "{}-{}",
        area_kind(kind),
        area.replace("EMail", "Email").to_kebab_case()
    )
}

/// An identifier; the text is one by construction.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn pascal_members(member: &str) -> String {
    member
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| {
            let (head, tail) = word.split_at(word.len().min(1));
            head.to_ascii_uppercase() + tail
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_rust_names() {
        let check = |wire, expected| assert_eq!(snake(wire), expected, "{wire}");
        check("AppointmentId", "appointment_id");
        check("Type", "type_");
        check("Move", "move_");
        check("$select", "select");
        check("odata.metadata", "odata_metadata");
        check("odata.nextLink", "odata_next_link");
        check("Links", "links");
        check("_Links", "api_links");
        check("EMailAddress", "email_address");
        check("UDListDefinitionId", "ud_list_definition_id");
        check(
            "mergedTicketEntity.createdBy.type",
            "merged_ticket_entity_created_by_type",
        );
        check("cRMScriptEntityId", "crm_script_entity_id");
        check("eMailAccountId", "email_account_id");
        check("xAxis", "x_axis");
        check("iPv4", "i_pv4");
        check("2nd", "_2nd");
        check("Self", "self_");
    }

    #[test]
    fn types_keep_their_names_but_for_the_prelude() {
        assert_eq!(type_name("Option"), "OptionCarrier");
        assert_eq!(type_name("Task"), "Task");
        assert_eq!(pascal("SaveImage_POST"), "SaveImagePost");
        assert_eq!(pascal("getX"), "GetX");
        assert_eq!(variant("inDiary"), "InDiary");
        assert_eq!(variant("FULL"), "FULL");
        assert_eq!(variant("Self"), "ValueSelf");
        assert_eq!(feature(AreaKind::Agent, "EMail"), "agents-email");
    }

    #[test]
    fn equal_names_get_numbers() {
        let names = unique_names(["Url", "URL", "url"].into_iter(), &["url_2"]);
        assert_eq!(names, ["url", "url_3", "url_4"]);
    }
}
