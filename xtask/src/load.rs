//! From documentation folders to the model, with everything that is wrong reported.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::console::{Console, Progress, count};
use crate::diagnostic::{Diagnostic, any_error};
use crate::model::Api;
use crate::page::{parse, parse_enum, parse_type};
use crate::read::{Sources, read_sets, read_types};
use crate::resolve::{Documentation, Sourced, resolve};
use crate::source::SourceFile;

/// Reads and parses all pages of one or more documentation sets.
///
/// # Errors
/// A folder cannot be read, or a page cannot be used; all such pages have been
/// reported.
pub fn documentation(docs: &[PathBuf], console: &Console) -> Result<Documentation> {
    parse_sources(read_sets(docs)?, console)
}

/// Reads and parses the pages about types of a folder that may not be there yet.
///
/// # Errors
/// As for [`documentation`].
pub fn types(folder: &Path, console: &Console) -> Result<Documentation> {
    parse_sources(read_types(folder)?, console)
}

fn parse_sources(sources: Sources, console: &Console) -> Result<Documentation> {
    let (documentation, diagnostics) = parsed(sources, console);
    report(&diagnostics, console)?;
    Ok(documentation)
}

/// Parses pages that have been read, and gives what is wrong with them.
pub fn parsed(sources: Sources, console: &Console) -> (Documentation, Vec<Diagnostic>) {
    let mut diagnostics = sources.diagnostics;
    let pages = sources.operations.len() + sources.enums.len() + sources.types.len();
    let mut progress = console.progress(pages, "Reading");
    let documentation = Documentation {
        operations: parse_all(sources.operations, parse, &mut progress, &mut diagnostics),
        enums: parse_all(sources.enums, parse_enum, &mut progress, &mut diagnostics),
        types: parse_all(sources.types, parse_type, &mut progress, &mut diagnostics),
    };
    (documentation, diagnostics)
}

/// Builds the model.
///
/// # Errors
/// Pages contradict each other; all such places have been reported.
pub fn model(documentation: &Documentation, console: &Console) -> Result<Api> {
    let (api, diagnostics) = resolve(documentation);
    report(&diagnostics, console)?;
    Ok(api)
}

type Parser<Page> = fn(&SourceFile) -> (Option<Page>, Vec<Diagnostic>);

fn parse_all<Page>(
    files: Vec<Arc<SourceFile>>,
    parse: Parser<Page>,
    progress: &mut Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Sourced<Page>> {
    let mut pages = Vec::with_capacity(files.len());
    for file in files {
        let (page, found) = parse(&file);
        diagnostics.extend(found);
        pages.extend(page.map(|page| Sourced { file, page }));
        progress.step();
    }
    pages
}

/// Reports what is wrong.
///
/// # Errors
/// There is an error among it.
pub fn report(diagnostics: &[Diagnostic], console: &Console) -> Result<()> {
    console.report(diagnostics);
    if any_error(diagnostics) {
        let errors = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error());
        let labels = errors.clone().filter_map(|error| error.labels.first());
        let pages: BTreeSet<_> = labels.map(|label| &label.path).collect();
        bail!(
            "{} in {}; nothing was written",
            count(errors.count(), "error"),
            count(pages.len(), "page")
        );
    }
    Ok(())
}
