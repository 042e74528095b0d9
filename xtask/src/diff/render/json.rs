//! JSON for programs, which `docs/api-changes.md` describes.

use serde_json::json;

use super::super::report::Report;
use crate::visible::visible_json;

/// Goes up when a key goes away or changes its meaning.
const VERSION: u32 = 1;

pub(super) fn render(report: &Report) -> String {
    let value = json!({
        "version": VERSION,
        "old": report.old,
        "new": report.new,
        "step": report.step(),
        "summary": report.summary,
        "changes": report.changes,
    });
    visible_json(&format!("{value:#}\n")).into_owned()
}
