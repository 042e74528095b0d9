//! Many diagnostics of one page: the first of them, and how many more there are.

use std::collections::BTreeMap;
use std::path::Path;

use super::count;
use crate::diagnostic::{Diagnostic, Severity};

/// How many diagnostics of a page are shown.
const SHOWN: usize = 20;

/// What is left out of one page.
#[derive(Default)]
struct Rest<'a> {
    shown: usize,
    errors: usize,
    warnings: usize,
    first: Option<&'a Diagnostic>,
}

/// The diagnostics in the order in which people see them, the errors last. Of each page the first
/// are there, errors before warnings, and one more that counts the rest.
pub(super) fn capped(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<&Path, Rest<'_>> = BTreeMap::new();
    let mut kept = [Severity::Error, Severity::Warning].map(|severity| {
        let of_severity = |found: &&Diagnostic| found.severity == severity;
        let mut kept = Vec::new();
        for found in diagnostics.iter().filter(of_severity) {
            let Some(label) = found.labels.first() else {
                kept.push(found.clone());
                continue;
            };
            let page = pages.entry(&label.path).or_default();
            if page.shown < SHOWN {
                page.shown += 1;
                kept.push(found.clone());
            } else {
                page.first = page.first.or(Some(found));
                match severity {
                    Severity::Error => page.errors += 1,
                    Severity::Warning => page.warnings += 1,
                }
            }
        }
        kept
    });
    for rest in pages.values() {
        let Some(more) = rest.diagnostic() else {
            continue;
        };
        kept[usize::from(rest.errors == 0)].push(more);
    }
    let [errors, warnings] = kept;
    warnings.into_iter().chain(errors).collect()
}

impl Rest<'_> {
    fn diagnostic(&self) -> Option<Diagnostic> {
        let first = self.first?;
        let counts = [(self.errors, "more error"), (self.warnings, "more warning")];
        let counts = counts.into_iter().filter(|(number, _)| *number > 0);
        let counts: Vec<_> = counts.map(|(number, word)| count(number, word)).collect();
        Some(Diagnostic {
            severity: first.severity,
            code: "more-diagnostics",
            message: format!(
                "the page has {}, of which this is the first",
                counts.join(" and ")
            ),
            help: Some("correct those that are shown; many have one cause".into()),
            labels: first.labels.iter().take(1).cloned().collect(),
        })
    }
}
