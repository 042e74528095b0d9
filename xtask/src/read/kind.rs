//! What a Markdown file is about.

use std::path::Path;

use crate::source::is_no_sample;

/// What a page describes.
pub(super) enum PageKind {
    Operation,
    Enum,
    Type,
    Glossary,
    Other,
}

/// Tells pages apart by their identifier, or by the file name where the front
/// matter is too broken to hold one: such a page has to be reported, not skipped.
pub(super) fn kind(path: &Path, text: &str) -> PageKind {
    let identifier = text.strip_prefix("---\n").and_then(|rest| {
        rest.lines()
            .take_while(|line| line.trim_end() != "---")
            .find_map(|line| {
                line.strip_prefix("uid:")
                    .or_else(|| line.strip_prefix("id:"))
            })
    });
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    // Others have files of that name too.
    if stem == "glossary" && identifier.map(str::trim) == Some("glossary") {
        return PageKind::Glossary;
    }
    let identifier = identifier
        .map(str::trim)
        .filter(|identifier| !identifier.is_empty())
        .unwrap_or(stem);
    let is_version = |text: &str| {
        let digits = text
            .strip_prefix('v')
            .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        digits.is_some_and(|rest| {
            let is_initial =
                |c: char| c.is_ascii_uppercase() || (!c.is_ascii() && c.is_alphabetic());
            rest.len() + 1 < text.len() && rest.starts_with(is_initial)
        })
    };
    let is_described = |kind, head| !is_version(identifier) && describes(text, kind, head);
    if identifier.starts_with("enum-") || is_described("Enum", "| Name | Value |") {
        PageKind::Enum
    } else if identifier.starts_with("type-") || is_described("Type", "| Property Name | Type |") {
        PageKind::Type
    } else if (is_version(identifier) || is_version(stem)) && !is_fragment(text) {
        PageKind::Operation
    } else {
        PageKind::Other
    }
}

/// Whether a page has the heading and the table of a page about a type; without its identifier it
/// has to be reported, too.
fn describes(text: &str, kind: &str, head: &str) -> bool {
    let has = |test: &dyn Fn(&str) -> bool| text.lines().any(test);
    let is_heading = |line: &str| {
        let words = line.trim_start().strip_prefix("# ");
        words.is_some_and(|words| {
            let mut words = words.split_whitespace().skip(1);
            words.next() == Some(kind) && words.next().is_none()
        })
    };
    has(&is_heading) && has(&|line| line.starts_with(head))
}

/// An included sample has the name of its page but holds fences alone, or says that there is none.
fn is_fragment(text: &str) -> bool {
    let mut fence = None;
    let is_outside = |line: &str| {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            None => return !line.is_empty(),
            Some(opened) if ticks >= opened && ticks == line.len() => fence = None,
            Some(_) => {}
        }
        false
    };
    let begins_with_fence = text.trim_start().starts_with("```");
    is_no_sample(text) || (begins_with_fence && !text.lines().map(str::trim).any(is_outside))
}
