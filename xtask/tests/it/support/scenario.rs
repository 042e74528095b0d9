//! Commands that write, before and after: what a run leaves that does not come to its end.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{WHOLE, copy, fixture, plant, tree};

/// A command that writes, and a command that says whether all is up to date.
pub struct Scenario {
    pub name: &'static str,
    pub arguments: &'static [&'static str],
    check: &'static [&'static str],
    /// Before the run, with pages that have changed since the one before.
    pub before: tempfile::TempDir,
    pub old: Tree,
    pub new: Tree,
    /// How long a run takes here.
    pub time: Duration,
}

pub type Tree = BTreeMap<String, Vec<u8>>;

const GEN: &[&str] = &["gen", "--docs", "docs", "--out", "crate"];
const CHECK: &[&str] = &["gen", "--docs", "docs", "--out", "crate", "--check"];
const IMPORT: &[&str] = &["import", "--from", "upstream", "--to", "docs"];
const LINT: &[&str] = &["lint", "--docs", "docs"];
/// Brings all three places up to date.
pub const UPDATE: [&str; 9] = [
    "update",
    "--from",
    "upstream",
    "--docs",
    "docs",
    "--out",
    "crate",
    "--changelog",
    "CHANGELOG.md",
];

/// Where the transactions of a command begin, the first to say so first.
pub const STAGING: [&str; 2] = ["docs/.xtask-transaction", "crate/.xtask-transaction"];

pub fn program(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// How a run ended, and what it said on standard error.
pub fn run(arguments: &[&str], folder: &Path) -> (Option<i32>, String) {
    let output = program(arguments, folder).output();
    let output = output.expect("the program starts");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), err)
}

fn succeeds(arguments: &[&str], folder: &Path) {
    let (code, err) = run(arguments, folder);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
}

/// The pages of the next release: every page of an agent says something else, and one comes and
/// one goes.
fn release(pages: &Path) {
    for (path, text) in tree(pages) {
        let text = String::from_utf8(text).expect("fixtures are text");
        let text = text.replace("Agents/Garden/", "Agents/Yard/");
        plant(pages, &[(&path, text.as_bytes())]);
    }
    let bush = WHOLE
        .replace("v1TreeEntity", "v1BushEntity")
        .replace("v1/Tree", "v1/Bush");
    plant(
        pages,
        &[("rest/Bush/v1BushEntity_GrowTree.md", bush.as_bytes())],
    );
    fs::remove_file(pages.join("rest/Tree/v1TreeEntity_GetNames.md")).expect("it is ours");
}

/// What a run writes; not what it needs for that.
pub fn written(folder: &Path) -> Tree {
    let mut files = tree(folder);
    files.retain(|path, _| !path.starts_with("upstream/") && !path.contains(".xtask-transaction/"));
    files
}

pub fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    let paths = entries.map(walkdir::DirEntry::into_path);
    paths
        .filter(|path| path.to_string_lossy().contains(".xtask-"))
        .collect()
}

pub fn copied(folder: &Path) -> tempfile::TempDir {
    let copied = tempfile::tempdir().expect("a temporary folder can be made");
    copy(folder, copied.path());
    copied
}

impl Scenario {
    fn new(
        name: &'static str,
        arguments: &'static [&'static str],
        check: &'static [&'static str],
        prepare: impl FnOnce(&Path),
    ) -> Self {
        let before = tempfile::tempdir().expect("a temporary folder can be made");
        prepare(before.path());
        let after = copied(before.path());
        let started = Instant::now();
        let (code, err) = run(arguments, after.path());
        let time = started.elapsed();
        assert_eq!(code, Some(0), "{name}: {err}");
        let (old, new) = (written(before.path()), written(after.path()));
        assert_ne!(old, new, "{name}");
        Self {
            name,
            arguments,
            check,
            before,
            old,
            new,
            time,
        }
    }

    /// Bindings of pages that have changed.
    pub fn generated() -> Self {
        Self::new("gen", GEN, CHECK, |folder| {
            copy(&fixture("d2"), &folder.join("docs"));
            succeeds(GEN, folder);
            release(&folder.join("docs"));
        })
    }

    /// One of each kind.
    pub fn all() -> [Self; 4] {
        let copy_to = |folder: &Path, name| copy(&fixture("d2"), &folder.join(name));
        [
            Self::new("first gen", GEN, CHECK, |folder| copy_to(folder, "docs")),
            Self::generated(),
            Self::new("import", IMPORT, LINT, |folder| {
                copy_to(folder, "upstream");
                succeeds(IMPORT, folder);
                release(&folder.join("upstream"));
            }),
            Self::new("update", &UPDATE, CHECK, |folder| {
                copy_to(folder, "upstream");
                succeeds(&UPDATE, folder);
                release(&folder.join("upstream"));
            }),
        ]
    }

    /// What a killed run left is old, new, or said to be neither; the next run makes it new.
    pub fn recovers(&self, folder: &Path, name: &str) -> Left {
        let left = written(folder);
        let is_mixed = left != self.old && left != self.new;
        if is_mixed {
            let (code, err) = run(self.check, folder);
            assert_eq!(code, Some(1), "{name}: {err}");
            assert!(
                err.contains("a run was ended while it put files"),
                "{name}: {err}"
            );
            assert_eq!(written(folder), left, "{name}: looking changes nothing");
        }
        let (code, err) = run(self.arguments, folder);
        assert_eq!(code, Some(0), "{name}: {err}");
        let says_so = err.contains("warning[unfinished-run]: a run was ended");
        assert!(says_so || !is_mixed, "{name}: {err}");
        assert!(written(folder) == self.new, "{name}: all is new");
        let left_over = leftovers(folder);
        assert!(left_over.is_empty(), "{name}: {left_over:?}");
        match is_mixed {
            true => Left::Mixed,
            false if left == self.old => Left::Old,
            false => Left::New,
        }
    }
}

/// What a run left that was killed.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    Old,
    Mixed,
    New,
}
