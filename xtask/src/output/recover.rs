//! What a run that was ended has left.

use std::fs;
use std::path::{Path, PathBuf};

use super::journal::{self, Journal};
use super::lock::Lock;
use super::staged_folder::{clear_emptied, failure, take_back};
use super::{OutputError, shown};
use crate::console::Console;
use crate::diagnostic::Diagnostic;

/// Keeps files as they are for as long as it lives: who writes to their folders waits.
#[derive(Debug)]
pub struct Reading {
    _lock: Option<Lock>,
}

/// Waits for runs that write to folders or to one around them, and keeps others from it.
///
/// # Errors
/// A run was ended while it wrote there, so that some files are new and some old.
pub fn settle(paths: &[&Path], console: &Console) -> Result<Reading, OutputError> {
    let folders = read_folders(paths);
    let lock = Lock::acquire(&[], &folders, console);
    match folders.iter().find(|folder| left(folder).is_some()) {
        None => Ok(Reading { _lock: lock }),
        Some(folder) => Err(OutputError::new(
            folder,
            "a run was ended while it put files in place, so some are new and some are old",
            "run `cargo xtask gen`, `import` or `update` again: it first takes them back",
        )),
    }
}

/// The folders that are read, as far as they are there, and those around them that hold what a run
/// has left.
pub(super) fn read_folders(paths: &[&Path]) -> Vec<PathBuf> {
    let real = paths.iter().filter_map(|path| path.canonicalize().ok());
    let folders = real.flat_map(|real| {
        let folders = real
            .ancestors()
            .filter(|folder| journal::is_ours(folder) || (*folder == real && folder.is_dir()));
        folders.map(Path::to_owned).collect::<Vec<_>>()
    });
    folders.collect()
}

/// The folders of the transactions that were ended while they put files in place, as far as one of
/// these folders is one of theirs.
pub(super) fn involved(folders: &[PathBuf]) -> Vec<PathBuf> {
    let left = folders.iter().filter_map(|folder| left(folder));
    left.flat_map(|left| left.folders).collect()
}

/// Takes back what was done in a folder and in those that belong to it, and clears up there.
pub(super) fn recover(folder: &Path, console: &Console) -> Result<(), OutputError> {
    let staging = journal::staging(folder);
    if staging.symlink_metadata().is_err() {
        return Ok(());
    }
    if !journal::is_ours(folder) {
        return Err(OutputError::new(
            &staging,
            "files that are being written lie in a folder of this name, and this one holds others",
            "move it away",
        ));
    }
    if let Some(left) = left(folder) {
        left.take_back(console)?;
    }
    if let Some(journal) = Journal::read(folder) {
        clear_emptied(folder, &journal);
    }
    journal::clear(folder).map_err(|error| failure(&staging, error))
}

/// A transaction that was ended while it put files in place.
struct UnfinishedTransaction {
    /// Its folders, the first one first.
    folders: Vec<PathBuf>,
}

fn left(folder: &Path) -> Option<UnfinishedTransaction> {
    let first = match Journal::read(folder)?.first {
        Some(first) => folder.join(first).canonicalize().ok()?,
        None => folder.to_owned(),
    };
    if !journal::is_active(&first) {
        return None;
    }
    let others = Journal::read(&first)?.others.into_iter();
    let others = others.filter_map(|other| first.join(other).canonicalize().ok());
    let folders: Vec<_> = [first.clone()].into_iter().chain(others).collect();
    folders
        .iter()
        .any(|known| known == folder)
        .then_some(UnfinishedTransaction { folders })
}

impl UnfinishedTransaction {
    fn take_back(&self, console: &Console) -> Result<(), OutputError> {
        let mut files = 0;
        let mut left = Vec::new();
        for folder in self.folders.iter().rev() {
            if let Some(journal) = Journal::read(folder) {
                let taken = take_back(folder, &journal)?;
                files += taken.files;
                left.extend(taken.left);
            }
        }
        let active = journal::active(&self.folders[0]);
        fs::remove_file(&active).map_err(|error| failure(&active, error))?;

        let names: Vec<_> = self.folders.iter().map(|path| shown(path)).collect();
        let message = format!(
            "a run was ended while it put files in place in {}; {} of it taken back, and all is as \
             it was before that run",
            names.join(" and "),
            match files {
                1 => "1 file was".to_owned(),
                _ => format!("{files} files were"),
            },
        );
        let mut told = vec![Diagnostic::warning("unfinished-run", message)];
        told.extend(left.iter().map(|path| {
            let message = format!(
                "{} was changed after that run was ended; it stays as it is",
                shown(path)
            );
            Diagnostic::warning("unfinished-run", message)
        }));
        console.report(&told);
        Ok(())
    }
}
