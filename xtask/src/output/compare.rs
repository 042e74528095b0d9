//! What a folder holds against what it should hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use similar::TextDiff;
use walkdir::WalkDir;

use super::{OutputError, UNCHANGED};

/// The difference between a folder and the files it should have.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Files that are new, differ or are no longer wanted, by path.
    pub changes: BTreeMap<String, FileChange>,
    /// Files that are as they should be.
    pub unchanged: BTreeSet<String>,
}

/// How one file differs.
#[derive(Debug, PartialEq, Eq)]
pub enum FileChange {
    /// It is missing.
    Added,
    /// It has another text, this one.
    Changed(Vec<u8>),
    /// It was generated before, with this text, and is not any more.
    Removed(Vec<u8>),
}

/// Compares all files below `root` with `wanted`.
///
/// `is_ours` tells, by relative path and text, which files may be overwritten
/// and removed. What else lies there is somebody else's, whatever it is, and is
/// not looked at.
///
/// # Errors
/// A file cannot be read, or would have to be overwritten without being ours.
pub fn compare_tree(
    root: &Path,
    wanted: &BTreeMap<String, String>,
    is_ours: impl Fn(&str, &[u8]) -> bool,
) -> Result<Comparison, OutputError> {
    let mut comparison = compare_files(root, wanted, &is_ours)?;
    for entry in WalkDir::new(root).sort_by_file_name() {
        // What cannot be read or is gone by now is none of the wanted files.
        let Ok(entry) = entry else { continue };
        let below = entry.path().strip_prefix(root).ok();
        let Some(relative) = below.and_then(relative) else {
            continue;
        };
        if !entry.file_type().is_file() || wanted.contains_key(&relative) {
            continue;
        }
        if let Ok(text) = fs::read(entry.path())
            && is_ours(&relative, &text)
        {
            comparison
                .changes
                .insert(relative, FileChange::Removed(text));
        }
    }
    Ok(comparison)
}

/// Compares the wanted files below `root` alone.
///
/// # Errors
/// As for [`compare_tree`].
pub fn compare_files(
    root: &Path,
    wanted: &BTreeMap<String, String>,
    is_ours: impl Fn(&str, &[u8]) -> bool,
) -> Result<Comparison, OutputError> {
    check_folder(root, true)?;
    let mut comparison = Comparison::default();
    let mut folders = BTreeSet::new();
    for (relative, text) in wanted {
        let path = root.join(relative);
        for (end, _) in relative.match_indices('/') {
            if folders.insert(&relative[..end]) {
                check_folder(&root.join(&relative[..end]), false)?;
            }
        }
        let old = match path.symlink_metadata() {
            Ok(found) if found.is_file() => match fs::read(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                read => Some(read.map_err(|error| unreadable(&path, error))?),
            },
            Ok(found) => {
                let what = match found {
                    found if found.is_dir() => "a folder",
                    found if found.is_symlink() => "a link",
                    _ => "something that is no ordinary file",
                };
                let reason = format!("{what} stands where the file is to be written");
                return Err(in_the_way(&path, &reason));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(unreadable(&path, error)),
        };
        let change = match old {
            Some(old) if old == text.as_bytes() => {
                comparison.unchanged.insert(relative.clone());
                continue;
            }
            Some(old) if !is_ours(relative, &old) => {
                return Err(in_the_way(
                    &path,
                    "the file was not generated and would be overwritten",
                ));
            }
            Some(old) => FileChange::Changed(old),
            None => FileChange::Added,
        };
        comparison.changes.insert(relative.clone(), change);
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
        let is_removed = |change: &&FileChange| matches!(change, FileChange::Removed(_));
        let removed = self.changes.values().filter(is_removed).count();
        (self.changes.len() - removed, removed)
    }

    /// How many files are there and stay, with their text or another.
    pub fn kept(&self) -> usize {
        let is_changed = |change: &&FileChange| matches!(change, FileChange::Changed(_));
        self.unchanged.len() + self.changes.values().filter(is_changed).count()
    }

    /// The names of the files that differ, and the first differences of the first of them.
    pub fn summary(&self, wanted: &BTreeMap<String, String>) -> String {
        const SHOWN_FILES: usize = 10;
        const SHOWN_DIFFS: usize = 3;
        const SHOWN_LINES: usize = 20;
        let mut text = String::new();
        for (path, change) in self.changes.iter().take(SHOWN_FILES) {
            let word = match change {
                FileChange::Added => "missing",
                FileChange::Changed(_) => "differs",
                FileChange::Removed(_) => "no longer generated",
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
                FileChange::Changed(old) => Some((path, old, wanted.get(path)?)),
                _ => None,
            });
        for (path, old, new) in changed.take(SHOWN_DIFFS) {
            let old = String::from_utf8_lossy(old);
            let diff = TextDiff::from_lines(&*old, new.as_str());
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

/// A folder of generated files is a folder, or not there yet; the outermost may be a link to one.
fn check_folder(path: &Path, may_be_link: bool) -> Result<(), OutputError> {
    let Ok(found) = path.symlink_metadata() else {
        return Ok(());
    };
    let is_link = found.is_symlink();
    match fs::metadata(path) {
        Ok(found) if found.is_dir() && (may_be_link || !is_link) => Ok(()),
        Ok(_) if is_link && !may_be_link => Err(in_the_way(
            path,
            "it is a link, and generated files are written to folders alone",
        )),
        Ok(_) => Err(in_the_way(path, "it is no folder")),
        Err(_) => Err(in_the_way(path, "it is a link that leads nowhere")),
    }
}

fn in_the_way(path: &Path, reason: &str) -> OutputError {
    OutputError::new(path, reason, "move it away, or choose another folder").and(UNCHANGED)
}

fn unreadable(path: &Path, error: std::io::Error) -> OutputError {
    OutputError::new(path, error, "make the file readable").and(UNCHANGED)
}

/// A path with `/`; nothing for one that no text holds, which is nobody's but the user's.
fn relative(path: &Path) -> Option<String> {
    let parts: Option<Vec<_>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
