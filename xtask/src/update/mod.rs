//! `cargo xtask update`: from upstream's pages to a change that can be reviewed.
//!
//! Pages, bindings and changelog are made in memory, and change together at the very end, all or
//! none of them.

pub mod changelog;

use std::fmt;
use std::path::{Path, PathBuf};
use std::slice;

use anyhow::{Context, Result};
use jiff::Zoned;

use crate::console::{Console, count};
use crate::diff::{Format, Report, Version, compare_versions};
use crate::generate::{self, Bindings, ChangedFiles};
use crate::import::{self, Prose, release_number};
use crate::load;
use crate::model::Api;
use crate::output::settle;
use crate::page::Documentation;
use crate::read::{Sources, read_sets};
use crate::workspace::{self, known};
use changelog::Changelog;

/// What to bring up to date, and from what.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A checkout of the upstream documentation, or a folder or page of it
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// The reference pages [default: docs/reference]
    #[arg(
        long,
        value_name = "DIR",
        default_value_os_t = workspace::reference(),
        hide_default_value = true
    )]
    pub docs: PathBuf,
    /// The folder of the crate [default: crates/bindings]
    #[arg(
        long,
        value_name = "CRATE_DIR",
        default_value_os_t = workspace::bindings(),
        hide_default_value = true
    )]
    pub out: PathBuf,
    /// The changelog [default: CHANGELOG.md]
    #[arg(
        long,
        value_name = "FILE",
        default_value_os_t = workspace::changelog(),
        hide_default_value = true
    )]
    pub changelog: PathBuf,
    /// What becomes of descriptions: the facts in them, or all their words
    #[arg(long, value_enum, default_value_t)]
    pub prose: Prose,
    /// Go on even if upstream lacks more than half of the pages that are there
    #[arg(long)]
    pub remove: bool,
    /// The release that brings what is new, such as `12.2` [default: what the checkout says]
    #[arg(long, value_name = "RELEASE", value_parser = release_number)]
    pub release: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Imports, generates, compares and writes the changelog. Gives what changed in
/// the API and what to review.
///
/// # Errors
/// A page cannot be used, or a file cannot be read or written. Pages, bindings
/// and changelog are as they were then.
pub fn update(options: &Options, console: &Console) -> Result<String> {
    let has_docs = options.docs.exists();
    let changelog = Changelog::at(&options.changelog)?;
    let crates = generate::folders(&options.out);
    let (transaction, _reading) = match options.dry_run {
        true => {
            let crates = crates.iter().map(PathBuf::as_path);
            let others = [&options.docs, changelog.folder()];
            let places: Vec<_> = others.into_iter().chain(crates).collect();
            (None, Some(settle(&places, console)?))
        }
        false => {
            let crates = crates.iter().map(PathBuf::as_path);
            let others: Vec<_> = crates.chain([changelog.folder()]).collect();
            (Some(import::begin(&options.docs, &others, console)?), None)
        }
    };
    let changelog = changelog.read()?;
    let import = import::Options {
        from: options.from.clone(),
        to: options.docs.clone(),
        prose: options.prose,
        remove: options.remove,
        release: options.release.clone(),
    };
    let upstream = import::prepare(&import, console)?;
    let sources = match has_docs {
        true => Some(read_sets(slice::from_ref(&options.docs))?),
        false => None,
    };
    let old = match sources {
        Some(sources) => Some(pages(sources, &options.docs, console)?),
        None => None,
    };

    let imported = upstream.plan(&options.docs)?;
    let new = pages_with(&imported, has_docs, &options.docs, console)?;
    let api = load::model(&new, console)?;
    let bindings = Bindings::new(&api);
    console.report(&bindings.coincidences());
    let generated = generate::Plan::new(&bindings, &options.out)?;
    if !options.remove {
        generated.check_removals()?;
    }
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
    let told = changelog.with(entry.as_deref());
    console.report(&generated.edited());
    if let Some(mut transaction) = transaction {
        imported.add_to(&mut transaction);
        generated.add_to(&mut transaction);
        told.add_to(&mut transaction);
        transaction.commit()?;
    }

    let outcome = Outcome {
        options,
        entry,
        imported: imported.summary(),
        generated: generated.changes(),
        told: told.is_more(),
    };
    Ok(outcome.to_string())
}

/// What was done, and what is to be reviewed.
struct Outcome<'a> {
    options: &'a Options,
    entry: Option<String>,
    imported: import::Summary,
    generated: ChangedFiles,
    told: bool,
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
        let ChangedFiles { written, removed } = &self.generated;
        let written = count(written.len(), "file");
        writeln!(f, "{out}: {written} written, {} removed", removed.len())?;
        let told = if self.told {
            "an entry more"
        } else {
            "as it was"
        };
        writeln!(f, "{changelog}: {told}")?;
        let is_changed = self.imported.written + self.imported.removed > 0
            || self.generated != ChangedFiles::default()
            || self.told;
        match (is_changed, self.options.dry_run) {
            (false, _) => f.write_str("Everything is up to date."),
            (true, true) => f.write_str("Nothing was changed: this was a dry run."),
            (true, false) => write!(
                f,
                "Review, and commit together:\n  {docs}: what the documentation says now\n  {out}: what users have to change\n  {changelog}: what they are told"
            ),
        }
    }
}

/// The reference as it will be.
fn pages_with(
    imported: &import::Plan<'_>,
    has_docs: bool,
    docs: &Path,
    console: &Console,
) -> Result<Documentation> {
    let mut sources = match has_docs {
        true => read_sets(slice::from_ref(&docs.to_owned()))?,
        false => Sources::default(),
    };
    sources.overlay(docs, imported.files());
    pages(sources, docs, console)
}

/// Parses pages of the reference, which are shown with the paths that others know.
fn pages(mut sources: Sources, docs: &Path, console: &Console) -> Result<Documentation> {
    let home = known(docs);
    sources.show_paths(|path| match path.strip_prefix(docs) {
        Ok(below) => home.join(below),
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
    let name = |path: &Path| format!("`{}`", known(path).display());
    let old_api = load::model(old, console)
        .with_context(|| format!("{} cannot be compared with", options.docs.display()))?;
    let new_name = match release {
        Some(release) => format!("release {release}"),
        None => name(from),
    };
    let old_name = match newest_release(&old_api) {
        Some(release) => format!("release {release}"),
        None => name(&options.docs),
    };
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
    let date = Zoned::now().strftime("%Y-%m-%d").to_string();
    Ok((!report.changes.is_empty()).then(|| dated(&report.render(Format::Md), &report, &date)))
}

/// A report under a heading that names releases and the day.
fn dated(text: &str, report: &Report, date: &str) -> String {
    let Report { old, new, .. } = report;
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let heading = match old == new {
        true => format!("## API changes within {new}, {date}"),
        false => format!("## API changes from {old} to {new}, {date}"),
    };
    format!("{heading}\n{rest}")
}

/// The newest release that the pages name.
fn newest_release(api: &Api) -> Option<&str> {
    let carriers = api.carriers.values();
    let enums = api.enums.values();
    let operations = api.operations();
    let types = carriers.clone().map(|carrier| &carrier.since);
    let types = types.chain(enums.clone().map(|enumeration| &enumeration.since));
    let members = enums.flat_map(|enumeration| &enumeration.members);
    let members = members.map(|member| &member.since);
    let properties = carriers.flat_map(|carrier| &carrier.properties);
    let properties = properties.map(|property| &property.facts.since);
    let operations = operations.map(|operation| &operation.facts.since);
    let all = types.chain(members).chain(properties).chain(operations);
    let number = |release: &str| -> Vec<u32> {
        let parts = release.split('.');
        parts.map(|part| part.parse().unwrap_or_default()).collect()
    };
    all.flatten()
        .map(String::as_str)
        .max_by_key(|release| number(release))
}
