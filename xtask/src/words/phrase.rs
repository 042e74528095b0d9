//! Words as phrases: with an article, as one or as many.

use super::noun::{article, is_countable, is_plural, plural, singular};

/// Words that speak for themselves.
const BARE: [&str; 3] = ["all", "my", "our"];

/// Words before something of which there is one alone.
const DEFINITE: [&str; 9] = [
    "active", "current", "existing", "first", "last", "latest", "next", "other", "previous",
];

/// Things of which a service has one.
const ONLY: [&str; 6] = ["CRM", "ERP", "database", "favorites", "favourites", "trash"];

/// `the contact`, `the contacts`; `all contacts`.
pub(super) fn the(said: &[String]) -> String {
    match said.first() {
        // `GetAllSaleType` gets all sale types.
        Some(first) if first == "all" => plain(&many(said)),
        Some(first) if BARE.contains(&first.as_str()) => plain(said),
        _ => format!("the {}", plain(said)),
    }
}

/// `a contact`, `an appointment`, `contacts`, `information`; `the current user`.
pub(super) fn a(said: &[String]) -> String {
    let text = plain(said);
    let Some((first, last)) = said.first().zip(said.last()) else {
        return text;
    };
    if BARE.contains(&first.as_str()) {
        the(said)
    } else if DEFINITE.contains(&first.as_str()) || ONLY.contains(&last.as_str()) {
        format!("the {text}")
    } else if is_many(said) || !is_countable(last) {
        text
    } else {
        format!("{} {text}", article(first))
    }
}

/// The words alone; those that speak of the user do it in the third person.
pub(super) fn plain(said: &[String]) -> String {
    let words = said.iter().map(|word| match word.as_str() {
        "my" => "the current user's",
        "our" => "the owning company's",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether several are meant.
pub(super) fn is_many(said: &[String]) -> bool {
    said.last().is_some_and(|word| is_plural(word))
}

/// One of them.
pub(super) fn one(said: &[String]) -> Vec<String> {
    last(said, singular)
}

/// Several of it.
pub(super) fn many(said: &[String]) -> Vec<String> {
    last(said, plural)
}

fn last(said: &[String], form: fn(&str) -> String) -> Vec<String> {
    let mut said = said.to_vec();
    if let Some(last) = said.last_mut() {
        *last = form(last);
    }
    said
}
