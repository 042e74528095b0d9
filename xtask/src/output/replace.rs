//! Replaces a folder in one step, so that nobody ever sees half of it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::{Change, Comparison, OutputError};

/// Names of folders that hold a new or an old state while they change places.
const STAGING: &str = ".staging-";

/// Keeps a second run away from a folder for as long as it lives.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held, not read")] Option<File>);

impl Lock {
    /// Locks a folder, waiting for a run that has it, and clears up after one that was killed.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn acquire(folder: &Path) -> Result<Self, OutputError> {
        fs::create_dir_all(folder).map_err(|error| {
            OutputError::new(folder, error, "choose a folder that can be written")
        })?;
        // Not every system locks folders; there the caller's care is all there is.
        let lock = File::open(folder).ok().filter(|file| file.lock().is_ok());
        let leftovers = fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in
            leftovers.filter(|entry| entry.file_name().to_string_lossy().starts_with(STAGING))
        {
            let target = folder.join(
                entry
                    .file_name()
                    .to_string_lossy()
                    .trim_start_matches(STAGING)
                    .trim_end_matches(".old"),
            );
            // Killed between two renames: the old state goes back.
            let is_old = entry.file_name().to_string_lossy().ends_with(".old");
            if !(is_old && !target.exists() && fs::rename(entry.path(), &target).is_ok()) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(Self(lock))
    }
}

/// Brings `parent/name` to the compared state. Unchanged and foreign files stay
/// the files they are; a failure or a kill leaves the old state whole.
///
/// # Errors
/// A file cannot be written. Nothing has changed then.
pub fn replace_folder(
    parent: &Path,
    name: &str,
    wanted: &BTreeMap<String, String>,
    comparison: &Comparison,
) -> Result<(), OutputError> {
    if comparison.is_empty() {
        return Ok(());
    }
    let target = parent.join(name);
    let staging = parent.join(format!("{STAGING}{name}"));
    let result =
        stage(&target, &staging, wanted, comparison).and_then(|()| swap(&staging, &target));
    if result.is_err() {
        let _ = fs::remove_dir_all(&staging);
    }
    result.map_err(|(path, error)| {
        OutputError::new(
            &path,
            error,
            "free some space or make the folder writable; nothing has changed",
        )
    })
}

/// Writes one file in one step, if its text differs.
///
/// # Errors
/// The file cannot be written. It is as it was then.
pub fn write_file(path: &Path, text: &str) -> Result<(), OutputError> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    let fail = |error: io::Error| OutputError::new(path, error, "make the file writable");
    let parent = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(parent).map_err(fail)?;
    io::Write::write_all(&mut file, text.as_bytes()).map_err(fail)?;
    // A temporary file is its owner's alone; a source file is not.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).map_err(fail)?;
    }
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

type Failure = (PathBuf, io::Error);

fn stage(
    target: &Path,
    staging: &Path,
    wanted: &BTreeMap<String, String>,
    comparison: &Comparison,
) -> Result<(), Failure> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    fs::create_dir_all(staging).map_err(at(staging))?;
    let kept = comparison.foreign.iter();
    let unchanged = wanted
        .keys()
        .filter(|path| !comparison.changes.contains_key(*path));
    for path in kept.chain(unchanged) {
        let new = staging.join(path);
        make_parent(&new)?;
        // A link keeps the file's time, so that nothing is built again without need.
        let old = target.join(path);
        fs::hard_link(&old, &new)
            .or_else(|_| fs::copy(&old, &new).map(drop))
            .map_err(at(&new))?;
    }
    for (path, change) in &comparison.changes {
        if *change != Change::Removed {
            let new = staging.join(path);
            make_parent(&new)?;
            fs::write(&new, &wanted[path]).map_err(at(&new))?;
        }
    }
    Ok(())
}

fn make_parent(path: &Path) -> Result<(), Failure> {
    let parent = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| (parent.to_owned(), error))
}

/// Puts the new state where the old one is.
fn swap(staging: &Path, target: &Path) -> Result<(), Failure> {
    let at = |error| (target.to_owned(), error);
    if !target.exists() {
        return fs::rename(staging, target).map_err(at);
    }
    if exchange(staging, target) {
        return fs::remove_dir_all(staging).map_err(at);
    }
    let old = staging.with_extension("old");
    fs::rename(target, &old).map_err(at)?;
    if let Err(error) = fs::rename(staging, target) {
        let _ = fs::rename(&old, target);
        return Err(at(error));
    }
    fs::remove_dir_all(&old).map_err(at)
}

/// Exchanges two folders in one step, where the system can.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange(_: &Path, _: &Path) -> bool {
    false
}
