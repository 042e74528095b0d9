//! The changelog: what changed in the API, below the heading of what is not released yet.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::output::{Comparison, FileChange, Transaction};

const HEADING: &str = "## Unreleased";

/// A changelog with nothing in it.
const EMPTY: &str = "# Changelog\n\nWhat changes for users of the bindings, the newest first.\n";

/// The file that holds the changelog, or will hold it.
pub(super) struct Changelog {
    folder: PathBuf,
    name: String,
    text: Option<String>,
}

/// The changelog as it will be.
pub(super) struct ChangelogUpdate {
    folder: PathBuf,
    wanted: BTreeMap<String, String>,
    comparison: Comparison,
}

impl Changelog {
    /// The file that a path leads to, by links too; not yet read.
    pub(super) fn at(path: &Path) -> Result<Self> {
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(_) => std::path::absolute(path)?,
        };
        let folder = real.parent().filter(|folder| folder.is_dir());
        let (Some(folder), Some(name)) = (folder, real.file_name().and_then(|name| name.to_str()))
        else {
            bail!("{}: there is no folder for it; make one", path.display());
        };
        Ok(Self {
            folder: folder.to_owned(),
            name: name.to_owned(),
            text: None,
        })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads it, now that nobody else writes to it.
    pub(super) fn read(mut self) -> Result<Self> {
        let path = self.folder.join(&self.name);
        self.text = match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                return Err(error).with_context(|| format!("{} cannot be read", path.display()));
            }
        };
        Ok(self)
    }

    /// Adds an entry, if there is one and it does not stand there already.
    pub(super) fn with(self, entry: Option<&str>) -> ChangelogUpdate {
        let new = entry.map(|entry| with_entry(self.text.as_deref(), entry));
        let mut told = ChangelogUpdate {
            folder: self.folder,
            wanted: BTreeMap::new(),
            comparison: Comparison::default(),
        };
        if let Some(new) = new.filter(|new| self.text.as_ref() != Some(new)) {
            let change = match self.text {
                Some(old) => FileChange::Changed(old.into_bytes()),
                None => FileChange::Added,
            };
            told.comparison.changes.insert(self.name.clone(), change);
            told.wanted.insert(self.name, new);
        }
        told
    }
}

impl ChangelogUpdate {
    /// Whether there is an entry more.
    pub(super) fn is_more(&self) -> bool {
        !self.comparison.is_empty()
    }

    /// Takes the change up into those of a run.
    pub(super) fn add_to(&self, transaction: &mut Transaction) {
        transaction.add(&self.folder, &self.wanted, &self.comparison);
    }
}

/// The changelog with one entry more, at the end of what is not released yet.
/// An entry that stands there already is not added again.
pub fn with_entry(changelog: Option<&str>, entry: &str) -> String {
    let text = changelog.unwrap_or(EMPTY);
    let entry = below_section(entry);
    let (before, section, after) = split(text);
    // The heading names the day; what stands below it is the same on every day.
    let told = match entry.split_once('\n') {
        Some((heading, rest)) if heading.starts_with('#') && !rest.trim().is_empty() => rest,
        _ => &entry,
    };
    if section.contains(told) {
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
