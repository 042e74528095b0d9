//! JSON for programs, which `docs/api-changes.md` describes.

use serde_json::{Value, json};

use super::super::report::{Change, FileLine, Report, Summary};
use crate::visible::visible_json;

/// Goes up when a key goes away or changes its meaning.
const VERSION: u32 = 1;

pub(super) fn render(report: &Report) -> String {
    let changes: Vec<_> = report.changes.iter().map(change).collect();
    let value = json!({
        "version": VERSION,
        "old": report.old,
        "new": report.new,
        "step": report.step().to_string(),
        "summary": summary(&report.summary),
        "changes": changes,
    });
    visible_json(&format!("{value:#}\n")).into_owned()
}

fn summary(summary: &Summary) -> Value {
    json!({
        "operations_added": summary.operations_added,
        "operations_removed": summary.operations_removed,
        "operations_renamed": summary.operations_renamed,
        "operations_changed": summary.operations_changed,
        "operations_described": summary.operations_described,
        "response_property_sets": summary.response_property_sets,
        "request_property_sets": summary.request_property_sets,
        "paths": summary.paths,
        "parameters": summary.parameters,
        "statuses": summary.statuses,
        "retyped": summary.retyped,
        "types": summary.types,
        "left_out": summary.left_out,
        "breaking": summary.breaking,
        "additions": summary.additions,
        "documentation": summary.documentation,
    })
}

fn change(change: &Change) -> Value {
    json!({
        "area": change.area,
        "item": change.item.to_string().replace(' ', "-"),
        "name": change.name,
        "change": change.kind.to_string(),
        "class": change.class.to_string(),
        "why": change.why,
        "before": change.before,
        "after": change.after,
        "operations": change.operations,
        "old": change.old.as_ref().map(place),
        "new": change.new.as_ref().map(place),
    })
}

fn place(place: &FileLine) -> Value {
    json!({
        "file": place.file.to_string_lossy(),
        "line": place.line,
    })
}
