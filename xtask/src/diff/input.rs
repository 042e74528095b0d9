//! The two sides: folders, pages, or paths in a revision of the repository.

use std::path::PathBuf;

use anyhow::Result;

use crate::console::Console;
use crate::load;
use crate::resolve::Documentation;

/// Reads one side.
pub(super) fn read(side: &str, console: &Console) -> Result<Documentation> {
    let path = PathBuf::from(side);
    load::documentation(&[path], console)
}
