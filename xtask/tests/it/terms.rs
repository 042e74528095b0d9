//! `docs/terms.md` says how things are called; nothing is called otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::workspace;

/// What is written by hand. `CHANGELOG.md` tells former names, and `docs/reference` and snapshots
/// have the words of pages.
const WRITTEN: [&str; 10] = [
    ".ci",
    "CONTRIBUTING.md",
    "README.md",
    "crates/acceptance",
    "crates/client",
    "crates/examples",
    "crates/mock",
    "docs",
    "scripts",
    "xtask",
];

/// Where a word may stand, and why.
const EXCEPTIONS: [(&str, &str, &str); 6] = [
    ("answers", "xtask/src/words/", "operations of SuperOffice"),
    ("answer", "xtask/src/words/", "operations of SuperOffice"),
    (
        "answer",
        "xtask/tests/it/diagnostics.rs",
        "a heading that is wrong",
    ),
    (
        "reply",
        "docs/pages-about-types.md",
        "a carrier of SuperOffice",
    ),
    ("a text", "crates/client/tests/", "JSON within a literal"),
    ("a text", "xtask/", "what a file holds"),
];

/// The crates whose types are named by nouns, each by its own.
const CRATES: [&str; 3] = ["xtask/src", "crates/client/src", "crates/mock/src"];

/// Names that are no nouns, or that several types of a crate have, and why.
const ALLOWED: [(&str, &str); 12] = [
    ("Options", "what a command is asked, always with its module"),
    ("Summary", "what a command has done, always with its module"),
    ("Outcome", "what a command gives, always with its module"),
    ("Format", "how a command writes, always with its module"),
    ("Plan", "what a command will write, always with its module"),
    ("Body", "a word of Swagger too, within `swagger`"),
    ("Operation", "a word of Swagger too, within `swagger`"),
    ("Parameter", "a word of Swagger too, within `swagger`"),
    ("Type", "a word of Swagger too, within `swagger`"),
    ("Object", "JSON's, in what reads and in what writes it"),
    ("Spanned", "the word of parsers"),
    (
        "WebhookRejection",
        "the word of axum for errors of extractors",
    ),
];

/// Participles that do not end in `ed`.
const PARTICIPLES: &str = "Built Chosen Drawn Found Given Held Kept Known Left Lost Made Met Read \
                           Said Seen Sent Shown Spelled Taken Told Written";

fn files(of: &str) -> Vec<PathBuf> {
    let is_text = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_script = !name.contains('.') && !name.starts_with("LICENSE");
        is_script
            || [".rs", ".md", ".py", ".mjs"]
                .iter()
                .any(|end| name.ends_with(end))
    };
    let is_ours = |path: &Path| {
        let skipped = [
            "docs/reference",
            "tests/fixtures",
            "docs/terms.md",
            "it/terms.rs",
        ];
        let path = path.to_string_lossy().replace('\\', "/");
        !skipped.iter().any(|skipped| path.contains(skipped))
            && !path
                .split('/')
                .any(|part| ["target", "node_modules"].contains(&part))
    };
    let entries = walkdir::WalkDir::new(workspace().join(of)).into_iter();
    entries
        .map(|entry| entry.expect("the folder can be read").into_path())
        .filter(|path| path.is_file() && is_text(path) && is_ours(path))
        .collect()
}

fn relative(path: &Path) -> String {
    let path = path.strip_prefix(workspace()).expect("it is ours");
    path.to_string_lossy().replace('\\', "/")
}

/// The words of a text in small letters, those in names too, each with its line.
fn words(text: &str) -> Vec<(String, usize)> {
    let mut words = Vec::new();
    // A lifetime is no article.
    let text = text.replace("'a", "'_");
    for (number, line) in text.lines().enumerate() {
        let mut word = String::new();
        let mut end = |word: &mut String| {
            if !word.is_empty() {
                words.push((std::mem::take(word), number + 1));
            }
        };
        let mut was_small = false;
        for c in line.chars() {
            if !c.is_alphanumeric() || (c.is_uppercase() && was_small) {
                end(&mut word);
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            was_small = c.is_lowercase();
        }
        end(&mut word);
    }
    words
}

/// What stands in the third column.
fn forbidden() -> Vec<String> {
    let terms = fs::read_to_string(workspace().join("docs/terms.md")).expect("it can be read");
    let rows = terms.lines().filter_map(|line| line.strip_prefix("| "));
    let cells = rows.filter_map(|row| row.split('|').nth(2));
    let forms = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    forms.map(str::to_lowercase).collect()
}

#[test]
fn nothing_is_called_otherwise() {
    let forbidden = forbidden();
    assert!(forbidden.len() > 15, "{forbidden:?}");
    let mut by_first: BTreeMap<&str, Vec<(&str, Vec<&str>)>> = BTreeMap::new();
    for form in &forbidden {
        let parts: Vec<_> = form.split(' ').collect();
        by_first.entry(parts[0]).or_default().push((form, parts));
    }
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for path in WRITTEN.iter().flat_map(|of| files(of)) {
        let text = fs::read_to_string(&path).expect("it is text");
        let path = relative(&path);
        let words = words(&text);
        for (index, (word, line)) in words.iter().enumerate() {
            for (form, parts) in by_first.get(word.as_str()).into_iter().flatten() {
                let found = words[index..].iter().map(|(word, _)| word.as_str());
                if !found.take(parts.len()).eq(parts.iter().copied()) {
                    continue;
                }
                let is_exception = |(word, place, _): &&(&str, &str, &str)| {
                    word == form && path.starts_with(place)
                };
                match EXCEPTIONS.iter().find(is_exception) {
                    Some(exception) => drop(used.insert(exception)),
                    None => wrong.push(format!("{path}:{line}: {form}")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "see docs/terms.md:\n{}", wrong.join("\n"));
    let unused: Vec<_> = EXCEPTIONS
        .iter()
        .filter(|one| !used.contains(one))
        .collect();
    assert!(unused.is_empty(), "nothing needs {unused:?}");
}

#[test]
fn words_are_found_in_names() {
    let words = words("fn http_answer(a: &AnswerText)\n/// An answer's\n/// text.");
    let words: Vec<_> = words
        .iter()
        .map(|(word, line)| format!("{line}{word}"))
        .collect();
    let expected = "1fn 1http 1answer 1a 1answer 1text 2an 2answer 2s 3text";
    assert_eq!(words.join(" "), expected);
}

/// The types that a file declares, and those that are errors.
fn types(text: &str) -> (Vec<&str>, Vec<&str>) {
    let name = |rest: &'_ str| -> usize {
        rest.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len())
    };
    let mut declared = Vec::new();
    let mut errors = Vec::new();
    for line in text.lines() {
        let item = match line
            .strip_prefix("pub(")
            .and_then(|rest| rest.split_once(") "))
        {
            Some((_, item)) => item,
            None => line.trim_start_matches("pub "),
        };
        let kinds = ["struct ", "enum ", "trait ", "type "];
        if let Some(rest) = kinds.iter().find_map(|kind| item.strip_prefix(kind)) {
            declared.push(&rest[..name(rest)]);
        }
        let rest = line
            .split_once("Error for ")
            .filter(|_| line.starts_with("impl"));
        if let Some((_, rest)) = rest.filter(|(head, _)| head.ends_with([' ', ':'])) {
            errors.push(&rest[..name(rest)]);
        }
    }
    (declared, errors)
}

fn is_participle(name: &str) -> bool {
    let is_one_word = !name[1..].contains(char::is_uppercase);
    let is_irregular = PARTICIPLES.split_whitespace().any(|word| word == name);
    is_irregular || is_one_word && name.ends_with("ed")
}

#[test]
fn types_are_named_by_nouns_each_by_its_own() {
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for of in CRATES {
        let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in files(of) {
            let text = fs::read_to_string(&path).expect("it is text");
            let (declared, errors) = types(&text);
            for name in declared {
                let places = places.entry(name.to_owned()).or_default();
                places.push(relative(&path));
            }
            for name in errors.into_iter().filter(|name| !name.ends_with("Error")) {
                wrong.insert(name.to_owned(), vec![relative(&path)]);
            }
        }
        assert!(places.len() > 50, "{places:?}");
        let is_wrong = |name: &str, places: &[String]| is_participle(name) || places.len() > 1;
        wrong.extend(
            places
                .into_iter()
                .filter(|(name, places)| is_wrong(name, places)),
        );
    }
    for (name, reason) in ALLOWED {
        let found = wrong.remove(name);
        assert!(found.is_some(), "nothing needs {name}: {reason}");
    }
    assert!(wrong.is_empty(), "see docs/terms.md: {wrong:#?}");
}
