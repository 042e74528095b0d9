//! The two sides: folders, pages, or paths in a revision of the repository.

use std::path::PathBuf;

use anyhow::Result;

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
    let sources = match Revision::named(side).filter(|_| !path.exists()) {
        Some(revision) => revision.read()?,
        None => read_sets(&[path])?,
    };
    Ok(load::parsed(sources, console))
}
