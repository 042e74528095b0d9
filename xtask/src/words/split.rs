//! Names as words.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::lines;

/// Names that no capital parts, or parts in the wrong place, and the words that they are.
static WHOLE: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| lines(include_str!("whole_names.txt")).collect());

/// Words that are shorter on the wire, or written in capitals.
static SPELLED: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| lines(include_str!("spellings.txt")).collect());

/// The words of a name in capitals and small letters: `GetSMTPInfo` gives `get`, `SMTP`, `information`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = name.trim_matches(|c: char| !c.is_alphanumeric());
    while !rest.is_empty() {
        let whole = WHOLE.iter().filter(|(whole, _)| starts(rest, whole));
        if let Some((whole, said)) = whole.max_by_key(|(whole, _)| whole.len()) {
            words.extend(said.split(' ').map(str::to_owned));
            rest = &rest[whole.len()..];
            if let Some(after) = rest.strip_prefix('s')
                && let Some(last) = words.last_mut()
            {
                last.push('s');
                rest = after;
            }
        } else {
            let (word, after) = rest.split_at(word_length(rest));
            words.extend(spelled(word));
            rest = after;
        }
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    words
}

/// Whether a text begins with a name that ends there, but for the `s` of a plural.
fn starts(text: &str, whole: &str) -> bool {
    let rest = match (text.get(..1), whole.get(..1)) {
        // `eMailAccountId` begins like `EMailAccountId`.
        (Some(one), Some(other)) if one.eq_ignore_ascii_case(other) => {
            text[1..].strip_prefix(&whole[1..])
        }
        _ => None,
    };
    rest.is_some_and(|rest| {
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        !rest.starts_with(char::is_lowercase)
    })
}

/// The length of the first word.
fn word_length(text: &str) -> usize {
    let class = |c: char| {
        if c.is_uppercase() {
            0
        } else if c.is_lowercase() {
            1
        } else if c.is_numeric() {
            2
        } else {
            3
        }
    };
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| letters.get(index).map_or(3, |(_, c)| class(*c));
    let end = (1..letters.len()).find(|&index| match (at(index - 1), at(index)) {
        // `SMTPInfo`: the last capital begins the next word, unless it is `s` that follows.
        (0, 0) => at(index + 1) == 1 && !is_plural_s(&letters[index + 1..]),
        (0, 1) => false,
        (before, here) => before != here,
    });
    end.map_or(text.len(), |index| letters[index].0)
}

/// The `s` of `IDs`, behind which a word ends.
fn is_plural_s(letters: &[(usize, char)]) -> bool {
    let next = letters.get(1).map(|(_, c)| *c);
    letters[0].1 == 's' && next.is_none_or(|c| !c.is_lowercase())
}

fn spelled(word: &str) -> Vec<String> {
    let small = word.to_lowercase();
    let said = match SPELLED.get(small.as_str()) {
        Some(said) => said,
        // An acronym that no table knows, as it is written.
        None if word.len() > 1 && word.chars().all(char::is_uppercase) => word,
        None => small.as_str(),
    };
    said.split(' ').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_part_into_words() {
        let check =
            |name: &str, expected: &str| assert_eq!(words(name).join(" "), expected, "{name}");
        check("GetSMTPInfo", "get SMTP information");
        check("eMailAccountId", "email account id");
        check("EMails", "emails");
        check("CRMScriptId", "CRMScript id");
        check("cRMScriptId", "CRMScript id");
        check("UserIDs", "user ids");
        check("SaveImage_POST", "save image POST");
        check("GetVersion2", "get version 2");
        check("$select", "select");
        check("MrMrses", "salutations");
        check("größe", "größe");
        check("", "");
    }
}
