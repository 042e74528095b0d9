//! `cargo xtask import`: upstream's pages, in the dialect of release 10.2.2,
//! with neutral sample values, without the defects that can be repaired, and with the facts of their prose alone unless
//! the words are asked for.

mod enums;
mod members;
mod neutral;
mod repair;
mod wording;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use walkdir::WalkDir;

use crate::console::Console;
use crate::load;
use crate::output::{Lock, compare, replace_folder, write_file};
use crate::page::{Page, SampleBody, write};
use crate::resolve::{Documentation, SourcePage};
use members::Members;
use repair::Repair;

/// What becomes of descriptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Prose {
    /// The facts in them, in fixed wording
    #[default]
    Facts,
    /// All their words
    Full,
}

/// What to import, and where to.
#[derive(Debug)]
pub struct Options {
    /// Upstream's documentation.
    pub from: PathBuf,
    /// The folder of the reference.
    pub to: PathBuf,
    /// What becomes of descriptions.
    pub prose: Prose,
    /// Whether more than half of the pages may go.
    pub remove: bool,
}

/// What a run did.
#[derive(Debug)]
pub struct Summary {
    /// Pages read.
    pub pages: usize,
    /// Pages written.
    pub written: usize,
    /// Pages removed.
    pub removed: usize,
}

/// Reads upstream's pages and writes them to the reference.
///
/// Pages that upstream no longer has are removed; other files stay.
///
/// # Errors
/// A page cannot be used, or a file cannot be read or written. Nothing has
/// changed then.
pub fn import(options: &Options, console: &Console) -> Result<Summary> {
    prepare(options, console)?.write(&options.to)
}

/// Upstream's pages as the reference will have them.
#[derive(Debug)]
pub struct Prepared {
    pages: usize,
    /// Operations' pages, by path.
    texts: BTreeMap<String, String>,
    /// Pages of enums that the reference does not have, by file name.
    enums: BTreeMap<String, String>,
}

/// Reads upstream's pages, and reports where its enums and those of the
/// reference disagree. Nothing is written.
///
/// # Errors
/// A page cannot be used, or a file cannot be read.
pub fn prepare(options: &Options, console: &Console) -> Result<Prepared> {
    let upstream = load::documentation(std::slice::from_ref(&options.from), console)?;
    let types = load::types(&options.to, console)?;
    let texts = rewrite(&upstream.operations, &types, options.prose)?;
    if !options.remove {
        check_removals(&options.to, &texts)?;
    }
    let (enums, conflicts) = enums::merge(&upstream.enums, &types.enums, options.prose);
    console.report(&conflicts);
    Ok(Prepared {
        pages: upstream.operations.len(),
        texts,
        enums,
    })
}

/// A part of upstream's documentation is no reason to remove the rest.
fn check_removals(to: &Path, texts: &BTreeMap<String, String>) -> Result<()> {
    let kinds = ["agent", "rest"].map(|kind| to.join(kind));
    let files = kinds
        .iter()
        .flat_map(|kind| WalkDir::new(kind).into_iter().flatten());
    let relative = files.filter_map(|file| {
        let path = file.path().strip_prefix(to).ok()?;
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        path.ends_with(".md").then_some(path)
    });
    let (kept, gone): (Vec<_>, Vec<_>) = relative.partition(|path| texts.contains_key(path));
    if gone.len() > kept.len() {
        bail!(
            "upstream has {} of the {} pages that are there: name the whole documentation, or \
             add `--remove` if the others are to go; nothing was written",
            kept.len(),
            kept.len() + gone.len()
        );
    }
    Ok(())
}

impl Prepared {
    /// Writes the pages to a folder with a reference, or to one that will hold one.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn write(&self, to: &Path) -> Result<Summary> {
        let lock = Lock::acquire(to)?;
        let mut summary = Summary {
            pages: self.pages,
            written: 0,
            removed: 0,
        };
        for kind in ["agent", "rest"] {
            let prefix = format!("{kind}/");
            let of_kind = self
                .texts
                .iter()
                .filter_map(|(path, text)| {
                    Some((path.strip_prefix(&prefix)?.to_owned(), text.clone()))
                })
                .collect();
            let comparison = compare(&to.join(kind), &of_kind, |path, _| path.ends_with(".md"))?;
            replace_folder(to, kind, &of_kind, &comparison)?;
            let (written, removed) = comparison.counts();
            summary.written += written;
            summary.removed += removed;
        }
        let folder = to.join("enums");
        if !self.enums.is_empty() {
            std::fs::create_dir_all(&folder)?;
        }
        for (name, text) in &self.enums {
            write_file(&folder.join(name), text)?;
        }
        summary.written += self.enums.len();
        drop(lock);
        Ok(summary)
    }
}

/// The reference's files, by path.
fn rewrite(
    pages: &[SourcePage],
    types: &Documentation,
    prose: Prose,
) -> Result<BTreeMap<String, String>> {
    let members = Members::collect(pages, types);
    let repair = Repair::new(pages);
    let mut texts = BTreeMap::new();
    for source in pages {
        let mut page = source.page.clone();
        wording::name_body(&mut page);
        repair.apply(source, &mut page);
        neutral::neutralize(&mut page, &members);
        match prose {
            Prose::Facts => wording::reduce(&mut page),
            Prose::Full => {}
        }
        let path = path(source);
        if texts.insert(path.clone(), write(&page)).is_some() {
            bail!("two pages would be written to {path}; nothing was written");
        }
    }
    Ok(texts)
}

/// `agent/Appointment_Agent/v1AppointmentAgent_Accept.md`: upstream's own folders, below whatever they lie in.
fn path(source: &SourcePage) -> String {
    let path = &source.file.path;
    let mut parts = path.iter().rev().filter_map(|part| part.to_str());
    if let (Some(file), Some(folder), Some(kind @ ("agent" | "rest"))) =
        (parts.next(), parts.next(), parts.next())
    {
        return format!("{kind}/{folder}/{file}");
    }
    match source.kind() {
        crate::model::AreaKind::Agent => {
            format!("agent/{}_Agent/{}.md", source.area(), source.uid())
        }
        crate::model::AreaKind::Rest => format!("rest/{}/{}.md", source.area(), source.uid()),
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} pages read, {} written, {} removed",
            self.pages, self.written, self.removed
        )
    }
}

/// The JSON bodies of a page's samples.
fn bodies(page: &mut Page) -> impl Iterator<Item = &mut SampleBody> {
    let samples = page
        .sample_request
        .iter_mut()
        .chain(&mut page.sample_response);
    samples
        .filter_map(|sample| sample.body.as_mut())
        .map(|body| &mut body.value)
}
