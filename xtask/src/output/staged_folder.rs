//! One folder of a transaction: its files beside it, in place, and back again.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::journal::{self, Entry, Journal};
use super::{OutputError, checksum};

/// A folder, and what is to be done in it.
#[derive(Debug)]
pub(super) struct StagedFolder {
    pub(super) folder: PathBuf,
    pub(super) journal: Journal,
    /// The new texts, in the order of the journal.
    texts: Vec<Option<String>>,
    /// Files that are as they should be.
    kept: Vec<String>,
}

impl StagedFolder {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            journal: Journal::default(),
            texts: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// A file that is to have another text, or none any more.
    pub(super) fn change(&mut self, path: String, old: Option<&[u8]>, text: Option<String>) {
        self.journal.entries.push(Entry {
            path,
            old: old.map(checksum),
            new: text.as_deref().map(|text| checksum(text.as_bytes())),
        });
        self.texts.push(text);
    }

    /// A file that has to be there when all is done.
    pub(super) fn keep(&mut self, path: String) {
        self.kept.push(path);
    }

    /// Writes the journal and the new files, all of them beside those that are there.
    pub(super) fn stage(&mut self) -> Result<(), OutputError> {
        for entry in &self.journal.entries {
            let folders = entry
                .path
                .match_indices('/')
                .map(|(end, _)| &entry.path[..end]);
            let missing = folders.filter(|path| !self.folder.join(path).exists());
            self.journal.made.extend(missing.map(str::to_owned));
        }
        let staging = journal::staging(&self.folder);
        fs::create_dir(&staging).map_err(|error| failure(&self.folder, error))?;
        let written = self.journal.write(&self.folder);
        written.map_err(|error| failure(&self.folder, error))?;
        for name in ["new", "old"] {
            fs::create_dir(staging.join(name)).map_err(|error| failure(&self.folder, error))?;
        }
        for (index, text) in self.texts.iter().enumerate() {
            if let Some(text) = text {
                fs::write(journal::new(&self.folder, index), text)
                    .map_err(|error| failure(&self.target(index), error))?;
            }
        }
        Ok(())
    }

    /// Puts all files in place. What they replace is kept until all is done.
    pub(super) fn put(&self) -> Result<(), OutputError> {
        for folder in &self.journal.made {
            let folder = self.folder.join(folder);
            match fs::create_dir(&folder) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                    return Err(failure(&folder, error));
                }
                _ => {}
            }
        }
        for (index, entry) in self.journal.entries.iter().enumerate() {
            let target = self.target(index);
            let (new, old) = (
                journal::new(&self.folder, index),
                journal::old(&self.folder, index),
            );
            let put = match (entry.old, entry.new) {
                (None, _) => add(&new, &target),
                (Some(_), None) => fs::rename(&target, &old),
                // The file is there at every moment, if the file system has hard links.
                (Some(_), Some(_)) => fs::hard_link(&target, &old)
                    .or_else(|_| fs::rename(&target, &old))
                    .and_then(|()| fs::rename(&new, &target)),
            };
            put.map_err(|error| failure(&target, error))?;
        }
        Ok(())
    }

    /// Whether the folder is as it should be, and nobody else had a hand in it meanwhile.
    pub(super) fn check(&self) -> Result<(), OutputError> {
        for (index, entry) in self.journal.entries.iter().enumerate() {
            let old = fs::read(journal::old(&self.folder, index));
            if entry.old.is_some_and(|sum| !is(&old, sum)) {
                return Err(meddled(&self.target(index), "changed"));
            }
            let is_there = || is(&fs::read(self.target(index)), entry.new.unwrap_or_default());
            if entry.new.is_some() && !is_there() {
                return Err(meddled(&self.target(index), "changed or removed"));
            }
        }
        let is_file = |path: &PathBuf| path.symlink_metadata().is_ok_and(|found| found.is_file());
        let mut kept = self.kept.iter().map(|path| self.folder.join(path));
        match kept.find(|path| !is_file(path)) {
            Some(path) => Err(meddled(&path, "removed")),
            None => Ok(()),
        }
    }

    fn target(&self, index: usize) -> PathBuf {
        self.folder.join(&self.journal.entries[index].path)
    }
}

/// What became of files that went back.
#[derive(Debug, Default)]
pub(super) struct TakenBack {
    /// How many are as they were again.
    pub(super) files: usize,
    /// Those that somebody has changed since; they stay.
    pub(super) left: Vec<PathBuf>,
}

/// Takes back what was put in place in a folder. Done twice, it does the same.
pub(super) fn take_back(folder: &Path, journal: &Journal) -> Result<TakenBack, OutputError> {
    let mut taken = TakenBack::default();
    for (index, entry) in journal.entries.iter().enumerate().rev() {
        let (target, old) = (folder.join(&entry.path), journal::old(folder, index));
        let there = fs::read(&target);
        let is_ours = match &there {
            Ok(_) => [entry.old, entry.new]
                .into_iter()
                .flatten()
                .any(|sum| is(&there, sum)),
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        let result = match old.symlink_metadata() {
            Ok(_) if !is_ours => {
                taken.left.push(target);
                continue;
            }
            Ok(_) => make_parent(&target).and_then(|()| fs::rename(&old, &target)),
            Err(_) if entry.old.is_none() && is_ours && there.is_ok() => fs::remove_file(&target),
            Err(_) => continue,
        };
        result.map_err(|error| failure(&target, error))?;
        taken.files += 1;
    }
    for path in journal.made.iter().rev() {
        // Only if nobody put something there.
        let _ = fs::remove_dir(folder.join(path));
    }
    Ok(taken)
}

/// Removes the folders that are empty because their last file was removed.
pub(super) fn clear_emptied(folder: &Path, journal: &Journal) {
    let removed = journal.entries.iter().filter(|entry| entry.new.is_none());
    for entry in removed {
        let mut path = Path::new(&entry.path);
        while let Some(parent) = path.parent().filter(|parent| *parent != Path::new("")) {
            if fs::remove_dir(folder.join(parent)).is_err() {
                break;
            }
            path = parent;
        }
    }
}

/// What a failure of the system means, and what to do.
pub(super) fn failure(path: &Path, error: io::Error) -> OutputError {
    let help = match error.kind() {
        ErrorKind::NotFound => return meddled(path, "removed"),
        ErrorKind::AlreadyExists => return meddled(path, "made"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "free some space"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "make the folder writable",
        ErrorKind::CrossesDevices => "let all files of the folder lie on one file system",
        _ => "free some space or make the folder writable",
    };
    OutputError::new(path, error, help)
}

fn meddled(path: &Path, what: &str) -> OutputError {
    let reason = format!("somebody else {what} it while this ran");
    OutputError::new(path, reason, "leave the folder alone, and run it again")
}

/// Puts a file where none is, and never over one that has come there.
fn add(new: &Path, target: &Path) -> io::Result<()> {
    match fs::hard_link(new, target) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        Err(_) if target.symlink_metadata().is_ok() => Err(ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(new, target),
        Ok(()) => Ok(()),
    }
}

fn is(text: &io::Result<Vec<u8>>, sum: u32) -> bool {
    text.as_ref().is_ok_and(|text| checksum(text) == sum)
}

fn make_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}
