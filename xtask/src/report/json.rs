//! What the page shows, as one document for programs.

use serde_json::{Value, json};

use super::coverage::{OperationRow, areas, rules};
use super::{Contents, History};
use crate::diagnostic::Diagnostic;
use crate::diff;

/// The document. `version` changes when a reader of it would have to.
pub fn document(contents: &Contents<'_>) -> String {
    let (areas, operations) = areas(contents.api);
    let names: Vec<_> = areas.iter().map(|area| area.name.as_str()).collect();
    let operations = operations.iter();
    let operations = operations.map(|operation| operation.named_json(&names));
    let decided = rules(contents.api).into_iter();
    let decided = decided.map(|(word, rule)| (word.to_owned(), Value::from(rule.sum())));
    let changes = match &contents.history {
        History::None(reason) => json!({ "none_because": reason }),
        History::Changes(report) => {
            let text = report.render(diff::Format::Json);
            serde_json::from_str(&text).unwrap_or(Value::Null)
        }
    };
    let document = json!({
        "version": 1,
        "areas": areas,
        "operations": operations.collect::<Vec<_>>(),
        "decided_by": decided.collect::<serde_json::Map<_, _>>(),
        "findings": contents.findings.iter().map(finding).collect::<Vec<_>>(),
        "changes": changes,
    });
    format!("{document:#}\n")
}

fn finding(finding: &Diagnostic) -> Value {
    let label = finding.labels.first();
    json!({
        "rule": finding.code,
        "message": finding.message,
        "proposal": finding.help,
        "file": label.map(|label| label.shown_path()),
        "line": label.map(|label| label.line),
    })
}

impl OperationRow {
    /// With names, for programs.
    fn named_json(&self, areas: &[&str]) -> Value {
        json!({
            "uid": self.uid,
            "area": areas[self.area],
            "method": self.method,
            "path": self.path,
            "takes": self.takes,
            "gives": self.gives,
            "untyped": self.untyped,
            "since": self.since,
            "function": self.function,
            "declaration": self.declaration,
            "says": self.says,
        })
    }
}
