//! Causes, in the words of whoever has them.

use std::error::Error;

/// Nobody reads a longer cause on one line.
const LONGEST: usize = 300;

/// What is at the bottom of an error: the cause that says something, under wrappers that do not. It
/// is on one line and not too long.
pub(crate) fn cause(error: &(dyn Error + 'static)) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    let text = deepest.to_string();
    let text = text.trim().trim_end_matches('.');
    let shown = text.chars().map(|character| match character {
        character if character.is_control() => ' ',
        character => character,
    });
    let mut line: String = shown.clone().take(LONGEST).collect();
    if shown.count() > LONGEST {
        line.push('…');
    }
    line
}

/// `message` with what is at the bottom of `source`, unless it says that already.
pub(crate) fn with_cause(message: &str, source: Option<&(dyn Error + 'static)>) -> String {
    match source.map(cause) {
        Some(cause) if !cause.is_empty() && !message.contains(&cause) => {
            format!("{message}: {cause}")
        }
        _ => message.to_owned(),
    }
}
