//! Files on disk: what differs, and replacing a folder as a whole.

mod compare;
mod replace;

use std::path::{Path, PathBuf};

pub use compare::{Change, Comparison, compare};
pub use replace::{Lock, replace_folder, write_file};

/// A file could not be read or written; what was there is still there.
#[derive(Debug)]
pub struct OutputError {
    path: PathBuf,
    reason: String,
    help: &'static str,
}

impl OutputError {
    fn new(path: &Path, reason: impl ToString, help: &'static str) -> Self {
        Self {
            path: path.to_owned(),
            reason: reason.to_string(),
            help,
        }
    }
}

impl std::fmt::Display for OutputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}; {}", self.path.display(), self.reason, self.help)
    }
}

impl std::error::Error for OutputError {}
