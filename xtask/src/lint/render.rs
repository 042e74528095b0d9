//! Findings as text.

use std::collections::BTreeMap;

use serde_json::json;

use super::rule::RULES;
use super::sarif;
use crate::diagnostic::{Diagnostic, MessageFormat, render as render_one};
use crate::visible::{visible, visible_json};

/// How many findings of a kind people see.
const SHOWN: usize = 3;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The first of each kind with their lines, and how many there are.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// GitHub workflow commands, which annotate the pages.
    Github,
    /// SARIF 2.1.0, for services that show the results of analyses.
    Sarif,
}

pub(super) fn render(findings: &[Diagnostic], format: Format, all: bool) -> String {
    match format {
        Format::Human => human(findings, all),
        Format::Json => pretty(&document(findings)),
        Format::Github => each(findings, MessageFormat::Github),
        Format::Sarif => pretty(&sarif::document(findings)),
    }
}

fn human(findings: &[Diagnostic], all: bool) -> String {
    let mut text = String::new();
    let counts = counts(findings);
    for rule in RULES {
        let mut of_rule = findings.iter().filter(|finding| finding.code == rule.id);
        let shown = if all { usize::MAX } else { SHOWN };
        for finding in of_rule.by_ref().take(shown) {
            text += &render_one(finding, MessageFormat::Human, false);
            text.push('\n');
        }
        let more = of_rule.count();
        if more > 0 {
            text += &format!("… and {more} more of `{}`; `--all` shows them\n\n", rule.id);
        }
    }
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for (id, count) in &counts {
        text += &format!("{id:width$}  {count:>6}  docs/lint/{id}.md\n");
    }
    text + &match findings.len() {
        0 => "no findings\n".to_owned(),
        _ => format!("{:width$}  {:>6}\n", "all", findings.len()),
    }
}

fn each(findings: &[Diagnostic], format: MessageFormat) -> String {
    let texts = findings
        .iter()
        .map(|finding| render_one(finding, format, false));
    texts.collect()
}

/// `version` changes when a reader of the document would have to.
fn document(findings: &[Diagnostic]) -> serde_json::Value {
    let finding = |finding: &Diagnostic| {
        let label = finding.labels.first();
        json!({
            "rule": finding.code,
            "message": visible(&finding.message),
            "proposal": finding.help.as_deref().map(visible),
            "file": label.map(|label| label.shown_path()),
            "line": label.map(|label| label.line),
            "column": label.map(|label| label.column),
        })
    };
    json!({
        "version": 1,
        "counts": counts(findings),
        "findings": findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn counts(findings: &[Diagnostic]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.code).or_default() += 1;
    }
    counts
}

fn pretty(json: &serde_json::Value) -> String {
    visible_json(&format!("{json:#}\n")).into_owned()
}
