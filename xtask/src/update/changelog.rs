//! The changelog: what changed in the API, below the heading of what is not released yet.

const HEADING: &str = "## Unreleased";

/// A changelog with nothing in it.
const EMPTY: &str = "# Changelog\n\nWhat changes for users of the bindings, the newest first.\n";

/// The changelog with one entry more, at the end of what is not released yet.
/// An entry that stands there already is not added again.
pub(super) fn with_entry(changelog: Option<&str>, entry: &str) -> String {
    let text = changelog.unwrap_or(EMPTY);
    let entry = entry.trim();
    let (before, section, after) = split(text);
    if section.contains(entry) {
        return text.to_owned();
    }
    let parts = [before, section, entry, after];
    let parts = parts.map(str::trim_end).into_iter();
    let mut new = parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n");
    new.push('\n');
    new
}

/// What stands before the section, the section with its heading, and what follows it.
fn split(text: &str) -> (&str, &str, &str) {
    let headings: Vec<_> = text
        .match_indices("## ")
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || text[..*at].ends_with('\n'))
        .collect();
    let is_section = |at: &&usize| {
        let line = text[**at..].lines().next().unwrap_or_default();
        let name = line.trim_start_matches('#').trim();
        name.trim_matches(['[', ']'])
            .eq_ignore_ascii_case("unreleased")
    };
    match headings.iter().find(is_section) {
        Some(start) => {
            let next = headings.iter().find(|at| *at > start);
            let end = next.copied().unwrap_or(text.len());
            (&text[..*start], &text[*start..end], &text[end..])
        }
        None => {
            let end = headings.first().copied().unwrap_or(text.len());
            (&text[..end], HEADING, &text[end..])
        }
    }
}
