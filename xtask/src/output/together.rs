//! Puts several files and folders in their places, all or none of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::OutputError;
use super::replace::exchange;

/// Exchanges each new file or folder, the first of a pair, with the one that is
/// in its place, or moves it there if there is none. Afterwards the old ones are
/// where the new ones were. Both have to lie on one file system.
///
/// # Errors
/// One cannot be put in its place. Those before it have gone back.
pub fn exchange_all(pairs: &[(PathBuf, PathBuf)]) -> Result<(), OutputError> {
    for (index, (new, place)) in pairs.iter().enumerate() {
        if let Err(error) = put(new, place) {
            for (new, place) in pairs[..index].iter().rev() {
                put_back(new, place).map_err(|error| {
                    let help = format!("move {} there by hand", new.display());
                    OutputError::new(place, format!("it could not go back: {error}"), &help)
                })?;
            }
            return Err(OutputError::new(
                place,
                error,
                "make its folder writable; nothing has changed",
            ));
        }
    }
    Ok(())
}

/// Makes a copy of a folder, in which the files are those of the folder. They
/// must be replaced there, never written to. A folder that is not there gives
/// an empty one.
///
/// # Errors
/// A file cannot be read, or the copy cannot be written.
pub fn link_folder(from: &Path, to: &Path) -> Result<(), OutputError> {
    let fail = |path: &Path, error: io::Error| {
        OutputError::new(path, error, "free some space or make the folder writable")
    };
    fs::create_dir_all(to).map_err(|error| fail(to, error))?;
    if !from.exists() {
        return Ok(());
    }
    if !from.is_dir() {
        return Err(OutputError::new(from, "it is no folder", "move it away"));
    }
    for entry in WalkDir::new(from).min_depth(1) {
        let entry =
            entry.map_err(|error| OutputError::new(from, error, "make the folder readable"))?;
        let below = entry.path().strip_prefix(from).unwrap_or(entry.path());
        let new = to.join(below);
        let made = if entry.file_type().is_dir() {
            fs::create_dir(&new)
        } else {
            fs::hard_link(entry.path(), &new).or_else(|_| fs::copy(entry.path(), &new).map(drop))
        };
        made.map_err(|error| fail(&new, error))?;
    }
    Ok(())
}

fn put(new: &Path, place: &Path) -> io::Result<()> {
    if place.symlink_metadata().is_err() {
        return fs::rename(new, place);
    }
    if exchange(new, place) {
        return Ok(());
    }
    let aside = aside(new);
    fs::rename(place, &aside)?;
    if let Err(error) = fs::rename(new, place) {
        fs::rename(&aside, place)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}

fn put_back(new: &Path, place: &Path) -> io::Result<()> {
    if new.symlink_metadata().is_ok() {
        put(new, place)
    } else {
        fs::rename(place, new)
    }
}

fn aside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".aside");
    path.with_file_name(name)
}
