//! The two sides: folders, pages, or paths in a revision of the repository.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};

use super::revision::Revision;
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::load;
use crate::read::{Sources, read_sets};
use crate::resolve::Documentation;

/// One side, and what is wrong with its pages.
pub(super) type Side = (Documentation, Vec<Diagnostic>);

/// Reads one side.
pub(super) fn read(side: &str, console: &Console) -> Result<Side> {
    let path = PathBuf::from(side);
    // A folder that has a colon in its name is still a folder.
    let Some(revision) = Revision::named(side).filter(|_| !path.exists()) else {
        let sources = read_sets(&[path])?;
        return Ok(load::parsed(sources, console));
    };
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let root = revision.check_out(folder.path())?;
    let mut sources = read_sets(&[root]).map_err(|error| anyhow!("{side}: {}", error.reason()))?;
    show_revision(&mut sources, folder.path(), &revision);
    Ok(load::parsed(sources, console))
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
    let prefix = format!("{}/", folder.display());
    for diagnostic in &mut sources.diagnostics {
        let name = format!("{}:", revision.name);
        diagnostic.message = diagnostic.message.replace(&prefix, &name);
        for label in &mut diagnostic.labels {
            label.path = shown(&label.path);
        }
    }
}
