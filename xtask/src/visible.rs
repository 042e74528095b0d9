//! Texts on the way out. What documentation says ends up in sources, reports, annotations and
//! terminals, where a character can move the cursor, turn the direction of writing or be there
//! without being seen: such characters are shown by their numbers instead.

use std::borrow::Cow;
use std::fmt::Write;

/// The text with every hidden character as `\u{202e}`; lines and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |c| is_hidden(c) && !matches!(c, '\n' | '\t');
    escaped(text, is_hidden, |text, c| {
        write!(text, "{}", c.escape_unicode())
    })
}

/// The same on one line: what ends lines is shown by its number too.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden, |text, c| {
        write!(text, "{}", c.escape_unicode())
    })
}

/// A JSON document with every hidden character as `\u202e`, which means the same to who reads it.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    // Between strings a document has no hidden characters but those that part lines.
    let is_hidden = |c| is_hidden(c) && !matches!(c, '\n' | '\t' | '\r');
    escaped(json, is_hidden, |text, c| {
        let mut units = [0; 2];
        let mut units = c.encode_utf16(&mut units).iter();
        units.try_for_each(|unit| write!(text, "\\u{unit:04x}"))
    })
}

fn escaped(
    text: &str,
    is_hidden: impl Fn(char) -> bool,
    write: impl Fn(&mut String, char) -> std::fmt::Result,
) -> Cow<'_, str> {
    if !text.contains(&is_hidden) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            write(&mut out, c).expect("writing to a string cannot fail");
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Control characters, marks of direction, joiners, spaces without width, other ends of lines, tags.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
