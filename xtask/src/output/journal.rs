//! What a transaction is about to do in one folder, written down before it does it.
//!
//! The journal lies in a folder of its own, with the new files and those that they replace. While
//! the file `active` lies beside the first journal, files are being put in place.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The name of the folder; nothing else is ever left behind.
const FOLDER: &str = ".xtask-transaction";

/// What stands in the journal for people who find one.
const ABOUT: &str = "What a run of `cargo xtask` writes, until all of it is in place. \
                     If the run was ended, the next one clears this folder away.";

/// What is to be done in one folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    about: String,
    /// The other folders of the transaction; the first one's journal alone has them.
    pub(super) others: Vec<PathBuf>,
    /// The way to the first folder, in the journals of the others.
    pub(super) first: Option<PathBuf>,
    /// The files, in the order in which they are put in place.
    pub(super) entries: Vec<Entry>,
    /// The folders that have to be made for them, the outer ones first.
    pub(super) made: BTreeSet<String>,
}

/// One file. Its place in the list is its name in the folders `new` and `old`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) path: String,
    /// The checksum of what is there now, if there is a file.
    pub(super) old: Option<u32>,
    /// The checksum of what is to be there, if there is to be a file.
    pub(super) new: Option<u32>,
}

impl Journal {
    /// The journal in a folder. One that is not whole was left before anything was put in place.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = fs::read(path(folder)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    pub(super) fn write(&mut self, folder: &Path) -> io::Result<()> {
        ABOUT.clone_into(&mut self.about);
        fs::write(path(folder), serde_json::to_vec_pretty(&self)?)
    }
}

/// The transaction's folder in a folder.
pub(super) fn staging(folder: &Path) -> PathBuf {
    folder.join(FOLDER)
}

/// Where the new file of an entry lies until it is put in place.
pub(super) fn new(folder: &Path, index: usize) -> PathBuf {
    staging(folder).join("new").join(index.to_string())
}

/// Where what was there lies until all is in place.
pub(super) fn old(folder: &Path, index: usize) -> PathBuf {
    staging(folder).join("old").join(index.to_string())
}

/// Whether files of a transaction that begins in this folder are being put in place.
pub(super) fn is_active(folder: &Path) -> bool {
    active(folder).symlink_metadata().is_ok()
}

/// The file that stands for that.
pub(super) fn active(folder: &Path) -> PathBuf {
    staging(folder).join("active")
}

/// Whether what has the name of a transaction's folder was made by one.
pub(super) fn is_ours(folder: &Path) -> bool {
    let staging = staging(folder);
    let is_folder = staging.symlink_metadata().is_ok_and(|found| found.is_dir());
    let is_empty = || fs::read_dir(&staging).is_ok_and(|mut entries| entries.next().is_none());
    is_folder && (path(folder).is_file() || is_empty())
}

/// Removes a transaction's folder. What says that it is one goes last.
pub(super) fn clear(folder: &Path) -> io::Result<()> {
    let staging = staging(folder);
    let unless_gone = |result: io::Result<()>| match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    for name in ["new", "old"] {
        unless_gone(fs::remove_dir_all(staging.join(name)))?;
    }
    unless_gone(fs::remove_file(path(folder)))?;
    unless_gone(fs::remove_dir(&staging))
}

fn path(folder: &Path) -> PathBuf {
    staging(folder).join("journal.json")
}
