//! What a folder holds against what it should hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use similar::TextDiff;
use walkdir::WalkDir;

use super::OutputError;

/// The difference between a folder and the files it should have.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Files that are new, differ or are no longer wanted, by path.
    pub changes: BTreeMap<String, Change>,
    /// Files that are as they should be.
    pub unchanged: usize,
    /// Files that somebody else put there.
    pub foreign: Vec<String>,
}

/// How one file differs.
#[derive(Debug, PartialEq, Eq)]
pub enum Change {
    /// It is missing.
    Added,
    /// It has another text, this one.
    Changed(String),
    /// It was generated before and is not any more.
    Removed,
}

/// Compares the files below `root` with `wanted`.
///
/// `is_ours` tells, by relative path and text, which files may be overwritten
/// and removed. A file that is wanted but somebody else's is an error.
///
/// # Errors
/// A file cannot be read, or would have to be overwritten without being ours.
pub fn compare(
    root: &Path,
    wanted: &BTreeMap<String, String>,
    is_ours: impl Fn(&str, &[u8]) -> bool,
) -> Result<Comparison, OutputError> {
    let mut comparison = Comparison::default();
    let mut seen = BTreeSet::new();
    if root.exists() {
        for entry in WalkDir::new(root).sort_by_file_name() {
            let entry =
                entry.map_err(|error| OutputError::new(root, error, "make the folder readable"))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let relative = relative(root, entry.path());
            let content = std::fs::read(entry.path())
                .map_err(|error| OutputError::new(entry.path(), error, "make the file readable"))?;
            seen.insert(relative.clone());
            match wanted.get(&relative) {
                Some(text) if text.as_bytes() == content => comparison.unchanged += 1,
                Some(_) if !is_ours(&relative, &content) => {
                    return Err(OutputError::new(
                        entry.path(),
                        "the file was not generated and would be overwritten",
                        "move it away, or choose another folder",
                    ));
                }
                Some(_) => {
                    let old = String::from_utf8_lossy(&content).into_owned();
                    comparison.changes.insert(relative, Change::Changed(old));
                }
                None if is_ours(&relative, &content) => {
                    comparison.changes.insert(relative, Change::Removed);
                }
                None => comparison.foreign.push(relative),
            }
        }
    }
    for path in wanted.keys().filter(|path| !seen.contains(*path)) {
        comparison.changes.insert(path.clone(), Change::Added);
    }
    Ok(comparison)
}

impl Comparison {
    /// Whether everything is as it should be.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many files are written and removed.
    pub fn counts(&self) -> (usize, usize) {
        let removed = self
            .changes
            .values()
            .filter(|change| **change == Change::Removed)
            .count();
        (self.changes.len() - removed, removed)
    }

    /// The names of the files that differ, and the first differences of the first of them.
    pub fn summary(&self, wanted: &BTreeMap<String, String>) -> String {
        const SHOWN_FILES: usize = 10;
        const SHOWN_DIFFS: usize = 3;
        const SHOWN_LINES: usize = 20;
        let mut text = String::new();
        for (path, change) in self.changes.iter().take(SHOWN_FILES) {
            let word = match change {
                Change::Added => "missing",
                Change::Changed(_) => "differs",
                Change::Removed => "no longer generated",
            };
            writeln!(text, "  {path}: {word}").expect("writing to a string cannot fail");
        }
        if self.changes.len() > SHOWN_FILES {
            writeln!(text, "  … and {} more", self.changes.len() - SHOWN_FILES)
                .expect("writing to a string cannot fail");
        }
        let changed = self
            .changes
            .iter()
            .filter_map(|(path, change)| match change {
                Change::Changed(old) => Some((path, old, wanted.get(path)?)),
                _ => None,
            });
        for (path, old, new) in changed.take(SHOWN_DIFFS) {
            let diff = TextDiff::from_lines(old.as_str(), new.as_str());
            let diff = diff
                .unified_diff()
                .context_radius(1)
                .header(path, &format!("{path} (generated)"))
                .to_string();
            text.extend(diff.lines().take(SHOWN_LINES).flat_map(|line| [line, "\n"]));
        }
        text
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
