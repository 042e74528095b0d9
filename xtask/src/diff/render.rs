//! Reports as text.

use std::fmt::Write;

use super::report::{Change, Report};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Short lines for a terminal
    #[default]
    Human,
    /// Markdown for a changelog or a pull request
    Md,
    /// For programs
    Json,
}

impl Report {
    /// The report as text, which ends in a line break.
    pub fn render(&self, _format: Format) -> String {
        let mut out = String::new();
        for change in &self.changes {
            let Change {
                area,
                item,
                name,
                kind,
                class,
                before,
                after,
                operations,
                ..
            } = change;
            let _ = writeln!(
                out,
                "{area} {class} {item} {name} {kind} {before:?} {after:?} {}",
                operations.len()
            );
        }
        let _ = writeln!(out, "{:#?} {}", self.summary, self.step());
        out
    }
}
