//! Files on disk: what differs, and replacing a folder as a whole.

mod compare;
mod replace;
mod together;

use std::path::{Path, PathBuf};

pub use compare::{Change, Comparison, compare};
pub use replace::{Lock, replace_folder, write_file};
pub use together::{exchange_all, link_folder};

/// A file could not be read or written; what was there is still there.
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
}

impl std::fmt::Display for OutputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}; {}", self.path.display(), self.reason, self.help)
    }
}

impl std::error::Error for OutputError {}
