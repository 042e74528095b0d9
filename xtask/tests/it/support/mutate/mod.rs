//! Pages with one thing wrong, the same ones for the same seed.

mod cells;
mod head;
mod letters;
mod lines;
mod sample;

use std::fmt;
use std::sync::Arc;

use fastrand::Rng;
use xtask::source::SourceFile;

/// A page with one thing changed.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Which of the pages.
    pub page: usize,
    /// The kind of change, such as `cell-misspelt`.
    pub kind: &'static str,
    /// The text of the page now.
    pub text: String,
}

/// Makes mutants of some pages.
pub struct Mutator<'a> {
    rng: Rng,
    pages: &'a [Arc<SourceFile>],
}

/// A kind of change: its name, how often it comes, and the change, if the page has a place for it.
type Kind = (&'static str, u32, fn(&mut Draw<'_>) -> Option<String>);

/// What a change can draw from.
struct Draw<'a> {
    rng: &'a mut Rng,
    /// The page.
    text: &'a str,
    /// Another page, for things that are right elsewhere.
    other: &'a str,
}

const KINDS: &[&[Kind]] = &[
    cells::KINDS,
    head::KINDS,
    letters::KINDS,
    lines::KINDS,
    sample::KINDS,
];

impl<'a> Mutator<'a> {
    /// The mutants of a seed.
    pub fn new(pages: &'a [Arc<SourceFile>], seed: u64) -> Self {
        Self {
            rng: Rng::with_seed(seed),
            pages,
        }
    }

    /// The next one.
    pub fn next(&mut self) -> Mutant {
        let kinds = || KINDS.iter().copied().flatten();
        let all: u32 = kinds().map(|(_, weight, _)| weight).sum();
        loop {
            let page = self.rng.usize(..self.pages.len());
            let other = self.rng.usize(..self.pages.len());
            let mut at = self.rng.u32(..all);
            let chosen = kinds().find(|(_, weight, _)| {
                let is_here = at < *weight;
                at = at.saturating_sub(*weight);
                is_here
            });
            let (kind, _, change) = *chosen.expect("the number is below the sum");
            let text = &self.pages[page].text;
            let mut draw = Draw {
                rng: &mut self.rng,
                text,
                other: &self.pages[other].text,
            };
            if let Some(changed) = change(&mut draw)
                && changed != *text
            {
                return Mutant {
                    page,
                    kind,
                    text: changed,
                };
            }
        }
    }
}

impl Mutant {
    /// The first lines that differ, before and after.
    pub fn difference(&self, before: &str) -> (String, String) {
        let old: Vec<&str> = before.lines().collect();
        let new: Vec<&str> = self.text.lines().collect();
        let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let rest = old.len().min(new.len()) - start;
        let end = old.iter().rev().zip(new.iter().rev());
        let end = end.take_while(|(a, b)| a == b).count().min(rest);
        let part = |lines: &[&str]| {
            let part = &lines[start..lines.len() - end];
            let mut text = part.iter().take(3).copied().collect::<Vec<_>>().join(" ⏎ ");
            if part.len() > 3 {
                text.push_str(&format!(" … ({} lines)", part.len()));
            }
            text
        };
        (part(&old), part(&new))
    }
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of page {}", self.kind, self.page)
    }
}

impl<'a> Draw<'a> {
    /// One of several.
    fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.rng.usize(..of.len())])
    }

    /// The page's lines that pass a test, by number.
    fn lines_that(&self, test: impl Fn(&str) -> bool) -> Vec<usize> {
        let lines = self.text.lines().enumerate();
        let found = lines.filter(|(_, line)| test(line));
        found.map(|(number, _)| number).collect()
    }

    /// The page with its lines changed.
    fn with_lines<'t>(&self, change: impl FnOnce(&mut Vec<&'t str>)) -> String
    where
        'a: 't,
    {
        let mut lines: Vec<&'t str> = self.text.lines().collect();
        change(&mut lines);
        let mut text = lines.join("\n");
        text.push('\n');
        text
    }

    /// The page without one of its lines.
    fn without_line(&self, number: usize) -> String {
        self.with_lines(|lines| {
            if number < lines.len() {
                lines.remove(number);
            }
        })
    }

    /// The page with one line replaced.
    fn with_line(&self, number: usize, line: &str) -> String {
        let mut text = String::with_capacity(self.text.len() + line.len());
        for (at, old) in self.text.lines().enumerate() {
            text.push_str(if at == number { line } else { old });
            text.push('\n');
        }
        text
    }

    fn line(&self, number: usize) -> &'a str {
        self.text.lines().nth(number).unwrap_or_default()
    }

    /// A word with one letter wrong: gone, twice, in the place of its neighbour, another, or in
    /// the other case.
    fn misspelt(&mut self, word: &str) -> Option<String> {
        let mut letters: Vec<char> = word.chars().collect();
        if letters.is_empty() {
            return None;
        }
        let at = self.rng.usize(..letters.len());
        match self.rng.u8(..5) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            2 if at > 0 => letters.swap(at - 1, at),
            3 => {
                let is_lower = letters[at].is_lowercase();
                letters[at] = if is_lower {
                    letters[at].to_ascii_uppercase()
                } else {
                    letters[at].to_ascii_lowercase()
                };
            }
            _ => letters[at] = self.rng.lowercase(),
        }
        Some(letters.into_iter().collect())
    }
}

/// Whether a line is a row of a table, head and separator included.
fn is_row(line: &str) -> bool {
    line.starts_with('|')
}

/// Whether a line is a row below a table's head.
fn is_body_row(text: &str, number: usize) -> bool {
    let mut lines = text.lines().skip(number.saturating_sub(2));
    let mut window: Vec<&str> = lines
        .by_ref()
        .take(if number < 2 { number + 1 } else { 3 })
        .collect();
    let Some(line) = window.pop() else {
        return false;
    };
    let next = lines.next().unwrap_or_default();
    let is_separator = |line: &str| line.starts_with("|-");
    is_row(line) && !is_separator(line) && !is_separator(next)
}
