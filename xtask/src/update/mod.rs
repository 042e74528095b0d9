//! `cargo xtask update`: from upstream's pages to a change that can be reviewed.
//!
//! Pages, bindings and changelog are made beside the ones that are there, and
//! change places with them at the very end, all or none of them.

pub mod changelog;
mod staging;

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use crate::console::{Console, count};
use crate::diff::{Format, Version, compare_versions};
use crate::generate::{self, Changes};
use crate::import::{self, Prose};
use crate::load;
use crate::model::Api;
use crate::output::write_file;
use crate::read::read_sets;
use crate::resolve::Documentation;
use crate::workspace::known;
use changelog::with_entry;
use staging::{Places, Staging};

/// What to bring up to date, and from what.
#[derive(Debug)]
pub struct Options {
    /// Upstream's documentation.
    pub from: PathBuf,
    /// The folder of the reference.
    pub docs: PathBuf,
    /// The crate's folder.
    pub out: PathBuf,
    /// The file that tells users what changed.
    pub changelog: PathBuf,
    /// What becomes of descriptions.
    pub prose: Prose,
    /// Whether more than half of the pages may go.
    pub remove: bool,
    /// The release that brings what the reference lacks, where upstream does not tell.
    pub release: Option<String>,
    /// Only show what would change.
    pub dry_run: bool,
}

/// Imports, generates, compares and writes the changelog. Gives what changed in
/// the API and what to review.
///
/// # Errors
/// A page cannot be used, or a file cannot be read or written. Pages, bindings
/// and changelog are as they were then.
pub fn update(options: &Options, console: &Console) -> Result<String> {
    // The places themselves are exchanged, not links that lead to them.
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (docs, bindings, changelog) = (
        real(&options.docs),
        real(&options.out),
        real(&options.changelog),
    );
    let places = Places {
        docs: &docs,
        bindings: &bindings,
        changelog: &changelog,
    };
    let import = import::Options {
        from: options.from.clone(),
        to: options.docs.clone(),
        prose: options.prose,
        remove: options.remove,
        release: options.release.clone(),
    };
    let upstream = import::prepare(&import, console)?;
    let old = match docs.exists() {
        true => Some(pages(&options.docs, known(&options.docs), console)?),
        false => None,
    };

    let staging = Staging::new(&places)?;
    let imported = upstream
        .write(&staging.docs)
        .map_err(|error| named(&error, &staging.docs, &options.docs))?;
    let new = pages(&staging.docs, known(&options.docs), console)?;
    let api = load::model(&new, console)?;
    let generated = generate::write_for(&api, &staging.bindings, &bindings)
        .map_err(|error| named(&error, &staging.bindings, &options.out))?;
    // The first reference is no change of one.
    let entry = match &old {
        Some(old) => entry(
            old,
            (&new, &api),
            upstream.release.as_deref(),
            options,
            console,
        )?,
        None => None,
    };
    let told = match &entry {
        Some(entry) => tell(entry, places.changelog, &staging.changelog)?,
        None => false,
    };
    let is_changed =
        imported.written + imported.removed > 0 || generated != Changes::default() || told;
    if is_changed && !options.dry_run {
        staging.exchange(&places)?;
    }
    drop(staging);

    let outcome = Outcome {
        options,
        entry,
        imported,
        generated,
        told,
        is_changed,
    };
    Ok(outcome.to_string())
}

/// An error of a stage, with the name of the place that the stage is for.
fn named(error: &anyhow::Error, staged: &Path, home: &Path) -> anyhow::Error {
    let text = format!("{error:#}");
    anyhow!(text.replace(&staged.display().to_string(), &home.display().to_string()))
}

/// Writes the new changelog, if the entry does not stand in the old one.
fn tell(entry: &str, changelog: &Path, staged: &Path) -> Result<bool> {
    let old = match std::fs::read_to_string(changelog) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", changelog.display()));
        }
    };
    let new = with_entry(old.as_deref(), entry);
    let tells = old.as_ref() != Some(&new);
    if tells {
        write_file(staged, &new)?;
    }
    Ok(tells)
}

/// What was done, and what is to be reviewed.
struct Outcome<'a> {
    options: &'a Options,
    entry: Option<String>,
    imported: import::Summary,
    generated: Changes,
    told: bool,
    is_changed: bool,
}

impl fmt::Display for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let here = std::env::current_dir().unwrap_or_default();
        let name = |path: &Path| {
            path.strip_prefix(&here)
                .unwrap_or(path)
                .display()
                .to_string()
        };
        let docs = name(&self.options.docs);
        let out = name(&self.options.out);
        let changelog = name(&self.options.changelog);
        if let Some(entry) = &self.entry {
            writeln!(f, "{}\n", entry.trim())?;
        }
        writeln!(f, "{docs}: {}", self.imported)?;
        let Changes { written, removed } = &self.generated;
        let written = count(written.len(), "file");
        writeln!(f, "{out}: {written} written, {} removed", removed.len())?;
        let told = if self.told {
            "an entry more"
        } else {
            "as it was"
        };
        writeln!(f, "{changelog}: {told}")?;
        match (self.is_changed, self.options.dry_run) {
            (false, _) => f.write_str("Everything is up to date."),
            (true, true) => f.write_str("Nothing was changed: this was a dry run."),
            (true, false) => write!(
                f,
                "Review, and commit together:\n  {docs}: what the documentation says now\n  {out}: what users have to change\n  {changelog}: what they are told"
            ),
        }
    }
}

/// Reads the pages of a folder as if it were another one.
fn pages(folder: &Path, shown: &Path, console: &Console) -> Result<Documentation> {
    let mut sources = read_sets(&[folder.to_owned()])?;
    sources.show_paths(|path| match path.strip_prefix(folder) {
        Ok(below) => shown.join(below),
        Err(_) => path.to_owned(),
    });
    load::parse_sources(sources, console)
}

/// What changed for users, as Markdown for the changelog; nothing when nothing did.
fn entry(
    old: &Documentation,
    (new, api): (&Documentation, &Api),
    release: Option<&str>,
    options: &Options,
    console: &Console,
) -> Result<Option<String>> {
    // Where a checkout lies on one machine tells nobody anything.
    let from = options.from.file_name().map_or(&*options.from, Path::new);
    let name = |path: &Path| known(path).display().to_string();
    let old_api = load::model(old, console)
        .with_context(|| format!("{} cannot be compared with", options.docs.display()))?;
    let new_name = match release {
        Some(release) => format!("release {release}"),
        None => name(from),
    };
    let old_name = name(&options.docs);
    let old = Version {
        name: &old_name,
        documentation: old,
        api: &old_api,
    };
    let new = Version {
        name: &new_name,
        documentation: new,
        api,
    };
    let report = compare_versions(old, new);
    Ok((!report.changes.is_empty()).then(|| report.render(Format::Md)))
}
