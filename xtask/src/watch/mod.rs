//! `cargo xtask watch`: the crate follows its pages while they are edited.

mod folders;
mod state;

use std::convert::Infallible;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use jiff::Zoned;

use crate::console::{Console, count};
use crate::generate::ChangedFiles;
use crate::read::ReadError;
use crate::source::shown_path;
use crate::visible::visible;
use folders::Folders;

pub use state::{PageChange, State, Turn};

/// What to watch, and where to generate.
#[derive(Debug)]
pub struct Options {
    /// Folders of pages, or single pages; the first wins.
    pub docs: Vec<PathBuf>,
    /// The crate's folder.
    pub out: PathBuf,
}

/// Generates the crate, and again whenever a page has changed, until the
/// program is ended. That may be at any moment: what is half done is never seen.
///
/// # Errors
/// The system cannot watch files, or nobody reads the output any more.
pub fn watch(options: &Options, console: &Console, out: &mut dyn Write) -> Result<Infallible> {
    let mut state = State::new(options.docs.clone(), options.out.clone());
    let mut folders = Folders::new(&options.docs)?;
    let docs: Vec<_> = options.docs.iter().map(|path| shown_path(path)).collect();
    writeln!(out, "watching {}; Ctrl-C ends it", docs.join(", "))?;
    loop {
        // Before the pages are read, so that no change falls between the two.
        folders.watch(state.included())?;
        if let Some(turn) = state.turn(console) {
            match turn.outcome {
                // A path that is mistyped shall not be waited for.
                Err(error) if turn.is_first && error.is::<ReadError>() => return Err(error),
                _ => show(&turn, console, out)?,
            }
        }
        folders.wait();
    }
}

/// The time, what changed, what is wrong, and what that did to the crate.
fn show(turn: &Turn, console: &Console, out: &mut dyn Write) -> Result<()> {
    let time = Zoned::now().strftime("%H:%M:%S").to_string();
    let mut lines = LogLines { time, out };
    if turn.is_first {
        lines.line(&format!("{} read", count(turn.pages.len(), "page")))?;
    } else {
        let pages = turn.pages.iter();
        lines.list(pages.map(|(path, change)| format!("{change}: {}", shown_path(path))))?;
    }
    console.report(&turn.diagnostics);
    match &turn.outcome {
        Ok(ChangedFiles { written, removed }) => {
            if !turn.is_first {
                let changes = turn.changes.iter();
                lines.list(changes.map(|change| change.sentence()))?;
                let written = written.iter().map(|file| format!("written: {file}"));
                let removed = removed.iter().map(|file| format!("removed: {file}"));
                lines.list(written.chain(removed))?;
            }
            lines.line(&format!(
                "{} written, {} removed, {} ms",
                count(written.len(), "file"),
                removed.len(),
                turn.time.as_millis()
            ))?;
        }
        Err(error) => lines.line(&format!("error: {error:#}"))?,
    }
    lines.out.flush()?;
    Ok(())
}

/// Lines of which the first one has the time in front.
struct LogLines<'a> {
    time: String,
    out: &'a mut dyn Write,
}

impl LogLines<'_> {
    fn line(&mut self, text: &str) -> Result<()> {
        let (time, text) = (std::mem::take(&mut self.time), visible(text));
        writeln!(self.out, "{time:8}  {text}")?;
        Ok(())
    }

    /// The first lines, and how many are left out.
    fn list(&mut self, texts: impl Iterator<Item = String>) -> Result<()> {
        const SHOWN: usize = 10;
        let mut texts = texts.peekable();
        for text in texts.by_ref().take(SHOWN) {
            self.line(&text)?;
        }
        let left_out = texts.count();
        if left_out > 0 {
            self.line(&format!("… and {left_out} more"))?;
        }
        Ok(())
    }
}
