//! `cargo xtask report`: what is known of the API, as one page for a browser.
//!
//! The page holds everything it shows and asks for nothing from elsewhere. The
//! same pages and findings give the same bytes.

mod coverage;
mod history;
mod html;
mod json;
mod page;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::console::{Console, Format, count};
use crate::diagnostic::Diagnostic;
use crate::diff;
use crate::lint;
use crate::load;
use crate::model::Api;
use crate::output::write_file;
use crate::read::read_sets;
use crate::workspace::known;

pub use json::document;
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
    /// Whether it is for people or for programs.
    pub format: Format,
}

/// What the page shows.
#[derive(Debug)]
pub struct Contents<'a> {
    /// The API.
    pub api: &'a Api,
    /// The documentation's own defects.
    pub findings: Vec<Diagnostic>,
    /// What changed last.
    pub history: History,
    /// Where the documentation of the bindings lies, from the page, if it lies beside.
    pub rustdoc: Option<String>,
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
    let contents = Contents {
        api: &api,
        findings: findings(options, console)?,
        history: history::since(&options.docs, options.since.as_deref(), console)?,
        rustdoc: rustdoc(&options.out),
    };
    let text = match options.format {
        Format::Human => page(&contents),
        Format::Json => document(&contents),
    };
    let out = &options.out;
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{}: the folder cannot be made", folder.display()))?;
    }
    write_file(out, &text, console)?;
    let operations = api.areas.iter().map(|area| area.operations.len()).sum();
    Ok(format!(
        "{}: {}, {} KB{}",
        out.display(),
        count(operations, "operation"),
        text.len() / 1000,
        match options.format {
            Format::Human => "; open it in a browser",
            Format::Json => "",
        }
    ))
}

/// Where `cargo doc` writes the documentation of the bindings, if it lies beside the page.
fn rustdoc(out: &Path) -> Option<String> {
    const BESIDE: &str = "doc/bindings";
    let folder = out.parent().unwrap_or(Path::new(""));
    let is_there = folder.join(BESIDE).join("index.html").is_file();
    is_there.then(|| BESIDE.to_owned())
}

/// What `lint` finds in the set that wins.
fn findings(options: &Options, console: &Console) -> Result<Vec<Diagnostic>> {
    let Some(docs) = options.docs.first() else {
        return Ok(Vec::new());
    };
    let lint = lint::Options {
        docs: docs.clone(),
        config: None,
        format: lint::Format::default(),
        all: true,
    };
    let config = lint::config(&lint, console)?;
    let mut sources = read_sets(std::slice::from_ref(docs))?;
    let home = known(docs);
    sources.show_paths(|path| match path.strip_prefix(docs) {
        Ok(below) => home.join(below),
        Err(_) => path.to_owned(),
    });
    Ok(lint::findings(sources, &config, console))
}
