//! Names of any script in letters that every compiler, terminal and file system shows alike.

use std::borrow::Cow;

use deunicode::deunicode_char;

/// Longer names than this are cut: files may not have them.
const LONGEST: usize = 100;

/// What signs are called, where a name consists of nothing else.
const SIGNS: [(char, &str); 32] = [
    ('!', "Not"),
    ('"', "Quote"),
    ('#', "Hash"),
    ('$', "Dollar"),
    ('%', "Percent"),
    ('&', "And"),
    ('\'', "Apostrophe"),
    ('(', "LeftParenthesis"),
    (')', "RightParenthesis"),
    ('*', "Star"),
    ('+', "Plus"),
    (',', "Comma"),
    ('-', "Minus"),
    ('.', "Dot"),
    ('/', "Slash"),
    (':', "Colon"),
    (';', "Semicolon"),
    ('<', "Less"),
    ('=', "Equal"),
    ('>', "Greater"),
    ('?', "Question"),
    ('@', "At"),
    ('[', "LeftBracket"),
    ('\\', "Backslash"),
    (']', "RightBracket"),
    ('^', "Caret"),
    ('_', "Underscore"),
    ('`', "Backtick"),
    ('{', "LeftBrace"),
    ('|', "Or"),
    ('}', "RightBrace"),
    ('~', "Tilde"),
];

/// The name in ASCII, with at least one letter or digit: letters of other scripts are written in
/// Latin ones, signs are spelled where there is nothing else, and what has no name has its number.
pub(super) fn ascii(name: &str) -> Cow<'_, str> {
    let is_plain = name.is_ascii() && has_word(name);
    let mut text = if is_plain {
        Cow::Borrowed(name)
    } else {
        let latin: String = name.chars().map(latin).collect();
        let text = if has_word(&latin) {
            latin
        } else {
            spelled(name)
        };
        Cow::Owned(text)
    };
    if text.len() > LONGEST {
        let end = text.floor_char_boundary(LONGEST);
        text = Cow::Owned(text[..end].to_owned());
    }
    text
}

fn has_word(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_alphanumeric())
}

fn latin(c: char) -> Cow<'static, str> {
    match deunicode_char(c) {
        _ if c.is_ascii() => c.to_string().into(),
        Some(text) => text.into(),
        None if c.is_alphanumeric() => numbered(c).into(),
        None => "".into(),
    }
}

/// Each sign by its name or its number.
fn spelled(name: &str) -> String {
    let words = name.chars().filter(|c| !c.is_whitespace()).map(|c| {
        let sign = SIGNS.iter().find(|(sign, _)| *sign == c);
        sign.map_or_else(|| numbered(c), |(_, word)| format!(" {word} "))
    });
    let text: String = words.collect();
    if text.is_empty() {
        "Blank".into()
    } else {
        text
    }
}

fn numbered(c: char) -> String {
    format!(" U{:04X} ", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_have_ascii_letters() {
        let check = |name, expected| {
            let words: Vec<_> = ascii(name).split_whitespace().map(str::to_owned).collect();
            assert_eq!(words.join(" "), expected, "{name}");
        };
        check("Plain_Name-2", "Plain_Name-2");
        check("é", "e");
        check("Größe", "Grosse");
        check("日本", "Ri Ben");
        check("²", "2");
        check("Ω", "O");
        check("<", "Less");
        check("<=", "Less Equal");
        check("100 %", "100 %");
        check("%", "Percent");
        check("_", "Underscore");
        check("", "Blank");
        check(" ", "Blank");
        check("\u{202e}", "U202E");
        check("\u{10ffff}", "U10FFFF");
        let long = "x".repeat(300);
        assert_eq!(ascii(&long).len(), LONGEST);
    }

    #[test]
    fn every_character_gives_a_word() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let name = c.to_string();
            let text = ascii(&name);
            assert!(text.is_ascii() && has_word(&text), "{c:?}: {text:?}");
        }
    }

    #[test]
    fn every_sign_has_a_word() {
        for c in (b'!'..=b'~').map(char::from) {
            let is_named = SIGNS.iter().any(|(sign, _)| *sign == c);
            assert_eq!(is_named, c.is_ascii_punctuation(), "{c}");
        }
    }
}
