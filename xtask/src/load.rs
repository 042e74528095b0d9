//! From documentation folders to the model, with everything that is wrong reported.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::console::{Console, Progress, count};
use crate::corrections::Corrections;
use crate::diagnostic::{Diagnostic, any_error};
use crate::model::Api;
use crate::page::{Documentation, PageFile, parse, parse_enum, parse_glossary, parse_type};
use crate::read::{Sources, read_sets, read_types};
use crate::resolve::resolve;
use crate::source::SourceFile;
use crate::swagger::{self, EnumNames};

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

/// Parses pages that have been read.
///
/// # Errors
/// As for [`documentation`].
pub fn parse_sources(sources: Sources, console: &Console) -> Result<Documentation> {
    let (documentation, diagnostics) = parsed(sources, console);
    report(&diagnostics, console)?;
    Ok(documentation)
}

/// Parses pages that have been read, and gives what is wrong with them.
pub fn parsed(sources: Sources, console: &Console) -> (Documentation, Vec<Diagnostic>) {
    let mut kept = PageCache::default();
    let diagnostics = kept.update(sources, console);
    (kept.documentation, diagnostics)
}

/// Parsed pages, kept from one reading to the next.
#[derive(Debug, Default)]
pub struct PageCache {
    /// The pages that can be used.
    pub documentation: Documentation,
    /// What is wrong with pages, by documentation set and path.
    diagnostics: HashMap<(usize, PathBuf), Vec<Diagnostic>>,
}

impl PageCache {
    /// Takes what was read now, and parses the pages that were not there with this text before.
    /// Gives what is wrong.
    pub fn update(&mut self, sources: Sources, console: &Console) -> Vec<Diagnostic> {
        let sources = with_published(sources, &EnumNames::default());
        let pages = sources.files().count();
        let old = std::mem::take(&mut self.documentation);
        let mut parsing = Parsing {
            old: std::mem::take(&mut self.diagnostics),
            found: HashMap::new(),
            all: sources.diagnostics,
            progress: console.progress(pages, "Reading"),
        };
        self.documentation = Documentation {
            operations: parsing.pages(sources.operations, old.operations, parse),
            enums: parsing.pages(sources.enums, old.enums, parse_enum),
            types: parsing.pages(sources.types, old.types, parse_type),
            glossaries: parsing.pages(sources.glossaries, old.glossaries, parse_glossary),
        };
        self.diagnostics = parsing.found;
        parsing.all
    }
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

/// Upstream's documentation, and what is known of it as a whole.
#[derive(Debug)]
pub struct Upstream {
    /// Its pages; those of Swagger documents have no samples.
    pub documentation: Documentation,
    /// Whether they were made of Swagger documents.
    pub is_published: bool,
    /// The release, where upstream tells.
    pub release: Option<String>,
    /// Whether PATCH operations are missing.
    pub lacks_patch: bool,
}

/// Reads upstream's documentation; `known` are the names of enums that are in use.
///
/// # Errors
/// As for [`documentation`].
pub fn upstream(from: &Path, known: &EnumNames, console: &Console) -> Result<Upstream> {
    let sources = read_sets(&[from.to_owned()])?;
    let published = sources.published.first().map(|(.., published)| published);
    let is_published = published.is_some();
    let release = published.and_then(|published| published.release.clone());
    let lacks_patch = published.is_some_and(|published| published.lacks_patch);
    Ok(Upstream {
        documentation: parse_sources(with_published(sources, known), console)?,
        is_published,
        release,
        lacks_patch,
    })
}

/// Puts pages in the place of Swagger documents.
pub fn with_published(mut sources: Sources, known: &EnumNames) -> Sources {
    for (set, root, published) in std::mem::take(&mut sources.published) {
        // Upstream's pages about enums say what members mean; what the API has of them, the
        // documents say.
        let (beside, others) = std::mem::take(&mut sources.enums)
            .into_iter()
            .partition::<Vec<_>, _>(|file| file.set == set);
        sources.enums = others;
        let pages: Vec<_> = beside
            .iter()
            .filter_map(|file| parse_enum(file).0)
            .collect();
        let pages: Vec<_> = pages.iter().collect();
        let corrections = Corrections::shipped();
        let files = swagger::read(&root, set, &published, &pages, known, corrections);
        sources.operations.extend(files.operations);
        sources.enums.extend(files.enums);
        sources.types.extend(files.types);
        sources.diagnostics.extend(files.diagnostics);
    }
    sources
}

type Parser<Page> = fn(&SourceFile) -> (Option<Page>, Vec<Diagnostic>);

struct Parsing {
    old: HashMap<(usize, PathBuf), Vec<Diagnostic>>,
    found: HashMap<(usize, PathBuf), Vec<Diagnostic>>,
    all: Vec<Diagnostic>,
    progress: Progress,
}

impl Parsing {
    fn pages<Page>(
        &mut self,
        files: Vec<Arc<SourceFile>>,
        old: Vec<PageFile<Page>>,
        parse: Parser<Page>,
    ) -> Vec<PageFile<Page>> {
        let key = |file: &SourceFile| (file.set, file.path.clone());
        let mut old: HashMap<_, _> = old.into_iter().map(|old| (key(&old.file), old)).collect();
        let mut pages = Vec::with_capacity(files.len());
        for file in files {
            let key = key(&file);
            let kept = old.remove(&key).filter(|old| old.file.text == file.text);
            let (page, found) = match kept {
                Some(old) => (Some(old.page), self.old.remove(&key).unwrap_or_default()),
                None => parse(&file),
            };
            if !found.is_empty() {
                self.all.extend(found.iter().cloned());
                self.found.insert(key, found);
            }
            pages.extend(page.map(|page| PageFile { file, page }));
            self.progress.step();
        }
        pages
    }
}

/// Reports what is wrong.
///
/// # Errors
/// There is an error among it.
pub fn report(diagnostics: &[Diagnostic], console: &Console) -> Result<()> {
    console.report(diagnostics);
    verdict(diagnostics)
}

/// Whether the run can go on.
///
/// # Errors
/// There are errors among the diagnostics; the text counts them.
pub fn verdict(diagnostics: &[Diagnostic]) -> Result<()> {
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
