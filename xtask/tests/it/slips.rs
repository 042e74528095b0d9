//! One wrong character in a heading, or in the two lines above a table's rows, never takes a
//! section or its table away in silence.

use std::fmt::Write;

use crate::support::judge::{Reference, Verdict};
use crate::support::mutate::Mutant;
use crate::support::workspace;
use fastrand::Rng;

/// The pages, drawn from all.
const PAGES: usize = 150;

/// How many wrong characters each line gets, unless the variable `SLIPS` says another number.
const EACH: usize = 2;

/// A wrong character: how it is called, and the line with it at a place.
type Slip = (&'static str, fn(&[char], usize, char) -> Vec<char>);

const SLIPS: [Slip; 7] = [
    ("gone", |line, at, _| without(line, at)),
    ("twice", |line, at, _| with(line, at, line[at])),
    ("letter", |line, at, letter| replaced(line, at, letter)),
    ("sign", |line, at, _| replaced(line, at, '*')),
    ("more", |line, at, letter| with(line, at, letter)),
    ("space", |line, at, _| with(line, at, ' ')),
    ("case", |line, at, _| {
        replaced(line, at, other_case(line[at]))
    }),
];

#[test]
fn no_wrong_character_takes_a_table_away() {
    let mut reference = Reference::read(&workspace().join("docs/reference"));
    let files = reference.files();
    let is_drawn = |at: &usize| {
        let text = &files[*at].text;
        ["## Query String", "## Request Body"]
            .iter()
            .all(|heading| text.contains(heading))
    };
    let mut rng = Rng::with_seed(3);
    let mut pages: Vec<usize> = (0..files.len()).filter(is_drawn).collect();
    rng.shuffle(&mut pages);
    pages.truncate(PAGES);
    assert_eq!(pages.len(), PAGES);

    let each = std::env::var("SLIPS").ok();
    let each = each.and_then(|text| text.parse().ok()).unwrap_or(EACH);
    let mut mutants = Vec::new();
    for page in pages {
        let text = &files[page].text;
        for number in heads(text) {
            let line = text.lines().nth(number).expect("it is there");
            let fixed = fixed(line);
            let line: Vec<char> = line.chars().collect();
            for _ in 0..each {
                let (kind, slip) = SLIPS[rng.usize(..SLIPS.len())];
                let new = slip(&line, rng.usize(..fixed), rng.lowercase());
                if new != line {
                    mutants.push(Mutant {
                        page,
                        kind,
                        text: with_line(text, number, &String::from_iter(new)),
                    });
                }
            }
        }
    }
    let verdicts = reference.judge(&mutants);
    let mut accepted = String::new();
    for (mutant, verdict) in mutants.iter().zip(&verdicts) {
        if let Verdict::Accepted(differences) = verdict {
            let file = &files[mutant.page];
            let (before, after) = mutant.difference(&file.text);
            let kind = mutant.kind;
            let path = &file.relative;
            writeln!(
                accepted,
                "{kind}: {path}: `{before}` as `{after}`: {differences:?}"
            )
            .expect("a text can be written");
        }
    }
    println!("{} wrong characters", mutants.len());
    assert!(accepted.is_empty(), "of {}:\n{accepted}", mutants.len());
}

/// The headings below the top one, and the first two lines of tables.
fn heads(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let is_head = |at: &usize| {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        lines[*at].starts_with("##") || lines[*at].starts_with("|-") || next.starts_with("|-")
    };
    (0..lines.len()).filter(is_head).collect()
}

/// How many characters of a line are the same on many pages: a heading can end in the name of a
/// body or a type that no other page has.
fn fixed(line: &str) -> usize {
    match line.split_once(": ") {
        Some((start, name)) if line.starts_with('#') && name != "request" => start.len(),
        _ => line.len(),
    }
}

fn with_line(text: &str, number: usize, line: &str) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(at, old)| if at == number { line } else { old });
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn without(line: &[char], at: usize) -> Vec<char> {
    [&line[..at], &line[at + 1..]].concat()
}

fn with(line: &[char], at: usize, letter: char) -> Vec<char> {
    [&line[..at], &[letter], &line[at..]].concat()
}

fn replaced(line: &[char], at: usize, letter: char) -> Vec<char> {
    [&line[..at], &[letter], &line[at + 1..]].concat()
}

fn other_case(letter: char) -> char {
    if letter.is_lowercase() {
        letter.to_ascii_uppercase()
    } else {
        letter.to_ascii_lowercase()
    }
}
