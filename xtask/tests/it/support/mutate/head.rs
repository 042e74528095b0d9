//! Front matter, headings, fences, the HTTP line, usages and links.

use super::{Draw, Kind};

pub(super) const KINDS: &[Kind] = &[
    ("front-misspelt", 4, |draw| {
        let line = draw.rng.usize(1..3);
        let text = draw.line(line).to_owned();
        let (key, value) = text.split_once(": ")?;
        let new = if draw.rng.u8(..4) == 0 {
            format!("{}: {value}", draw.misspelt(key)?)
        } else {
            format!("{key}: {}", draw.misspelt(value)?)
        };
        Some(draw.with_line(line, &new))
    }),
    ("front-of-another-page", 2, |draw| {
        let line = draw.rng.usize(1..3);
        let new = draw.other.lines().nth(line)?;
        Some(draw.with_line(line, new))
    }),
    ("front-line-removed", 2, |draw| {
        let line = draw.rng.usize(..5);
        Some(draw.without_line(line))
    }),
    ("front-line-more", 2, |draw| {
        let new = draw.one(&[
            "flags: true",
            "generated: true",
            "flags: false",
            "Flags: true",
            "uid: x",
        ])?;
        Some(draw.with_lines(|lines| lines.insert(3, new)))
    }),
    ("heading-removed", 3, |draw| {
        let heading = draw.heading()?;
        Some(draw.without_line(heading))
    }),
    ("heading-misspelt", 4, |draw| {
        let heading = draw.heading()?;
        let line = draw.line(heading).to_owned();
        let new = draw.misspelt(&line)?;
        Some(draw.with_line(heading, &new))
    }),
    ("heading-case", 2, |draw| {
        let heading = draw.heading()?;
        let line = draw.line(heading);
        let new = if line.len() % 2 == 0 {
            line.to_lowercase()
        } else {
            line.to_uppercase()
        };
        Some(draw.with_line(heading, &new))
    }),
    ("heading-level", 2, |draw| {
        let heading = draw.heading()?;
        let line = draw.line(heading).to_owned();
        let new = if draw.rng.bool() {
            format!("#{line}")
        } else {
            line[1..].to_owned()
        };
        Some(draw.with_line(heading, &new))
    }),
    ("heading-of-another-page", 3, |draw| {
        let heading = draw.heading()?;
        let others: Vec<&str> = draw
            .other
            .lines()
            .filter(|line| line.starts_with('#'))
            .collect();
        let new = draw.one(&others)?;
        Some(draw.with_line(heading, new))
    }),
    ("body-name-gone", 2, |draw| {
        let headings = draw.lines_that(|line| line.starts_with("##") && line.contains(": "));
        let heading = draw.one(&headings)?;
        let line = draw.line(heading);
        let new = line.split_once(':').map(|(head, _)| format!("{head}:"))?;
        Some(draw.with_line(heading, &new))
    }),
    ("body-type-other", 3, |draw| {
        let headings = draw.lines_that(|line| {
            line.starts_with("### Response body: ") || line.starts_with("## Request Body: ")
        });
        let heading = draw.one(&headings)?;
        let line = draw.line(heading).to_owned();
        let new = draw.one(&[
            "int32",
            "string",
            "array",
            "object",
            "byte",
            "array of Contact",
            "Contact",
            "ContactEntity",
            "bool",
            "binary",
            "object of string",
            "Nobody",
        ])?;
        let (head, name) = line.split_once(": ")?;
        let new = if head.starts_with("###") {
            format!("{head}: {new}")
        } else {
            format!("{head}: {} {new}", name.split(' ').next()?)
        };
        Some(draw.with_line(heading, &new))
    }),
    ("fence-removed", 3, |draw| {
        let fences = draw.lines_that(|line| line.starts_with("```"));
        let fence = draw.one(&fences)?;
        Some(draw.without_line(fence))
    }),
    ("fence-other", 3, |draw| {
        let fences = draw.lines_that(|line| line.starts_with("```"));
        let fence = draw.one(&fences)?;
        let new = draw.one(&[
            "```http", "```http!", "```http_", "```json", "```", "``", "~~~", "````",
        ])?;
        Some(draw.with_line(fence, new))
    }),
    ("method-other", 2, |draw| {
        let lines = draw.requests();
        let line = draw.one(&lines)?;
        let old = draw.line(line).to_owned();
        let new = draw.one(&["GET", "PUT", "POST", "DELETE", "PATCH", "get", "HEAD"])?;
        Some(draw.with_line(line, &format!("{new} {}", old.split_once(' ')?.1)))
    }),
    ("path-misspelt", 3, |draw| {
        let lines = draw.requests();
        let line = draw.one(&lines)?;
        let old = draw.line(line).to_owned();
        let (method, path) = old.split_once(' ')?;
        let new = format!("{method} {}", draw.misspelt(path)?);
        Some(draw.with_line(line, &new))
    }),
    ("path-braces", 2, |draw| {
        let lines = draw.lines_that(|line| line.contains("/api/v1/") && line.contains('{'));
        let line = draw.one(&lines)?;
        let old = draw.line(line);
        let new = old.replacen('{', "", 1).replacen('}', "", 1);
        Some(draw.with_line(line, &new))
    }),
    ("usage-removed", 2, |draw| {
        let usages = draw.lines_that(|line| line.starts_with("* "));
        let usage = draw.one(&usages)?;
        Some(draw.without_line(usage))
    }),
    ("usage-misspelt", 2, |draw| {
        let usages = draw.lines_that(|line| line.starts_with("* "));
        let usage = draw.one(&usages)?;
        let line = draw.line(usage).to_owned();
        let new = draw.misspelt(&line)?;
        Some(draw.with_line(usage, &new))
    }),
    ("link-more", 2, |draw| {
        let new = draw.one(&[
            "[!include[sample](missing.md)]",
            "[Contact](xref:enum-contact)",
            "<!-- | 404 | gone | -->",
            "> [!NOTE]",
            "![picture](a.png)",
        ])?;
        let at = draw.rng.usize(3..draw.text.lines().count().max(4));
        Some(draw.with_lines(|lines| lines.insert(at.min(lines.len()), new)))
    }),
];

impl Draw<'_> {
    fn heading(&mut self) -> Option<usize> {
        let headings = self.lines_that(|line| line.starts_with('#'));
        self.one(&headings)
    }

    /// The lines with a method and a path.
    fn requests(&self) -> Vec<usize> {
        self.lines_that(|line| {
            line.contains(" /api/v1/") && line.starts_with(|c: char| c.is_ascii_uppercase())
        })
    }
}
