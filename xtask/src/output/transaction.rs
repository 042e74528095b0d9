//! All files that a run writes and removes, in however many folders: all of it, or nothing.
//!
//! New files are written beside the folders' own, and a journal says what is to be done with them.
//! Then they are put in place, one by one. A failure takes all of them back; after a kill the next
//! run does. Only files that differ are touched, so that nobody else's are, and times stay.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::journal;
use super::lock::Lock;
use super::recover::{involved, read_folders, recover};
use super::staged_folder::{StagedFolder, clear_emptied, failure, take_back};
use super::{Comparison, FileChange, OutputError, UNCHANGED, shown};
use crate::console::Console;
use crate::workspace::{real, way};

/// Changes of files that are made together.
#[derive(Debug)]
pub struct Transaction {
    places: Vec<StagedFolder>,
    // After the lock is gone, another run may need the folders.
    _made: NewFolders,
    _lock: Lock,
}

impl Transaction {
    /// Makes folders, locks them, and brings them to the state before a run that was ended. Waits
    /// for a run that has them.
    ///
    /// # Errors
    /// A folder cannot be made, or what was left cannot be taken back.
    pub fn begin(folders: &[&Path], console: &Console) -> Result<Self, OutputError> {
        Self::begin_reading(&[], folders, console)
    }

    /// The same, for changes that follow from what stands in other folders: nobody writes to those
    /// until the changes are made.
    ///
    /// # Errors
    /// As for [`Self::begin`].
    pub fn begin_reading(
        read: &[&Path],
        folders: &[&Path],
        console: &Console,
    ) -> Result<Self, OutputError> {
        let mut made = NewFolders::default();
        // Whoever was waited for may have removed a folder.
        for _ in 0..10 {
            let places = made.places(folders)?;
            // What a run has left among pages is cleared away too.
            let (left, read) = read_folders(read)
                .into_iter()
                .partition(|path| journal::is_ours(path));
            let written: Vec<PathBuf> = [places.clone(), left].concat();
            let Some((lock, all)) = locked(&written, &read, console) else {
                continue;
            };
            for folder in &all {
                recover(folder, console)?;
            }
            return Ok(Self {
                places: places.into_iter().map(StagedFolder::new).collect(),
                _made: made,
                _lock: lock,
            });
        }
        let reason = "it is removed again and again";
        Err(OutputError::new(folders[0], reason, "leave it alone"))
    }

    /// Takes up what differs below a folder, which lies in one of those of the transaction.
    pub fn add(&mut self, root: &Path, wanted: &BTreeMap<String, String>, comparison: &Comparison) {
        let root = real(root);
        let lies_in = |place: &&mut StagedFolder| root.starts_with(&place.folder);
        let depth = |place: &&mut StagedFolder| place.folder.components().count();
        let Some(place) = self.places.iter_mut().filter(lies_in).max_by_key(depth) else {
            panic!("{} is no folder of the transaction", root.display());
        };
        let below = root.strip_prefix(&place.folder).unwrap_or(&root);
        let path = |path: &String| match below.as_os_str().is_empty() {
            true => path.clone(),
            false => format!("{}/{path}", below.to_string_lossy()),
        };
        for unchanged in &comparison.unchanged {
            place.keep(path(unchanged));
        }
        for (name, change) in &comparison.changes {
            let old = match change {
                FileChange::Added => None,
                FileChange::Changed(old) | FileChange::Removed(old) => Some(old.as_slice()),
            };
            place.change(path(name), old, wanted.get(name).cloned());
        }
    }

    /// Makes the changes.
    ///
    /// # Errors
    /// One of them cannot be made, or somebody else changed the files meanwhile. The text says what
    /// is true then: that nothing has changed, but for the case that this could not be had.
    pub fn commit(mut self) -> Result<(), OutputError> {
        let mut places = std::mem::take(&mut self.places);
        if places.iter().all(|place| place.journal.entries.is_empty()) {
            return places.iter().try_for_each(StagedFolder::check);
        }
        // Who looks at the first folder finds what was left, whichever has the files.
        let mut is_first = true;
        let (idle, mut places): (Vec<_>, Vec<_>) = places
            .drain(..)
            .partition(|place| !std::mem::take(&mut is_first) && place.journal.entries.is_empty());
        refer(&mut places);
        let staged = places
            .iter_mut()
            .try_for_each(StagedFolder::stage)
            .and_then(|()| {
                let active = journal::active(&places[0].folder);
                File::create(&active).map_err(|error| failure(&active, error))
            });
        if let Err(error) = staged {
            let left = clear(&places)
                .err()
                .map(|left| format!("{UNCHANGED} but for {left}"));
            return Err(error.and(left.as_deref().unwrap_or(UNCHANGED)));
        }
        let all = || places.iter().chain(&idle);
        let put = places
            .iter()
            .try_for_each(StagedFolder::put)
            .and_then(|()| all().try_for_each(StagedFolder::check))
            .and_then(|()| end(&places[0].folder));
        if let Err(error) = put {
            return Err(error.and(&undo(&places)));
        }
        for place in &places {
            clear_emptied(&place.folder, &place.journal);
        }
        clear(&places).map_err(|error| error.and("all files are in place"))
    }
}

/// From now on the new state is the one that counts.
fn end(first: &Path) -> Result<(), OutputError> {
    let active = journal::active(first);
    fs::remove_file(&active).map_err(|error| failure(&active, error))
}

/// Takes everything back, and says what is true then.
fn undo(places: &[StagedFolder]) -> String {
    let is_whole = |place: &StagedFolder| journal::staging(&place.folder).exists();
    let mut left = Vec::new();
    for place in places.iter().rev() {
        match take_back(&place.folder, &place.journal) {
            Ok(taken) => left.extend(taken.left),
            Err(error) => {
                return format!("what was done could not be taken back ({error}): run it again");
            }
        }
    }
    if !places.iter().all(is_whole) {
        return "what is there may be a part; run it again".to_owned();
    }
    let truth = match left.is_empty() {
        true => UNCHANGED.to_owned(),
        false => {
            let left: Vec<_> = left.iter().map(|path| shown(path)).collect();
            format!("nothing else has changed than {}", left.join(", "))
        }
    };
    match end(&places[0].folder).and_then(|()| clear(places)) {
        Ok(()) => truth,
        Err(error) => format!("{truth} but for {error}"),
    }
}

/// Removes what a transaction needed. What cannot be removed is told of; the next run removes it,
/// or is told as well.
fn clear(places: &[StagedFolder]) -> Result<(), OutputError> {
    let mut cleared = Ok(());
    for place in places.iter().rev() {
        let removed = journal::clear(&place.folder);
        let staging = journal::staging(&place.folder);
        cleared = cleared.and(removed.map_err(|error| failure(&staging, error)));
    }
    cleared
}

/// The journals of several folders know of each other, whatever lies above all of them.
fn refer(places: &mut [StagedFolder]) {
    let folders: Vec<_> = places.iter().map(|place| place.folder.clone()).collect();
    let Some((first, others)) = places.split_first_mut() else {
        return;
    };
    let others_of = folders.iter().skip(1);
    first.journal.others = others_of.map(|other| way(&folders[0], other)).collect();
    for other in others {
        other.journal.first = Some(way(&other.folder, &folders[0]));
    }
}

/// The folders' lock, with those that an ended run left half done, which are written to as well.
fn locked(places: &[PathBuf], read: &[PathBuf], console: &Console) -> Option<(Lock, Vec<PathBuf>)> {
    let mut all = places.to_vec();
    loop {
        let lock = Lock::acquire(&all, read, console)?;
        let mut more = involved(&[&all, read].concat());
        more.retain(|folder| !all.contains(folder));
        if more.is_empty() {
            return Some((lock, all));
        }
        all.extend(more);
    }
}

/// Folders that were made; they go again if nothing came into them.
#[derive(Debug, Default)]
struct NewFolders(Vec<PathBuf>);

impl NewFolders {
    /// The real folders that files are written beside: those that lie in one another are one,
    /// unless a link or a file system is between them.
    fn places(&mut self, folders: &[&Path]) -> Result<Vec<PathBuf>, OutputError> {
        let mut places: Vec<PathBuf> = Vec::new();
        for folder in folders {
            let real = real(folder);
            let lies_in = |place: &PathBuf| real.starts_with(place) && is_one_system(place, &real);
            if places.iter().any(lies_in) {
                continue;
            }
            let missing = real.ancestors().take_while(|path| !path.exists());
            self.0.extend(missing.map(Path::to_owned));
            fs::create_dir_all(&real).map_err(|error| {
                let error = match error.kind() {
                    ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                        OutputError::new(folder, error, "choose another folder")
                    }
                    _ => failure(folder, error),
                };
                error.and(UNCHANGED)
            })?;
            places.push(real);
        }
        Ok(places)
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in &self.0 {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(unix)]
fn is_one_system(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    let there = other.ancestors().find_map(device);
    device(one) == there
}

#[cfg(not(unix))]
fn is_one_system(_: &Path, _: &Path) -> bool {
    true
}
