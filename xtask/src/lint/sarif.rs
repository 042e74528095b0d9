//! Findings as SARIF 2.1.0, the format that code hosts read results of analyses in.

use serde_json::{Value, json};

use super::rule::{RULES, Rule};
use crate::diagnostic::{Diagnostic, Label};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn document(findings: &[Diagnostic]) -> Value {
    let rule = |rule: &Rule| {
        json!({
            "id": rule.id,
            "shortDescription": { "text": rule.summary },
            "help": { "text": format!("See docs/lint/{}.md.", rule.id) },
            "defaultConfiguration": { "level": "warning" },
        })
    };
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "xtask lint",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(finding: &Diagnostic) -> Value {
    let index = RULES.iter().position(|rule| rule.id == finding.code);
    let text = match &finding.help {
        Some(help) => format!("{}. Proposal: {help}.", finding.message),
        None => finding.message.clone(),
    };
    json!({
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": "warning",
        "message": { "text": text },
        "locations": finding.labels.first().map(location).into_iter().collect::<Vec<_>>(),
        "relatedLocations": finding.labels.iter().skip(1).map(related).collect::<Vec<_>>(),
    })
}

fn related(label: &Label) -> Value {
    let mut location = location(label);
    location["message"] = json!({ "text": label.text });
    location
}

fn location(label: &Label) -> Value {
    // The end is that of what is marked, which can be lines below.
    let marked = &label.source[label.marked.clone()];
    let lines = marked.matches('\n').count();
    let end_column = match marked.rsplit_once('\n') {
        Some((_, last)) => last.chars().count() + 1,
        None => label.column + marked.chars().count(),
    };
    let path = label
        .path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let uri = path.collect::<Vec<_>>().join("/").replacen("//", "/", 1);
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri },
        "region": {
            "startLine": label.line,
            "startColumn": label.column,
            "endLine": label.line + lines,
            "endColumn": end_column,
        },
    } })
}
