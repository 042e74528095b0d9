//! The two sides: folders, pages, or paths in a revision of the repository.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};

use super::revision::Revision;
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::load;
use crate::read::read_sets;
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
    // The revision stands in the place of the temporary folder.
    let name = format!("{}:", revision.name);
    sources.show_paths(|path| {
        let path = path.strip_prefix(folder.path()).unwrap_or(path);
        PathBuf::from(format!("{name}{}", path.display()))
    });
    let prefix = format!("{}/", folder.path().display());
    for diagnostic in &mut sources.diagnostics {
        diagnostic.message = diagnostic.message.replace(&prefix, &name);
    }
    Ok(load::parsed(sources, console))
}
