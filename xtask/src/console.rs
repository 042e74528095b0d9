//! What the program says, and where: diagnostics and progress on standard
//! error, results on standard output.

mod cap;

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostic::{Diagnostic, MessageFormat, render};

/// How a result is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
}

/// Shows diagnostics and progress to whoever started the program.
#[derive(Debug, Default)]
pub struct Console {
    /// How diagnostics are written.
    pub format: MessageFormat,
}

impl Console {
    /// Writes diagnostics; the errors last, where they are seen. Of a page with very many the
    /// first are written, and how many more there are.
    pub fn report(&self, diagnostics: &[Diagnostic]) {
        let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let text: String = cap::capped(diagnostics)
            .iter()
            .map(|diagnostic| render(diagnostic, self.format, color))
            .collect();
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// A bar for `length` steps; it shows once it has become worth looking at.
    pub fn progress(&self, length: usize, what: &'static str) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
        // The template is a constant that parses.
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        bar.set_message(what);
        Progress {
            bar,
            started: Instant::now(),
            state: match std::io::stderr().is_terminal() {
                true => BarState::Waiting,
                false => BarState::Never,
            },
        }
    }
}

/// A progress bar.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    state: BarState,
}

/// Whether a bar is on the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BarState {
    /// Nobody would see it.
    Never,
    /// Not yet.
    Waiting,
    /// It is.
    Shown,
}

/// Whether some bar is on the terminal: it has one line for them, and two would draw over each other.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

impl Progress {
    /// One step more.
    pub fn step(&mut self) {
        let is_due = || self.started.elapsed() > Duration::from_millis(300);
        if self.state == BarState::Waiting && is_due() && !IS_TAKEN.swap(true, Ordering::AcqRel) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.state = BarState::Shown;
        }
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        if self.state == BarState::Shown {
            IS_TAKEN.store(false, Ordering::Release);
        }
    }
}

/// `1 page`, `2 pages`, `3 properties`
pub fn count(number: usize, word: &str) -> String {
    match (number, word.strip_suffix('y')) {
        (1, _) => format!("1 {word}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {word}s"),
    }
}
