//! Files on disk: what differs, and changing all of them or none.

mod checksum;
mod compare;
mod file;
mod journal;
mod lock;
mod recover;
mod staged_folder;
mod transaction;

use std::path::{Path, PathBuf};

pub use checksum::checksum;
pub use compare::{Comparison, FileChange, compare_files, compare_tree};
pub use file::write_file;
pub use recover::{Reading, settle};
pub use transaction::Transaction;

/// A file could not be read or written. The text says what is true now.
#[derive(Debug)]
pub struct OutputError {
    path: PathBuf,
    reason: String,
    help: String,
}

impl OutputError {
    fn new(path: &Path, reason: impl ToString, help: &str) -> Self {
        Self {
            path: path.to_owned(),
            reason: reason.to_string(),
            help: help.to_owned(),
        }
    }

    /// The same, with one thing more that is true now.
    fn and(mut self, fact: &str) -> Self {
        self.help = format!("{}; {fact}", self.help);
        self
    }
}

impl std::fmt::Display for OutputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}; {}", shown(&self.path), self.reason, self.help)
    }
}

impl std::error::Error for OutputError {}

/// What is true after most failures.
const UNCHANGED: &str = "nothing has changed";

/// A path as people know it: from where they are, if it lies there.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here.ok().and_then(|here| path.strip_prefix(here).ok());
    match below.unwrap_or(path) {
        here if here.as_os_str().is_empty() => ".".to_owned(),
        path => path.display().to_string(),
    }
}
