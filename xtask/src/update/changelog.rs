//! The changelog: what changed in the API, below the heading of what is not released yet.

const HEADING: &str = "## Unreleased";

/// A changelog with nothing in it.
const EMPTY: &str = "# Changelog\n\nWhat changes for users of the bindings, the newest first.\n";

/// The changelog with one entry more, at the end of what is not released yet.
/// An entry that stands there already is not added again.
pub fn with_entry(changelog: Option<&str>, entry: &str) -> String {
    let text = changelog.unwrap_or(EMPTY);
    let entry = below_section(entry);
    let (before, section, after) = split(text);
    if section.contains(&entry) {
        return text.to_owned();
    }
    let parts = [before, section, &entry, after];
    let parts = parts.map(str::trim_end).into_iter();
    let mut new = parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n");
    new.push('\n');
    new
}

/// The entry with headings that stand below that of the section.
fn below_section(entry: &str) -> String {
    const HIGHEST: usize = 3;
    let level = |line: &str| {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        (level > 0 && line[level..].starts_with(' ')).then_some(level)
    };
    let mut in_code = false;
    let lines: Vec<_> = entry
        .trim()
        .lines()
        .map(|line| {
            in_code ^= line.trim_start().starts_with("```");
            (line, level(line).filter(|_| !in_code))
        })
        .collect();
    let highest = lines.iter().filter_map(|(_, level)| *level).min();
    let more = "#".repeat(HIGHEST.saturating_sub(highest.unwrap_or(HIGHEST)));
    let lines = lines.into_iter().map(|(line, level)| match level {
        Some(_) => format!("{more}{line}"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
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
        // It can be a link: `## [Unreleased](…)`.
        let name = name
            .strip_prefix('[')
            .map_or(name, |link| link.split(']').next().unwrap_or(link));
        name.eq_ignore_ascii_case("unreleased")
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
