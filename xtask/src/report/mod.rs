//! `cargo xtask report`: what is known of the API, as one page for a browser.
//!
//! The page holds everything it shows and asks for nothing from elsewhere. The
//! same pages and findings give the same bytes.

mod coverage;
mod history;
mod html;
mod page;

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::console::{Console, count};
use crate::diff;
use crate::load;
use crate::model::Api;
use crate::output::write_file;

pub use page::page;

/// What to report on, and where.
#[derive(Debug)]
pub struct Options {
    /// Folders of pages, or single pages; the first wins.
    pub docs: Vec<PathBuf>,
    /// The file.
    pub out: PathBuf,
    /// The revision to compare with; without one, that before the pages last changed.
    pub since: Option<String>,
}

/// What the page shows.
#[derive(Debug)]
pub struct Contents<'a> {
    /// The API.
    pub api: &'a Api,
    /// What changed last.
    pub history: History,
}

/// What changed since an earlier revision.
#[derive(Debug)]
pub enum History {
    /// All of it.
    Changes(diff::Report),
    /// There is nothing to compare with, for this reason.
    None(String),
}

/// Writes the page. Gives what belongs on standard output.
///
/// # Errors
/// A page of the documentation cannot be used, or the file cannot be written.
pub fn report(options: &Options, console: &Console) -> Result<String> {
    let documentation = load::documentation(&options.docs, console)?;
    let api = load::model(&documentation, console)?;
    let history = history::since(&options.docs, options.since.as_deref(), console)?;
    let text = page(&Contents { api: &api, history });
    let out = &options.out;
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{}: the folder cannot be made", folder.display()))?;
    }
    write_file(out, &text)?;
    let operations = api.areas.iter().map(|area| area.operations.len()).sum();
    Ok(format!(
        "{}: {}, {} KB; open it in a browser",
        out.display(),
        count(operations, "operation"),
        text.len() / 1000
    ))
}
