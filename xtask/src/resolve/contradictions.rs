//! What documentation that loses no types says twice: one of the statements is wrong if they differ.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::{Documentation, SourcePage, Sourced, shown, within};
use crate::diagnostic::Diagnostic;
use crate::model::Api;
use crate::page::FrontMatter;
use crate::source::{SourceFile, Span, Spanned};

/// How many pages tell what is usual.
const MANY: usize = 100;

/// What fewer than one page in so many does is not.
const RARE: usize = 10;

/// Samples that contradict the tables for more reasons than this lag behind them: an import keeps
/// upstream's, while pages about types say more. Nobody makes so many mistakes of one kind at once.
const LAGGING: usize = 8;

/// Finds what documentation that loses no types says twice, and not the same both times.
///
/// Who writes pages by hand need not repeat everything; where nearly all pages agree with
/// themselves, the one that does not is wrong.
pub(super) fn find(
    documentation: &Documentation,
    pages: &[&SourcePage],
    api: &Api,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let operations = api.areas.iter().flat_map(|area| &area.operations);
    let operations: HashMap<_, _> = operations
        .map(|operation| (operation.uid.as_str(), operation))
        .collect();
    let mut found = Vec::new();
    let mut all = 0;
    for page in pages.iter().filter(|page| page.file.set == 0) {
        within::check(page, &mut found);
        if let Some(operation) = operations.get(page.uid()) {
            shown::check(page, operation, api, &mut found);
        }
        all += 1;
    }
    found.extend(types(documentation));
    // A page about a type can contradict the samples of many operations.
    let mut causes = HashSet::new();
    found.retain(|found| causes.insert(cause(found)));
    let is_of_sample = |found: &Diagnostic| found.code == "sample-contradicts-table";
    if found.iter().filter(|found| is_of_sample(found)).count() > LAGGING {
        found.retain(|found| !is_of_sample(found));
    }
    if all >= MANY && found.len() * RARE <= all {
        diagnostics.extend(found);
    }
}

/// Path and line of the last place of a finding.
fn cause(found: &Diagnostic) -> Option<(PathBuf, usize)> {
    let label = found.labels.last()?;
    Some((label.path.clone(), label.line))
}

/// Finds pages about types whose title, identifier and file have another name than the heading.
fn types(documentation: &Documentation) -> Vec<Diagnostic> {
    let enums = documentation.enums.iter();
    let enums = enums.map(|Sourced { file, page }| (file, &page.front, &page.name, "enum-"));
    let types = documentation.types.iter();
    let types = types.map(|Sourced { file, page }| (file, &page.front, &page.name, "type-"));
    enums
        .chain(types)
        .filter(|(file, ..)| file.set == 0)
        .filter_map(|(file, front, name, prefix)| type_name(file, front, name, prefix))
        .collect()
}

fn type_name(
    file: &SourceFile,
    front: &FrontMatter,
    name: &Spanned<String>,
    prefix: &str,
) -> Option<Diagnostic> {
    let differs = |wrong: Span, what: &str, says: &str| {
        Diagnostic::error(
            "title-mismatch",
            format!("the {what} says `{says}`, the heading `{}`", name.value),
        )
        .at(file, wrong)
        .label(file, name.span, "the heading")
        .help("correct the one that is wrong")
    };
    let uid = front.uid.strip_prefix(prefix).unwrap_or(&front.uid);
    if front.title.value != name.value {
        Some(differs(front.title.span, "title", &front.title))
    } else if !uid.eq_ignore_ascii_case(name) {
        Some(differs(front.uid.span, "identifier", &front.uid))
    } else {
        let stem = stem(file);
        (!stem.eq_ignore_ascii_case(name)).then(|| differs(name.span, "name of the file", stem))
    }
}

/// The name of a file without its end.
pub(super) fn stem(file: &SourceFile) -> &str {
    let name = file.relative.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".md").unwrap_or(name)
}
