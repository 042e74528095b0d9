//! The folders that pages lie in, and waiting until something changes there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::workspace::folder_around;

/// How long it has to be quiet: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(25);

/// How long a stream of changes is waited for, such as another branch checked out.
const LONGEST: Duration = Duration::from_millis(500);

/// How often a folder that is not there is looked for.
const MISSING: Duration = Duration::from_millis(500);

/// Folders that are watched.
pub(super) struct Folders {
    watcher: RecommendedWatcher,
    changes: Receiver<()>,
    roots: Vec<PathBuf>,
    watched: BTreeSet<PathBuf>,
    is_missing: bool,
}

impl Folders {
    /// Folders of pages, or single pages; nothing is watched yet.
    pub(super) fn new(roots: &[PathBuf]) -> Result<Self> {
        let (sender, changes) = channel();
        let watcher = notify::recommended_watcher(move |event| tell(&sender, &event))
            .context("the system cannot watch files")?;
        Ok(Self {
            watcher,
            changes,
            roots: roots.to_vec(),
            watched: BTreeSet::new(),
            is_missing: false,
        })
    }

    /// Watches the folders as they are now: one may have been put in the place of another.
    pub(super) fn watch<'a>(&mut self, included: impl Iterator<Item = &'a Path>) -> Result<()> {
        for path in std::mem::take(&mut self.watched) {
            // A folder that is gone is no longer watched anyway.
            let _ = self.watcher.unwatch(&path);
        }
        self.is_missing = false;
        let roots = self.roots.clone();
        for root in &roots {
            if root.is_dir() {
                self.add(root, RecursiveMode::Recursive)?;
            } else {
                // An editor may put another file in the place of a single page.
                self.add(folder_around(root), RecursiveMode::NonRecursive)?;
            }
        }
        let is_below = |path: &Path| roots.iter().any(|root| path.starts_with(root));
        let outside: BTreeSet<_> = included
            .filter(|path| !is_below(path))
            .map(folder_around)
            .collect();
        for folder in outside {
            self.add(folder, RecursiveMode::NonRecursive)?;
        }
        Ok(())
    }

    fn add(&mut self, folder: &Path, mode: RecursiveMode) -> Result<()> {
        if self.watched.contains(folder) {
            return Ok(());
        }
        match self.watcher.watch(folder, mode) {
            Ok(()) => {
                self.watched.insert(folder.to_owned());
                Ok(())
            }
            Err(_) if !folder.exists() => {
                self.is_missing = true;
                Ok(())
            }
            Err(error) => Err(error).with_context(|| format!("cannot watch {}", folder.display())),
        }
    }

    /// Waits until something changes, and then until it is quiet for a moment.
    pub(super) fn wait(&self) {
        let is_changed = match self.is_missing {
            true => self.changes.recv_timeout(MISSING).is_ok(),
            false => self.changes.recv().is_ok(),
        };
        if !is_changed {
            return;
        }
        let started = Instant::now();
        while started.elapsed() < LONGEST && self.changes.recv_timeout(QUIET).is_ok() {}
    }
}

/// Passes on what may have changed a page. Opening files is none of it: reading
/// the pages would lead to reading them again.
fn tell(sender: &Sender<()>, event: &notify::Result<Event>) {
    let matters = match event.as_ref().map(|event| event.kind) {
        Ok(EventKind::Access(AccessKind::Close(AccessMode::Write))) => true,
        Ok(EventKind::Access(_)) => false,
        _ => true,
    };
    if matters {
        // The receiver is gone only when the program ends.
        let _ = sender.send(());
    }
}
