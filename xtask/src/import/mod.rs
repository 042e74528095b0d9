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
use std::path::PathBuf;

use anyhow::{Result, bail};

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
}

/// What a run did.
#[derive(Debug)]
pub struct Summary {
    pages: usize,
    written: usize,
    removed: usize,
}

/// Reads upstream's pages and writes them to the reference.
///
/// Pages that upstream no longer has are removed; other files stay.
///
/// # Errors
/// A page cannot be used, or a file cannot be read or written. Nothing has
/// changed then.
pub fn import(options: &Options, console: &Console) -> Result<Summary> {
    let upstream = load::documentation(std::slice::from_ref(&options.from), console)?;
    let pages = &upstream.operations;
    let types = load::types(&options.to, console)?;
    let texts = rewrite(pages, &types, options.prose)?;
    let lock = Lock::acquire(&options.to)?;
    let mut summary = Summary {
        pages: pages.len(),
        written: 0,
        removed: 0,
    };
    for kind in ["agent", "rest"] {
        let prefix = format!("{kind}/");
        let of_kind = texts
            .iter()
            .filter_map(|(path, text)| Some((path.strip_prefix(&prefix)?.to_owned(), text.clone())))
            .collect();
        let comparison = compare(&options.to.join(kind), &of_kind, |path, _| {
            path.ends_with(".md")
        })?;
        replace_folder(&options.to, kind, &of_kind, &comparison)?;
        let (written, removed) = comparison.counts();
        summary.written += written;
        summary.removed += removed;
    }
    summary.written += add_enums(options, &upstream, &types, console)?;
    drop(lock);
    Ok(summary)
}

/// Writes upstream's enums that the reference does not have, and reports where
/// the two disagree.
fn add_enums(
    options: &Options,
    upstream: &Documentation,
    types: &Documentation,
    console: &Console,
) -> Result<usize> {
    let (added, conflicts) = enums::merge(&upstream.enums, &types.enums, options.prose);
    console.report(&conflicts);
    let folder = options.to.join("enums");
    if !added.is_empty() {
        std::fs::create_dir_all(&folder)?;
    }
    for (name, text) in &added {
        write_file(&folder.join(name), text)?;
    }
    Ok(added.len())
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
