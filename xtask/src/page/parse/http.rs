//! The line with an operation's method and path template.

use super::cursor::Cursor;
use crate::page::HttpLine;
use crate::page::markdown::{BlockKind, lines};
use crate::page::name::is_no_part_of_a_name;
use crate::source::Spanned;

/// The methods that operations have.
pub(crate) const METHODS: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "PATCH"];

/// What else than letters, digits and percent-encoded bytes a segment of a path can hold, by
/// RFC 3986.
const SIGNS: &str = "-._~!$&'()*+,;=:@";

pub(super) fn http_line(cursor: &mut Cursor<'_>) -> Option<Spanned<HttpLine>> {
    let block = cursor.take_if(
        |_, block| matches!(&block.kind, BlockKind::Fence { info, .. } if info == "http"),
    )?;
    let BlockKind::Fence { content, .. } = block.kind else {
        return None;
    };
    cursor.structure.0.push(block.span);
    let mut lines = lines(cursor.text(), content);
    let line = lines.next()?;
    let extra = lines.next();
    if let Some(extra) = extra {
        cursor.error(
            "extra-http-line",
            extra.span,
            "the fence holds more than one line".into(),
            "keep the line with the operation's method and path",
        );
    }
    let (method, path) = line.value.split_once(' ').unwrap_or((line.value, ""));
    let wrong = if !METHODS.contains(&method) || !path.starts_with("/api/") {
        Some("it is not a method and a path".to_owned())
    } else {
        path[1..].split('/').find_map(wrong_with)
    };
    if let Some(wrong) = wrong {
        cursor.error(
            "invalid-http-line",
            line.span,
            format!("`{}` cannot be requested: {wrong}", line.value),
            "write a line such as `GET /api/v1/Contact/{id}`",
        );
        return None;
    }
    Some(Spanned::new(
        HttpLine {
            method: method.into(),
            path: path.into(),
        },
        line.span,
    ))
}

/// What is wrong with a segment of a path template, if anything is.
fn wrong_with(segment: &str) -> Option<String> {
    if matches!(segment, "" | "." | "..") {
        return Some("a part of its path says nothing".into());
    }
    let mut literal = segment;
    while let Some((before, rest)) = literal.split_once('{') {
        let Some((name, after)) = rest.split_once('}') else {
            return Some("a brace is not closed".into());
        };
        let is_odd = |c: char| is_no_part_of_a_name(c) || c.is_whitespace() || c == '{';
        if name.is_empty() || name.contains(is_odd) {
            return Some(format!("`{{{name}}}` names no parameter"));
        }
        if let Some(wrong) = wrong_with_literal(before) {
            return Some(wrong);
        }
        literal = after;
    }
    wrong_with_literal(literal)
}

fn wrong_with_literal(text: &str) -> Option<String> {
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let is_right = match c {
            '%' => (0..2).all(|_| rest.next().is_some_and(|digit| digit.is_ascii_hexdigit())),
            c => c.is_ascii_alphanumeric() || SIGNS.contains(c),
        };
        if !is_right {
            return Some(format!("no path holds `{c}`"));
        }
    }
    None
}
