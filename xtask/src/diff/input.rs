//! The two sides: folders, pages, or paths in a revision of the repository.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};

use super::revision::Revision;
use crate::console::Console;
use crate::load;
use crate::read::{Sources, read_sets};
use crate::resolve::Documentation;

/// Reads one side.
pub(super) fn read(side: &str, console: &Console) -> Result<Documentation> {
    let path = PathBuf::from(side);
    // A folder that has a colon in its name is still a folder.
    let Some(revision) = Revision::named(side).filter(|_| !path.exists()) else {
        return load::documentation(&[path], console);
    };
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let root = revision.check_out(folder.path())?;
    let mut sources = read_sets(std::slice::from_ref(&root))
        .map_err(|error| anyhow::anyhow!("{side}: {}", error.reason()))?;
    show_revision(&mut sources, folder.path(), &revision);
    load::parse_sources(sources, console).with_context(|| format!("{side} cannot be used"))
}

/// Puts `REVISION:` before the paths, in the place of the temporary folder.
fn show_revision(sources: &mut Sources, folder: &Path, revision: &Revision<'_>) {
    let shown = |path: &Path| {
        let path = path.strip_prefix(folder).unwrap_or(path);
        PathBuf::from(format!("{}:{}", revision.name, path.display()))
    };
    let files = sources.operations.iter_mut();
    let files = files.chain(&mut sources.enums).chain(&mut sources.types);
    for file in files {
        // Nobody else has the file yet.
        if let Some(file) = Arc::get_mut(file) {
            file.path = shown(&file.path);
            for insert in &mut file.inserts {
                insert.path = shown(&insert.path);
            }
        }
    }
    let diagnostics = sources.diagnostics.iter_mut();
    for label in diagnostics.flat_map(|diagnostic| &mut diagnostic.labels) {
        label.path = shown(&label.path);
    }
}
