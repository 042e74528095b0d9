//! Whole lines and sections.

use super::{Draw, Kind};

pub(super) const KINDS: &[Kind] = &[
    ("line-removed", 3, |draw| {
        let at = draw.any_line();
        Some(draw.without_line(at))
    }),
    ("line-twice", 2, |draw| {
        let at = draw.any_line();
        Some(draw.with_lines(|lines| lines.insert(at, lines[at])))
    }),
    ("lines-swapped", 2, |draw| {
        let at = draw.any_line();
        Some(draw.with_lines(|lines| {
            if at + 1 < lines.len() {
                lines.swap(at, at + 1);
            }
        }))
    }),
    ("line-of-another-page", 2, |draw| {
        let at = draw.any_line();
        let others: Vec<&str> = draw.other.lines().collect();
        let new = draw.one(&others)?;
        Some(draw.with_lines(|lines| lines.insert(at, new)))
    }),
    ("line-indented", 1, |draw| {
        let at = draw.any_line();
        let new = format!("    {}", draw.line(at));
        Some(draw.with_line(at, &new))
    }),
    ("lines-joined", 1, |draw| {
        let at = draw.any_line();
        let new = format!("{} {}", draw.line(at), draw.line(at + 1));
        Some(draw.with_lines(|lines| {
            if at + 1 < lines.len() {
                lines.remove(at + 1);
            }
            lines[at] = &new;
        }))
    }),
    ("conflict", 1, |draw| {
        let at = draw.any_line();
        Some(draw.with_lines(|lines| {
            let line = lines[at];
            let both = ["<<<<<<< HEAD", line, "=======", line, ">>>>>>> other"];
            lines.splice(at..=at, both);
        }))
    }),
    ("section-removed", 3, |draw| {
        let (start, end) = draw.section()?;
        Some(draw.with_lines(|lines| drop(lines.drain(start..end))))
    }),
    ("section-twice", 1, |draw| {
        let (start, end) = draw.section()?;
        Some(draw.with_lines(|lines| {
            let section = lines[start..end].to_vec();
            lines.splice(end..end, section);
        }))
    }),
    ("section-last", 1, |draw| {
        let (start, end) = draw.section()?;
        Some(draw.with_lines(|lines| lines[start..].rotate_left(end - start)))
    }),
    ("section-of-another-page", 2, |draw| {
        let (start, end) = draw.section()?;
        let heading = draw.line(start).split(':').next()?.to_owned();
        let others: Vec<&str> = draw.other.lines().collect();
        let from = others.iter().position(|line| line.starts_with(&heading))?;
        let rest = &others[from + 1..];
        let count = rest.iter().position(|line| line.starts_with('#'));
        let section = &others[from..from + 1 + count.unwrap_or(rest.len())];
        Some(draw.with_lines(|lines| drop(lines.splice(start..end, section.iter().copied()))))
    }),
];

impl Draw<'_> {
    fn any_line(&mut self) -> usize {
        self.rng.usize(..self.text.lines().count().max(1))
    }

    /// From a heading to the next one.
    fn section(&mut self) -> Option<(usize, usize)> {
        let headings = self.lines_that(|line| line.starts_with('#'));
        let start = self.one(&headings)?;
        let next = headings.into_iter().find(|heading| *heading > start);
        Some((start, next.unwrap_or(self.text.lines().count())))
    }
}
