//! Descriptions, in which nothing may look like a part of the page.

use crate::source::include_target;

/// What the headings of a page's sections begin with.
const SECTIONS: [&str; 5] = [
    "Query String Parameters",
    "Request Headers",
    "Request Body",
    "Response",
    "Sample re",
];

/// What the tables of a page begin with.
const TABLES: [&str; 4] = ["Path Part", "Parameter Name", "Property Name", "Response"];

/// A description as lines without blanks around them.
pub(super) fn paragraph(description: &str) -> Option<String> {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for line in description.trim().lines().map(str::trim) {
        let marker = ["```", "~~~"].into_iter().find(|it| line.starts_with(it));
        match fence {
            Some(open) if marker == Some(open) => fence = None,
            Some(_) => {}
            None => fence = marker,
        }
        let is_plain = fence.is_none() && marker.is_none();
        match is_plain && begins_a_part(line) {
            true => lines.push(format!("\\{line}")),
            false => lines.push(line.to_owned()),
        }
    }
    lines.extend(fence.map(str::to_owned));
    let text = lines.join("\n");
    (!text.is_empty()).then_some(text)
}

/// A description in a cell of a table.
pub(super) fn cell(description: &str) -> String {
    let words: Vec<_> = description.split_whitespace().collect();
    words.join(" ").replace('|', "\\|")
}

/// A description on one line, which begins nothing.
pub(super) fn sentence(description: &str) -> String {
    let text = cell(description);
    let is_part = include_target(&text).is_some();
    let begins = ["#", "```", "~~~"].iter().any(|it| text.starts_with(it));
    if begins || is_part {
        format!("\\{text}")
    } else {
        text
    }
}

fn begins_a_part(line: &str) -> bool {
    let begins = |names: &[&str], text: &str| {
        let text = text.trim_start().to_ascii_lowercase();
        let mut names = names.iter().map(|name| name.to_ascii_lowercase());
        names.any(|name| text.starts_with(&name))
    };
    let heading = line.trim_start_matches('#');
    (heading.len() < line.len() && begins(&SECTIONS, heading))
        || line
            .strip_prefix('|')
            .is_some_and(|row| begins(&TABLES, row))
        || include_target(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_part_of_the_page_is_escaped() {
        let check = |text: &str, expected: &str| {
            assert_eq!(paragraph(text).as_deref().unwrap_or_default(), expected);
        };
        check(" \r\n ", "");
        check("  Cuts.\r\n\r\n  Or trims. ", "Cuts.\n\nOr trims.");
        check(
            "## Experimental: ## It grows.",
            "## Experimental: ## It grows.",
        );
        check("## Response: none", "\\## Response: none");
        check("### request headers", "\\### request headers");
        check(
            "Cuts.\n| Path Part | Type |",
            "Cuts.\n\\| Path Part | Type |",
        );
        check("| a | b |", "| a | b |");
        check("[!include[x](../y.md)]", "\\[!include[x](../y.md)]");
        check("```js\n## Response:\n```", "```js\n## Response:\n```");
        check("```js\n[1]", "```js\n[1]\n```");
        check(
            "~~~\n```\n~~~\n## Response:",
            "~~~\n```\n~~~\n\\## Response:",
        );
        assert_eq!(sentence("# A\n## B"), "\\# A ## B");
        assert_eq!(sentence("A\n# B"), "A # B");
        assert_eq!(cell(" a |\r\n b "), "a \\| b");
    }
}
