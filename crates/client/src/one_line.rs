//! What servers say, for messages and logs.

/// How many characters of a server's text stand in a message.
const LONGEST: usize = 300;

/// A string on one line: without the characters that end lines, move the cursor, turn the direction
/// of writing or cannot be seen, and cut off where it gets long.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    let mut is_gap = false;
    for character in text.chars() {
        if character.is_whitespace() || character.is_control() {
            is_gap = true;
            continue;
        }
        if is_invisible(character) {
            continue;
        }
        let added = usize::from(is_gap && length > 0);
        if length + added >= LONGEST {
            line.push('…');
            break;
        }
        if added > 0 {
            line.push(' ');
        }
        is_gap = false;
        line.push(character);
        length += added + 1;
    }
    line
}

/// Whether a character changes how others look and is not seen itself: marks of direction, joiners,
/// spaces without width, tags.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
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
