//! The new state beside the old one, until both change places.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::output::{Lock, OutputError, exchange_all, link_folder};

/// What an update brings up to date.
pub(super) struct Places<'a> {
    pub(super) docs: &'a Path,
    pub(super) bindings: &'a Path,
    pub(super) changelog: &'a Path,
}

/// New states of the three, each beside its place; they are gone with this.
pub(super) struct Staging {
    pub(super) docs: PathBuf,
    pub(super) bindings: PathBuf,
    pub(super) changelog: PathBuf,
    folders: Vec<PathBuf>,
    /// Folders that were not there before.
    made: Vec<PathBuf>,
    _locks: [Lock; 2],
}

impl Staging {
    /// Makes copies beside the places. What an update that was killed left there is cleared away.
    pub(super) fn new(places: &Places<'_>) -> Result<Self> {
        let made = [places.docs, places.bindings]
            .into_iter()
            .filter(|place| !place.exists())
            .map(Path::to_owned)
            .collect();
        let locks = [Lock::acquire(places.docs)?, Lock::acquire(places.bindings)?];
        let docs = beside(places.docs);
        let bindings = places.bindings.join(".staging-update");
        let changelog = beside(places.changelog);
        let staging = Self {
            docs: docs.join("docs"),
            bindings: bindings.clone(),
            changelog: changelog.join("changelog"),
            folders: vec![docs, bindings, changelog],
            made,
            _locks: locks,
        };
        for folder in &staging.folders {
            if folder.exists() {
                fs::remove_dir_all(folder)
                    .with_context(|| format!("{} cannot be removed", folder.display()))?;
            }
            fs::create_dir(folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        link_folder(places.docs, &staging.docs)?;
        let (source, manifest) = (
            places.bindings.join("src"),
            places.bindings.join("Cargo.toml"),
        );
        link_folder(&source, &staging.bindings.join("src"))?;
        if manifest.exists() {
            fs::copy(&manifest, staging.bindings.join("Cargo.toml"))
                .with_context(|| format!("{} cannot be copied", manifest.display()))?;
        }
        Ok(staging)
    }

    /// Puts the new states where the old ones are, all or none of them.
    pub(super) fn exchange(&self, places: &Places<'_>) -> Result<(), OutputError> {
        let of_crate = |name: &str| (self.bindings.join(name), places.bindings.join(name));
        let mut pairs = Vec::new();
        // First: if all else has to be done again, an entry that is there is not added twice.
        if self.changelog.exists() {
            pairs.push((self.changelog.clone(), places.changelog.to_owned()));
        }
        pairs.extend([
            (self.docs.clone(), places.docs.to_owned()),
            of_crate("Cargo.toml"),
            of_crate("src"),
        ]);
        exchange_all(&pairs)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        for folder in &self.folders {
            let _ = fs::remove_dir_all(folder);
        }
        for folder in &self.made {
            // Only if nothing came into it.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A hidden folder in the folder of a place.
fn beside(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".staging-update-{name}"))
}
