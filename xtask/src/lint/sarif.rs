//! Findings as SARIF 2.1.0, the format that code hosts read results of analyses in.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::rule::{LintRule, RULES};
use crate::diagnostic::{Diagnostic, Label};
use crate::visible::visible;

/// The unreserved characters of RFC 3986 stay.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn document(findings: &[Diagnostic]) -> Value {
    let rule = |rule: &LintRule| {
        json!({
            "id": rule.id,
            "shortDescription": { "text": rule.summary },
            "fullDescription": { "text": rule.summary },
            "help": { "text": rule.page, "markdown": rule.page },
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
        "message": { "text": visible(&text) },
        "locations": finding.labels.first().map(location).into_iter().collect::<Vec<_>>(),
        "relatedLocations": finding.labels.iter().skip(1).map(related).collect::<Vec<_>>(),
    })
}

fn related(label: &Label) -> Value {
    let mut location = location(label);
    location["message"] = json!({ "text": visible(&label.text) });
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
    let uri = uri(&label.path);
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

/// Relative to the current folder if the path lies in it, as the readers of the format want it.
fn uri(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here
        .as_deref()
        .and_then(|here| path.strip_prefix(here).ok());
    let parts = relative.unwrap_or(path).components();
    let encoded = parts.map(|part| {
        let text = part.as_os_str().to_string_lossy();
        utf8_percent_encode(&text, PATH).to_string()
    });
    let uri = encoded.collect::<Vec<_>>().join("/");
    match uri.strip_prefix("%2F/") {
        Some(absolute) => format!("file:///{absolute}"),
        None => uri,
    }
}
