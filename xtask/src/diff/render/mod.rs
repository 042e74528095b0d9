//! Reports as text.

mod human;
mod json;
mod markdown;

use std::collections::BTreeMap;

use super::report::{Change, ChangeKind, Class, Item, Report, Summary};
use crate::console::count;
use crate::visible::visible;

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
            Format::Human => visible(&human::render(self)).into_owned(),
            Format::Md => visible(&markdown::render(self)).into_owned(),
            Format::Json => json::render(self),
        }
    }
}

impl Change {
    /// The change in one line.
    pub fn sentence(&self) -> String {
        human::sentence(self)
    }
}

/// The changes of each area, in order, without what the pages of a side leave out. What
/// documentation has come to say of several operations alike is together.
fn areas(report: &Report) -> impl Iterator<Item = Vec<Vec<&Change>>> {
    let areas = report.changes.chunk_by(|one, two| one.area == two.area);
    areas.filter_map(|changes| {
        let mut groups: Vec<Vec<&Change>> = Vec::new();
        let mut alike: BTreeMap<_, usize> = BTreeMap::new();
        for change in changes.iter().filter(|change| !is_left_out(change)) {
            let key = is_prose(change).then_some((change.kind, &change.before, &change.after));
            match key.and_then(|key| alike.get(&key)) {
                Some(index) => groups[*index].push(change),
                None => {
                    alike.extend(key.map(|key| (key, groups.len())));
                    groups.push(vec![change]);
                }
            }
        }
        (!groups.is_empty()).then_some(groups)
    })
}

/// Whether nothing but the documentation of an operation says something else, in words that
/// others may have too.
fn is_prose(change: &Change) -> bool {
    let is_place = matches!(change.kind, ChangeKind::Renamed | ChangeKind::Moved);
    change.item == Item::Operation && change.class == Class::Documentation && !is_place
}

/// What the pages of a side leave out, with all that is left out in the same way together.
fn left_out(report: &Report) -> Vec<Vec<&Change>> {
    let mut groups: BTreeMap<_, Vec<&Change>> = BTreeMap::new();
    for change in report.changes.iter().filter(|change| is_left_out(change)) {
        let Change {
            item,
            kind,
            before,
            after,
            ..
        } = change;
        groups
            .entry((item, kind, before, after))
            .or_default()
            .push(change);
    }
    groups.into_values().collect()
}

fn is_left_out(change: &Change) -> bool {
    super::collect::is_left_out(change.item, change.kind)
}

/// The heading above what the pages of a side leave out.
const LEFT_OUT: &str = "left out by the pages of one side";

/// `35 properties typed`, or the name of one alone.
fn subject(changes: &[&Change], code: impl Fn(&str) -> String) -> String {
    let first = changes[0];
    match changes {
        [one] => format!("{} {} {}", one.item, code(&one.name), one.kind),
        _ => format!(
            "{} {}",
            count(changes.len(), &first.item.to_string()),
            first.kind
        ),
    }
}

/// The names of several: the first few, and how many more there are.
fn names(changes: &[&Change], code: impl Fn(&str) -> String) -> Option<String> {
    const SHOWN: usize = 3;
    if changes.len() < 2 {
        return None;
    }
    let shown = changes.iter().take(SHOWN);
    let shown: Vec<_> = shown.map(|change| code(&change.name)).collect();
    let more = changes.len().saturating_sub(SHOWN);
    Some(if more == 0 {
        shown.join(", ")
    } else {
        format!("{} and {more} more", shown.join(", "))
    })
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
        (summary.left_out, "type", "left out by one side"),
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
        ChangeKind::Deprecated
            | ChangeKind::Undeprecated
            | ChangeKind::Restricted
            | ChangeKind::Unrestricted
    ) || (change.kind == ChangeKind::Described && change.item != Item::Member);
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
