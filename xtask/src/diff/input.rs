//! The two sides: folders, pages, or paths in a revision of the repository.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::revision::Revision;
use crate::console::Console;
use crate::load;
use crate::read::read_sets;
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
    // The revision stands in the place of the temporary folder.
    sources.show_paths(|path| {
        let path = path.strip_prefix(folder.path()).unwrap_or(path);
        PathBuf::from(format!("{}:{}", revision.name, path.display()))
    });
    load::parse_sources(sources, console).with_context(|| format!("{side} cannot be used"))
}
