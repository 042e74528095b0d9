//! The two sides: folders, pages, or paths in a revision of the repository.

use std::path::PathBuf;

use anyhow::Result;

use super::revision::Revision;
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::load;
use crate::page::Documentation;
use crate::read::{Sources, read_sets};
use crate::swagger::EnumNames;

/// One side, and what is wrong with its pages.
pub(super) type ReadSide = (Documentation, Vec<Diagnostic>);

/// The files of one side.
pub(super) fn sources(side: &str) -> Result<Sources> {
    let path = PathBuf::from(side);
    // A folder that has a colon in its name is still a folder.
    Ok(match Revision::named(side).filter(|_| !path.exists()) {
        Some(revision) => revision.read()?,
        None => read_sets(&[path])?,
    })
}

/// Reads one side. Enums that its documents leave nameless have the names that `known` has.
pub(super) fn read(sources: Sources, known: &EnumNames, console: &Console) -> ReadSide {
    load::parsed(load::with_published(sources, known), console)
}
