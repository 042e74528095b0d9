//! Keeps a second run away from folders.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::shown;
use crate::console::Console;
use crate::diagnostic::Diagnostic;

/// Folders that belong to this run for as long as it lives.
#[derive(Debug)]
pub(super) struct Lock {
    #[expect(dead_code, reason = "held, not read")]
    files: Vec<File>,
}

impl Lock {
    /// Locks folders to write to them and others to read there, in the order of their paths, so
    /// that no two runs wait for each other. Says when it has to wait. Gives nothing if a folder
    /// went away meanwhile.
    ///
    /// Not every system locks folders; there the caller's care is all there is.
    pub(super) fn acquire(write: &[PathBuf], read: &[PathBuf], console: &Console) -> Option<Self> {
        let mut all: Vec<_> = write.iter().chain(read).collect();
        all.sort();
        all.dedup();
        let mut files = Vec::new();
        for folder in all {
            let Ok(file) = File::open(folder) else {
                folder.is_dir().then_some(())?;
                continue;
            };
            let is_written = write.contains(folder);
            let tried = match is_written {
                true => file.try_lock(),
                false => file.try_lock_shared(),
            };
            if matches!(tried, Err(TryLockError::WouldBlock)) {
                let message = format!(
                    "another run is at work in {}; this one waits for it",
                    shown(folder)
                );
                console.report(&[Diagnostic::warning("another-run", message)]);
                let _ = match is_written {
                    true => file.lock(),
                    false => file.lock_shared(),
                };
            }
            is_still(&file, folder).then_some(())?;
            files.push(file);
        }
        Some(Self { files })
    }
}

/// Whether a folder that was waited for is still the one at its path.
#[cfg(unix)]
fn is_still(file: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |found: fs::Metadata| (found.dev(), found.ino());
    let (open, there) = (
        file.metadata().map(identity),
        fs::metadata(folder).map(identity),
    );
    matches!((open, there), (Ok(open), Ok(there)) if open == there)
}

#[cfg(not(unix))]
fn is_still(_: &File, folder: &Path) -> bool {
    fs::metadata(folder).is_ok()
}
