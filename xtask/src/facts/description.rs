//! Descriptions: the facts that they state, and their text where it says more.

use super::{Facts, plain, since, since_sentence};

/// The facts of a description, and its text where that says more than they do.
pub fn describe(description: &str) -> (Facts, Option<String>) {
    let facts = Facts::read(description);
    let text = plain(description);
    let says_more = !text.is_empty() && text != facts.to_string();
    (facts, says_more.then_some(text))
}

/// The release that a type's or a member's description names, and the text where that says more.
pub fn introduced(description: &str) -> (Option<String>, Option<String>) {
    let since = since(description);
    let text = plain(description);
    let sentence = since.as_deref().map(since_sentence).unwrap_or_default();
    let says_more = text != sentence;
    (since, says_more.then_some(text))
}
