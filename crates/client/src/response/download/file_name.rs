//! The file name of a `Content-Disposition` header, as in RFC 6266.

use percent_encoding::percent_decode;

use crate::one_line::is_invisible;

/// The file name that the header `value` says; `filename*` before `filename`.
pub(super) fn parse(value: &[u8]) -> Option<String> {
    let mut plain = None;
    let mut extended = None;
    for (name, value) in parameters(value) {
        if name.eq_ignore_ascii_case(b"filename*") {
            extended = extended.or_else(|| decode_extended(&value));
        } else if name.eq_ignore_ascii_case(b"filename") {
            plain = plain.or_else(|| Some(text(&value)));
        }
    }
    [extended, plain]
        .into_iter()
        .flatten()
        .find_map(|path| last_component(&path))
}

/// The names and values that follow the first semicolon.
fn parameters(header: &[u8]) -> Vec<(&[u8], Vec<u8>)> {
    let mut parameters = Vec::new();
    let (_, mut rest) = split_at_any(header, b";");
    while !rest.is_empty() {
        let (name, after) = split_at_any(rest, b"=;");
        // A parameter without a value says nothing.
        if rest.get(name.len()) == Some(&b'=') {
            let (value, after) = parse_value(after.trim_ascii_start());
            parameters.push((name.trim_ascii(), value));
            rest = after;
        } else {
            rest = after;
        }
    }
    parameters
}

/// A value in quotes or without, and what comes after the next semicolon.
fn parse_value(text: &[u8]) -> (Vec<u8>, &[u8]) {
    let Some(mut rest) = text.strip_prefix(b"\"") else {
        let (token, after) = split_at_any(text, b";");
        return (token.trim_ascii().to_vec(), after);
    };
    let mut value = Vec::new();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after.split_first()) {
            (b'"', _) => break,
            (b'\\', Some((&escaped, after))) if b"\"\\".contains(&escaped) => {
                value.push(escaped);
                rest = after;
            }
            // Some servers write a path here, without escapes.
            _ => value.push(byte),
        }
    }
    (value, split_at_any(rest, b";").1)
}

/// What is before and after the first of `separators`; all and nothing if there is none.
fn split_at_any<'a>(text: &'a [u8], separators: &[u8]) -> (&'a [u8], &'a [u8]) {
    match text.iter().position(|byte| separators.contains(byte)) {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, &[]),
    }
}

/// `UTF-8'en'bl%C3%A5b%C3%A6r.pdf`
fn decode_extended(value: &[u8]) -> Option<String> {
    let mut parts = value.splitn(3, |&byte| byte == b'\'');
    let (charset, _, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes: Vec<u8> = percent_decode(encoded).collect();
    if charset.eq_ignore_ascii_case(b"utf-8") {
        String::from_utf8(bytes).ok()
    } else if charset.eq_ignore_ascii_case(b"iso-8859-1") {
        Some(latin_1(&bytes))
    } else {
        None
    }
}

/// The standard knows Latin-1 alone, but servers send UTF-8.
fn text(bytes: &[u8]) -> String {
    str::from_utf8(bytes).map_or_else(|_| latin_1(bytes), str::to_owned)
}

fn latin_1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// What comes after the folders and the drive. The server must not choose where a file goes.
fn last_component(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\', ':']).next()?;
    // What cannot be seen can turn around what is shown, and a long gap can hide the end.
    let seen = name
        .chars()
        .filter(|&character| !is_invisible(character) && !character.is_control());
    let name: String = seen.collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ");
    // Windows leaves out dots and spaces at the end, so that `a.exe.` becomes `a.exe`.
    let name = name.trim_end_matches(['.', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}
