//! Wire names as Rust names.

use std::collections::HashSet;

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

use super::ascii::ascii;
use crate::area::AreaKind;

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
const RESERVED_TYPES: &str = "\
    AsMut AsRef AsyncFn AsyncFnMut AsyncFnOnce Box Clone Copy Debug Default \
    DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator \
    Future Hash Into IntoFuture IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd \
    Request Result Saveable Self Send Sized Some String Sync ToOwned ToString TryFrom TryInto \
    Unpin Vec";

/// Names that Windows gives to devices, in any folder and with any ending.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// A field, argument, function or module name.
pub(crate) fn snake(wire: &str) -> String {
    if let Some((_, name)) = EXCEPTIONS.iter().find(|(name, _)| *name == wire) {
        return (*name).to_owned();
    }
    // `EMail` is one word. What no identifier can hold parts words, as a dot does.
    let name = without_lower_acronym(&ascii(wire))
        .replace("EMail", "Email")
        .replace(|c: char| !c.is_ascii_alphanumeric(), "_")
        .to_snake_case();
    if KEYWORDS.contains(&name.as_str()) {
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

/// The name of a module, which is that of a file too.
pub(super) fn module(wire: &str) -> String {
    let name = snake(wire);
    let port = name.strip_prefix("com").or(name.strip_prefix("lpt"));
    let is_port = port.is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    if is_port || DEVICES.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Names for the members of one struct, function or module, no two alike.
pub(super) fn unique_names<'n>(
    wires: impl Iterator<Item = &'n str>,
    taken: &[&str],
) -> Vec<String> {
    let mut used: HashSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    wires
        .map(|wire| free(&mut used, snake(wire), "_"))
        .collect()
}

/// The name, or the name with a number behind a separator.
pub(super) fn free(used: &mut HashSet<String>, name: String, separator: &str) -> String {
    if used.insert(name.clone()) {
        return name;
    }
    // A second underscore would part nothing.
    let separator = if name.ends_with(separator) {
        ""
    } else {
        separator
    };
    let numbered = (2..)
        .map(|number| format!("{name}{separator}{number}"))
        .find(|name| used.insert(name.clone()));
    numbered.unwrap_or(name)
}

/// A type's name. The wire never shows it, so a clash with the prelude is resolved by another, and
/// a small initial by a large one.
pub(super) fn type_name(name: &str) -> String {
    let name = upper_first(&ascii(name));
    if RESERVED_TYPES.split(' ').any(|reserved| reserved == name) {
        format!("{name}Carrier")
    } else {
        name
    }
}

/// `SaveImage_POST` gives `SaveImagePost`: the name of an operation as the start of a type's name.
pub(super) fn pascal(operation: &str) -> String {
    let operation = ascii(operation);
    let words = words(&operation).map(|word| {
        let is_acronym = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
        upper_first(&if is_acronym {
            word.to_ascii_lowercase()
        } else {
            word.to_owned()
        })
    });
    let name: String = words.collect();
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        name
    } else {
        format!("Operation{name}")
    }
}

/// The variant of an enum's member.
pub(super) fn variant(member: &str) -> String {
    let name: String = words(&ascii(member)).map(upper_first).collect();
    // The macro's conversion from text has an error type of that name.
    let is_reserved = matches!(name.as_str(), "Self" | "Err");
    if is_reserved || name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("Value{name}")
    } else {
        name
    }
}

/// `RestrictedUpdate` gives `RESTRICTED_UPDATE`: the constant of a flag.
pub(super) fn constant(member: &str) -> String {
    let name = ascii(member).to_shouty_snake_case();
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{name}")
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
        ascii(area).replace("EMail", "Email").to_kebab_case()
    )
}

/// An identifier; the text is one by construction.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty())
}

fn upper_first(word: &str) -> String {
    let (head, tail) = word.split_at(word.len().min(1));
    head.to_ascii_uppercase() + tail
}
