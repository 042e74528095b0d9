//! One turn: the pages as they are now, and the crate that follows from them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::diff::{Change, Version, compare_versions};
use crate::emit::FileCache;
use crate::generate::{self, Bindings, ChangedFiles};
use crate::load::{PageCache, verdict};
use crate::model::Api;
use crate::page::Documentation;
use crate::read::read_sets;
use crate::resolve::resolve;
use crate::source::SourceFile;

/// The pages as they were last read, and the crate that follows them.
///
/// Every page is read again at each turn, which takes a twentieth of a second
/// for the whole reference: so the crate is right whatever the system reports of
/// changes. Only pages that differ are parsed.
#[derive(Debug)]
pub struct State {
    docs: Vec<PathBuf>,
    out: PathBuf,
    files: BTreeMap<PathBuf, Arc<SourceFile>>,
    kept: PageCache,
    emitted: FileCache,
    /// The last good pages and their model, to tell what has changed in the API since.
    good: Option<(Documentation, Api)>,
    /// What the last turn ended with, in words; before the first, nothing.
    last: Option<String>,
}

/// What happened in one turn.
#[derive(Debug)]
pub struct Turn {
    /// Whether it is the first, in which every page is new.
    pub is_first: bool,
    /// The pages that differ from those of the turn before.
    pub pages: BTreeMap<PathBuf, PageChange>,
    /// What is wrong with the pages, whether they changed or not.
    pub diagnostics: Vec<Diagnostic>,
    /// What changed in the crate. In case of an error nothing did.
    pub outcome: Result<ChangedFiles>,
    /// What changed in the API since the last turn without an error.
    pub changes: Vec<Change>,
    /// How long it took.
    pub time: Duration,
}

/// How a page differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageChange {
    /// It is new.
    Added,
    /// It has another text.
    Changed,
    /// It is gone.
    Removed,
}

impl State {
    /// No page has been read yet.
    pub fn new(docs: Vec<PathBuf>, out: PathBuf) -> Self {
        Self {
            docs,
            out,
            files: BTreeMap::new(),
            kept: PageCache::default(),
            emitted: FileCache::default(),
            good: None,
            last: None,
        }
    }

    /// Reads the pages and brings the crate in step with them. Gives nothing
    /// when pages and outcome are those of the turn before.
    pub fn turn(&mut self, console: &Console) -> Option<Turn> {
        let started = Instant::now();
        let is_first = self.last.is_none();
        let mut turn = Turn {
            is_first,
            pages: BTreeMap::new(),
            diagnostics: Vec::new(),
            outcome: Ok(ChangedFiles::default()),
            changes: Vec::new(),
            time: Duration::ZERO,
        };
        turn.outcome = self.follow(&mut turn, console);
        turn.time = started.elapsed();
        let ended = match &turn.outcome {
            Ok(_) => String::new(),
            Err(error) => format!("{error:#}"),
        };
        let is_same = self.last.as_ref() == Some(&ended);
        let writes = matches!(&turn.outcome, Ok(changes) if *changes != ChangedFiles::default());
        self.last = Some(ended);
        (!is_same || writes || !turn.pages.is_empty()).then_some(turn)
    }

    /// Files outside the folders of pages that stand in pages.
    pub fn included(&self) -> impl Iterator<Item = &Path> {
        self.files.values().flat_map(|file| file.included())
    }

    fn follow(&mut self, turn: &mut Turn, console: &Console) -> Result<ChangedFiles> {
        let transaction = generate::begin(&self.docs, &self.out, console)?;
        let sources = read_sets(&self.docs)?;
        let files = sources
            .files()
            .map(|file| (file.path.clone(), Arc::clone(file)))
            .collect();
        let old = std::mem::replace(&mut self.files, files);
        turn.pages = differences(&old, &self.files);
        turn.diagnostics = self.kept.update(sources, console);
        for label in turn.diagnostics.iter().flat_map(|found| &found.labels) {
            // A page that is no text any more is still there.
            if let Some(change @ PageChange::Removed) = turn.pages.get_mut(&label.path) {
                *change = PageChange::Changed;
            }
        }
        verdict(&turn.diagnostics)?;
        let (api, diagnostics) = resolve(&self.kept.documentation);
        turn.diagnostics.extend(diagnostics);
        verdict(&turn.diagnostics)?;
        let bindings = Bindings::new(&api).keeping(&self.emitted);
        turn.diagnostics.extend(bindings.coincidences());
        let written = generate::write(&bindings, &self.out, false, transaction, console)?;
        drop(bindings);
        turn.changes = self.changes(api);
        Ok(written)
    }

    /// What has changed in the API since the last good pages; from now on these are the last.
    fn changes(&mut self, api: Api) -> Vec<Change> {
        let pages = self.kept.documentation.clone();
        let version = |(documentation, api)| Version {
            name: "",
            documentation,
            api,
        };
        let changes = match &self.good {
            Some((old_pages, old_api)) => {
                let old = version((old_pages, old_api));
                compare_versions(old, version((&pages, &api))).changes
            }
            None => Vec::new(),
        };
        self.good = Some((pages, api));
        changes
    }
}

fn differences(
    old: &BTreeMap<PathBuf, Arc<SourceFile>>,
    new: &BTreeMap<PathBuf, Arc<SourceFile>>,
) -> BTreeMap<PathBuf, PageChange> {
    let gone = old
        .keys()
        .filter(|path| !new.contains_key(*path))
        .map(|path| (path.clone(), PageChange::Removed));
    let come = new.iter().filter_map(|(path, file)| {
        let change = match old.get(path) {
            None => PageChange::Added,
            Some(old) if old.text != file.text => PageChange::Changed,
            Some(_) => return None,
        };
        Some((path.clone(), change))
    });
    gone.chain(come).collect()
}

impl fmt::Display for PageChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        })
    }
}
