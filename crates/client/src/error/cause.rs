//! Causes, in the words of whoever has them.

use std::error::Error;

use crate::one_line::one_line;

/// What is at the bottom of an error: the cause that says something, under wrappers that do not. It
/// is on one line and not too long.
pub(crate) fn cause(error: &(dyn Error + 'static)) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    let text = deepest.to_string();
    one_line(text.trim().trim_end_matches('.'))
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
