//! Reports as text.

mod human;
mod json;
mod markdown;

use super::report::{Change, Item, Kind, Report, Summary};
use crate::console::count;

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
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Human => human::render(self),
            Format::Md => markdown::render(self),
            Format::Json => json::render(self),
        }
    }
}

/// The changes of each area, in order.
fn areas(report: &Report) -> impl Iterator<Item = &[Change]> {
    report.changes.chunk_by(|one, two| one.area == two.area)
}

/// `5 operations added`, and so on, without what is zero.
fn summary(summary: &Summary) -> String {
    let parts = [
        (summary.operations_added, "operation", "added"),
        (summary.operations_removed, "operation", "removed"),
        (summary.operations_renamed, "operation", "renamed"),
        (summary.operations_changed, "operation", "changed"),
        (
            summary.operations_described,
            "operation",
            "described otherwise",
        ),
        (
            summary.response_property_sets,
            "response",
            "with other properties",
        ),
        (
            summary.request_property_sets,
            "request",
            "with other properties",
        ),
        (summary.paths, "operation", "elsewhere"),
        (summary.parameters, "parameter", "changed"),
        (summary.statuses, "status row", "changed"),
        (summary.retyped, "type", "of a body or property changed"),
        (summary.types, "change", "of types and enums"),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, word, what)| format!("{} {what}", count(number, word)))
        .collect();
    if parts.is_empty() {
        "nothing has changed".into()
    } else {
        parts.join(", ")
    }
}

/// `2 breaking, 1 addition, no documentation`
fn classes(summary: &Summary) -> String {
    format!(
        "{} breaking, {}, {} of documentation",
        summary.breaking,
        count(summary.additions, "addition"),
        summary.documentation
    )
}

/// What the pages say before and after; what is a name or a type goes through `code`.
fn detail(change: &Change, code: impl Fn(&str) -> String) -> Option<String> {
    let is_prose = matches!(
        change.kind,
        Kind::Deprecated | Kind::Undeprecated | Kind::Restricted | Kind::Unrestricted
    ) || (change.kind == Kind::Described && change.item != Item::Member);
    let show = |text: &String| {
        if is_prose {
            format!("“{text}”")
        } else {
            code(text)
        }
    };
    let (before, after) = (change.before.as_ref(), change.after.as_ref());
    match (before, after) {
        (Some(before), Some(after)) => Some(format!("{} → {}", show(before), show(after))),
        (Some(text), None) if is_prose => Some(format!("{} is gone", show(text))),
        (None, Some(text)) | (Some(text), None) => Some(show(text)),
        (None, None) => None,
    }
}

/// `3 operations`, where there are several.
fn operations(change: &Change) -> Option<String> {
    let number = change.operations.len();
    (number > 1).then(|| count(number, "operation"))
}
