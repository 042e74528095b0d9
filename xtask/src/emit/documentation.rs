//! Doc comments that no page can break or restyle.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;
use crate::facts::{Facts, since_sentence};
use crate::model::{Parameter, Property};
use crate::visible::visible_line;
use crate::words;

/// A doc comment of some lines.
pub(super) fn doc(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {}", visible_line(line))
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// `#[doc(alias("…", "…"))]`, if there is any.
pub(super) fn alias_attribute(aliases: &[String]) -> Option<TokenStream> {
    match aliases {
        [] => None,
        [alias] => Some(quote!(#[doc(alias = #alias)])),
        _ => Some(quote!(#[doc(alias(#(#aliases),*))])),
    }
}

/// `` `AppointmentId`: what the page says, or else the glossary, and the facts ``
pub(super) fn property_says(property: &Property, ty: Option<&str>, names: &Names) -> String {
    let says = words::property(&names.glossary, ty, property);
    let text = property.text.as_deref();
    statement(&property.name, text, &says, &property.facts)
}

/// The same for an optional parameter.
pub(super) fn option_says(parameter: &Parameter, names: &Names) -> String {
    let says = words::parameter(&names.glossary, parameter);
    let text = parameter.text.as_deref();
    statement(&parameter.name, text, &says, &parameter.facts)
}

/// What the page says of an argument, where it is more than the signature does.
pub(super) fn argument_says(parameter: &Parameter) -> Option<String> {
    let text = parameter.text.as_deref();
    let says_more = text.is_some() || !parameter.facts.is_empty();
    says_more.then(|| statement(&parameter.name, text, "", &parameter.facts))
}

/// What a type's or a member's page says of it; its own words include the release.
pub(super) fn introduction(since: Option<&str>, text: Option<&str>) -> Option<String> {
    text.map(escape).or_else(|| since.map(since_sentence))
}

/// How a link to a function is written.
pub(super) fn function_link(function: &str) -> String {
    format!("{function}()")
}

/// `#[deprecated]` where the page says so.
pub(super) fn deprecation(facts: &Facts) -> Option<TokenStream> {
    if let Some(replacement) = &facts.deprecated {
        let note = format!("use `{replacement}`");
        return Some(quote!(#[deprecated(note = #note)]));
    }
    None
}

/// A text of the glossary as Markdown: what stands between backticks is code.
pub(super) fn escape_but_code(text: &str) -> String {
    let parts: Vec<_> = text.split('`').collect();
    let has_empty_code = parts.iter().skip(1).step_by(2).any(|code| code.is_empty());
    if parts.len() % 2 == 0 || has_empty_code {
        return escape(text);
    }
    let parts = parts.into_iter().enumerate().map(|(index, part)| {
        let is_code = index % 2 == 1;
        if is_code {
            part.to_owned()
        } else {
            escape_words(part)
        }
    });
    escape_start(parts.collect::<Vec<_>>().join("`"))
}

/// Text as Markdown that shows just that text.
pub(super) fn escape(text: &str) -> String {
    escape_start(escape_words(text))
}

fn escape_words(text: &str) -> String {
    let words = text.split(' ').map(escape_word);
    words.collect::<Vec<_>>().join(" ")
}

/// What would begin a list, a heading or a quotation.
fn escape_start(text: String) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if text.starts_with(['-', '+', '=']) {
        format!("\\{text}")
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text
    }
}

/// A word, with the addresses that begin anywhere in it as links.
fn escape_word(word: &str) -> String {
    let schemes = ["http://", "https://"].iter();
    let Some(at) = schemes.filter_map(|scheme| word.find(scheme)).min() else {
        return escape_signs(word);
    };
    let (before, rest) = (escape_signs(&word[..at]), &word[at..]);
    match link(rest) {
        Some((url, rest)) => format!("{before}<{url}>{}", escape_word(rest)),
        None => format!("{before}http{}", escape_word(&rest["http".len()..])),
    }
}

fn escape_signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&' | '#' | '|' | '$'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address at the start of a word, and what stands after it.
fn link(word: &str) -> Option<(&str, &str)> {
    if !word.starts_with("http://") && !word.starts_with("https://") {
        return None;
    }
    let end = word
        .find(|c: char| {
            matches!(c, '<' | '>' | '"' | '\'' | '`' | '\\' | '(' | ')') || c.is_control()
        })
        .unwrap_or(word.len());
    let url = word[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (url.len() > "https://".len()).then(|| (url, &word[url.len()..]))
}

fn statement(name: &str, text: Option<&str>, says: &str, facts: &Facts) -> String {
    // The page's own words include the facts.
    let says = match text {
        Some(text) => escape(text),
        None => [escape_but_code(says), facts.to_string()].join(" "),
    };
    let says = says.trim();
    if says.is_empty() {
        format!("`{name}`")
    } else {
        format!("`{name}`: {says}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_shows_as_it_is() {
        let check = |text, expected| assert_eq!(escape(text), expected, "{text}");
        check("plain words", "plain words");
        check("a [link] and <tag>", "a \\[link\\] and \\<tag\\>");
        check("see https://a.b/c_d.", "see <https://a.b/c_d>.");
        check("(https://a.b).", "(<https://a.b>).");
        check("http:// https://", "http:// https://");
        check("1. item", "1\\. item");
        check("- item", "\\- item");
        check("# head", "\\# head");
    }

    #[test]
    fn code_stays_code() {
        let check = |text, expected| assert_eq!(escape_but_code(text), expected, "{text}");
        check("Such as `a_b` or [c].", "Such as `a_b` or \\[c\\].");
        check("One `alone", "One \\`alone");
        check("- item", "\\- item");
        check("1. `a_b`, 2.", "1\\. `a_b`, 2.");
        check("`a` at https://a.b/c_d.", "`a` at <https://a.b/c_d>.");
        check("No `` code", "No \\`\\` code");
        assert_eq!(
            doc(&[escape_but_code("Turned\u{202e} `a\u{1b}[0m`")]).to_string(),
            quote!(#[doc = " Turned\\u{202e} `a\\u{1b}[0m`"]).to_string()
        );
    }
}
