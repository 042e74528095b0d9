//! Lists of numbers that stand for choices, where a text has one that can be read to its end.

/// `1 = app, 2 = doc`: at least two numbers, each another one, with a word for each.
///
/// A list with a name of several words, or one that goes on in other words, is none: a part of it
/// would be wrong.
pub(super) fn values(text: &str) -> Vec<(i64, String)> {
    let Some(start) = start(text) else {
        return Vec::new();
    };
    let mut values: Vec<(i64, String)> = Vec::new();
    let mut rest = &text[start..];
    loop {
        let Some((number, name, after)) = item(rest) else {
            return Vec::new();
        };
        if values.iter().any(|(known, _)| *known == number) {
            return Vec::new();
        }
        values.push((number, name.to_owned()));
        match next(after) {
            Some(next) => rest = next,
            None if values.len() > 1 && is_end(after) => return values,
            None => return Vec::new(),
        }
    }
}

/// Where the number before the first `=` begins, if no word belongs to it: `Year 1 = none` speaks of
/// years.
fn start(text: &str) -> Option<usize> {
    let before = text[..text.find('=')?].trim_end();
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let signed = number
        .strip_suffix('-')
        .filter(|rest| rest.is_empty() || rest.ends_with([' ', '(']))
        .unwrap_or(number);
    let lead = signed.trim_end();
    let is_free = lead.is_empty() || lead.ends_with(|c: char| !c.is_alphanumeric());
    (is_free && number.len() < before.len()).then_some(signed.len())
}

/// Number, name and what follows.
fn item(text: &str) -> Option<(i64, &str, &str)> {
    let (number, rest) = text.split_once('=')?;
    let number = number.trim().parse().ok()?;
    let rest = rest.trim_start();
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/')))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let is_name = name.starts_with(|c: char| c.is_alphanumeric())
        && name.ends_with(|c: char| c.is_alphanumeric());
    is_name.then_some((number, name, after))
}

/// What comes after the sign between two items, if another item does.
fn next(after: &str) -> Option<&str> {
    let rest = [", or ", ", ", ",", "; ", ";", " or ", " and "]
        .iter()
        .find_map(|sign| after.strip_prefix(sign))?;
    let rest = rest.trim_start();
    let digits = rest.strip_prefix('-').unwrap_or(rest);
    let number = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = number.len() < digits.len() && number.trim_start().starts_with('=');
    is_item.then_some(rest)
}

/// Whether a list is over: the sentence ends, or something else begins.
fn is_end(after: &str) -> bool {
    let goes_on = ["...", "…", ", ...", ", …", ", etc", " etc"];
    let ends = [".", ")", ";", " (", " - ", " – ", ", see ", "\n", " <"];
    !goes_on.iter().any(|sign| after.starts_with(sign))
        && !after.contains('=')
        && (after.trim().is_empty() || ends.iter().any(|sign| after.starts_with(sign)))
}
