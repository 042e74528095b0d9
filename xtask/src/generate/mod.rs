//! `cargo xtask gen`, from the pages to the crate.

mod checksum_line;
mod plan;

use std::fmt;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::json;

use crate::console::{Console, count};
pub use crate::emit::Bindings;
use crate::load;
use crate::model::Counts;
use crate::output::{OutputError, Transaction, settle};
pub use plan::Plan;

/// What to generate, from what, and where.
#[derive(Debug)]
pub struct Options {
    /// Folders of pages, or single pages; the first wins.
    pub docs: Vec<PathBuf>,
    /// The crate's folder.
    pub out: PathBuf,
    /// Only compare.
    pub check: bool,
    /// Whether more than half of the files that were generated before may go.
    pub remove: bool,
}

/// What a run did.
#[derive(Debug)]
pub struct Summary {
    /// Pages read.
    pub pages: usize,
    /// What the model holds.
    pub counts: Counts,
    /// Files written.
    pub written: usize,
    /// Files removed.
    pub removed: usize,
    /// The crate, if it was only looked at and is up to date.
    pub up_to_date: Option<PathBuf>,
    /// How long it took.
    pub time: Duration,
}

/// Generates the crate, or compares it with what would be generated.
///
/// # Errors
/// A page cannot be used, a file cannot be read or written, or the crate is not
/// up to date. Nothing has been written then.
pub fn generate(options: &Options, console: &Console) -> Result<Summary> {
    let started = Instant::now();
    let written = folders(&options.out);
    let paths = options.docs.iter().chain(&written);
    let paths: Vec<_> = paths.map(PathBuf::as_path).collect();
    let (transaction, _reading) = match options.check {
        true => (None, Some(settle(&paths, console)?)),
        false => (Some(begin(&options.docs, &options.out, console)?), None),
    };
    // The program ends with the summary: to take all pages apart would cost a tenth of its time.
    let documentation = ManuallyDrop::new(load::documentation(&options.docs, console)?);
    let api = ManuallyDrop::new(load::model(&documentation, console)?);
    let bindings = Bindings::new(&api);
    console.report(&bindings.coincidences());
    let changes = match transaction {
        Some(transaction) => write(
            &bindings,
            &options.out,
            options.remove,
            transaction,
            console,
        )?,
        None => {
            check(&bindings, &options.out)?;
            ChangedFiles::default()
        }
    };
    Ok(Summary {
        pages: documentation.operations.len(),
        counts: api.counts(),
        written: changes.written.len(),
        removed: changes.removed.len(),
        up_to_date: options.check.then(|| options.out.clone()),
        time: started.elapsed(),
    })
}

/// The files of a crate that a run changed, by their paths in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedFiles {
    /// Files that are new or differ.
    pub written: Vec<String>,
    /// Files that are no longer generated.
    pub removed: Vec<String>,
}

/// Begins to write a crate: nobody else does so, and the pages stay as they are.
///
/// # Errors
/// The folder cannot be written.
pub fn begin(docs: &[PathBuf], root: &Path, console: &Console) -> Result<Transaction, OutputError> {
    let docs: Vec<_> = docs.iter().map(PathBuf::as_path).collect();
    let written = folders(root);
    let written: Vec<_> = written.iter().map(PathBuf::as_path).collect();
    Transaction::begin_reading(&docs, &written, console)
}

/// The folders that a run writes to, the crate's own first.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    let own = [root.to_owned(), root.join("src")].into_iter();
    own.chain(stand_in(root)).collect()
}

/// Where the stand-in service beside a crate keeps what the API is: only the bindings in a clone
/// have one.
fn stand_in(root: &Path) -> Option<PathBuf> {
    let beside = root.with_file_name("mock");
    let is_there = root.ends_with("crates/bindings") && beside.join("Cargo.toml").is_file();
    is_there.then(|| beside.join("data"))
}

/// Writes the crate's manifest and its `src`, and what the stand-in service beside it knows. What
/// somebody has changed in them by hand is named before it is overwritten.
///
/// # Errors
/// A file cannot be read or written, or was written by somebody else, or more than half of the
/// files would go although they need not (`remove`). The crate is as it was then.
pub fn write(
    bindings: &Bindings<'_>,
    root: &Path,
    remove: bool,
    mut transaction: Transaction,
    console: &Console,
) -> Result<ChangedFiles> {
    let plan = Plan::new(bindings, root)?;
    if !remove {
        plan.check_removals()?;
    }
    console.report(&plan.edited());
    plan.add_to(&mut transaction);
    transaction.commit()?;
    Ok(plan.changes())
}

/// What a run would change.
///
/// # Errors
/// A page cannot be used, or a file cannot be read.
pub fn pending(options: &Options, console: &Console) -> Result<ChangedFiles> {
    let written = folders(&options.out);
    let paths = options.docs.iter().chain(&written);
    let paths: Vec<_> = paths.map(PathBuf::as_path).collect();
    let _reading = settle(&paths, console)?;
    let documentation = load::documentation(&options.docs, console)?;
    let api = load::model(&documentation, console)?;
    Ok(Plan::new(&Bindings::new(&api), &options.out)?.changes())
}

impl ChangedFiles {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }

    /// As one JSON document; `version` changes when a reader of it would have to.
    pub fn json(&self) -> String {
        let document = json!({
            "version": 1,
            "up_to_date": self.is_empty(),
            "written": self.written,
            "removed": self.removed,
        });
        format!("{document:#}")
    }
}

fn check(bindings: &Bindings<'_>, root: &Path) -> Result<()> {
    match Plan::new(bindings, root)?.differences() {
        None => Ok(()),
        Some(differences) => bail!(
            "{} is not up to date:\n{differences}run `cargo xtask gen` and commit what changes",
            root.display()
        ),
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            operations,
            types,
            properties,
            untyped,
        } = &self.counts;
        writeln!(
            f,
            "{}, {}, {} with {}",
            count(self.pages, "page"),
            count(*operations, "operation"),
            count(*types, "type"),
            count(*properties, "property")
        )?;
        writeln!(f, "{} untyped", count(untyped.len(), "value"))?;
        let time = self.time.as_secs_f64();
        match &self.up_to_date {
            Some(out) => write!(f, "{} is up to date, {time:.1} s", out.display()),
            None => write!(
                f,
                "{} written, {} removed, {time:.1} s",
                count(self.written, "file"),
                self.removed
            ),
        }
    }
}
