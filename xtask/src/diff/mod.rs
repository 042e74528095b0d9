//! `cargo xtask diff`: what has changed in the API between two documentation
//! sets, and what that means for a program that uses the bindings.
//!
//! Compared is what the pages state. Samples are random in every release, so
//! they count only for what no other value could change: that a property is an
//! array of texts, or that a text is a point in time.

mod class;
mod collect;
mod compare;
mod describe;
mod facts;
mod input;
mod pair;
mod parameters;
mod properties;
mod reading;
mod render;
mod report;
mod revision;
mod stated;
mod types;
mod usage;

use anyhow::{Context, Result};

use crate::console::Console;
use crate::load;
use crate::resolve::{Documentation, Placeholders};
use reading::facts;

pub use render::Format;
pub use report::{Change, Class, Item, Kind, Place, Report, Step, Summary};

/// What to compare.
#[derive(Clone, Debug)]
pub struct Options {
    /// A folder of pages, a page, or `REVISION:path` of the repository around the current folder.
    pub old: String,
    /// As `old`.
    pub new: String,
}

/// Compares two documentation sets.
///
/// # Errors
/// One of them cannot be read or used; its pages have been reported.
pub fn diff(options: &Options, console: &Console) -> Result<Report> {
    let (old, new) = at_once(
        || input::read(&options.old, console),
        || input::read(&options.new, console),
    );
    let (old, new) = (old?, new?);
    // Of both, before one of them ends the run.
    let reported = [(&options.old, &old.1), (&options.new, &new.1)].map(|(side, found)| {
        load::report(found, console).with_context(|| format!("{side} cannot be used"))
    });
    reported.into_iter().collect::<Result<Vec<()>>>()?;
    Ok(compare((&options.old, &old.0), (&options.new, &new.0)))
}

/// Compares two documentation sets that were read before, each with the name to show.
pub fn compare(old: (&str, &Documentation), new: (&str, &Documentation)) -> Report {
    let placeholders = [old.1, new.1].map(|side| Placeholders::detect(&side.operations));
    let placeholders: Vec<_> = placeholders.iter().collect();
    let (before, after) = at_once(
        || facts(old.1, &placeholders),
        || facts(new.1, &placeholders),
    );
    let (summary, changes) = compare::compare(&before, &after).finish();
    Report {
        old: old.0.to_owned(),
        new: new.0.to_owned(),
        summary,
        changes,
    }
}

/// Does the same for both sides, each on a thread.
fn at_once<T: Send>(old: impl FnOnce() -> T + Send, new: impl FnOnce() -> T) -> (T, T) {
    std::thread::scope(|scope| {
        let old = scope.spawn(old);
        let new = new();
        let old = old
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (old, new)
    })
}
