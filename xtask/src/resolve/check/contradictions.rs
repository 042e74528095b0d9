//! What documentation that loses no types says twice: one of the statements is wrong if they differ.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::odd_types;
use super::peers;
use super::shown;
use super::usual;
use super::within;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, closures};
use crate::page::{Documentation, FrontMatter, PageFile, Placeholders, SourcePage, TypeLabel};
use crate::source::{SourceFile, Span, Spanned};

/// How many pages tell what is usual.
const MANY: usize = 100;

/// What fewer than one page in so many does is not.
const RARE: usize = 10;

/// What is found of one kind for more reasons than this is no mistake: samples lag behind the tables
/// where an import keeps upstream's, while pages about types say more. Nobody makes so many mistakes
/// of one kind at once.
const LAGGING: usize = 8;

/// In documentation that loses types, more than one cell of a type in so many is empty.
const EMPTY: usize = 50;

/// Whether the documentation says what types are: upstream's older dialects print a placeholder or
/// nothing where they lost a name. What such pages leave out tells nothing about the others.
pub(crate) fn has_types(pages: &[&SourcePage], placeholders: &Placeholders) -> bool {
    let own = pages.iter().filter(|page| page.file.set == 0);
    let labels = own.flat_map(|page| page.page.labels());
    let (mut all, mut empty) = (0, 0);
    for label in labels {
        all += 1;
        empty += usize::from(label.value == TypeLabel::Blank);
    }
    placeholders.is_empty() && empty * EMPTY <= all
}

/// Finds what documentation that loses no types says twice, and not the same both times.
///
/// Who writes pages by hand need not repeat everything; where nearly all pages agree with
/// themselves, the one that does not is wrong.
pub(crate) fn find(
    documentation: &Documentation,
    pages: &[&SourcePage],
    api: &Api,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let operations = api.operations_by_uid();
    let mut found = Vec::new();
    let mut all = 0;
    for page in pages.iter().filter(|page| page.file.set == 0) {
        within::check(page, &mut found);
        if let Some(operation) = operations.get(page.uid()) {
            shown::check(page, operation, api, &mut found);
        }
        all += 1;
    }
    let peers = peers::dissents(pages).into_iter();
    found.extend(peers.map(|dissent| dissent.diagnostic));
    usual::properties(api, &mut found);
    odd_types::check(documentation, api, &mut found);
    found.extend(types(documentation));
    found.extend(unused(documentation, api, |name| {
        operations.contains_key(name)
    }));
    usual::media_types(pages, &mut found);
    // A page about a type can contradict the samples of many operations; what they all leave to
    // their samples is usual.
    let mut causes = HashSet::new();
    found.retain(|found| found.code == "undescribed-type" || causes.insert(cause(found)));
    if all < MANY {
        return;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for one in &found {
        *counts.entry(one.code).or_default() += 1;
    }
    let is_rare = |one: &Diagnostic| match one.code {
        // One page about a type leaves the samples of many operations without it.
        "undescribed-type" => counts[one.code] * RARE <= all,
        code => counts[code] <= LAGGING,
    };
    diagnostics.extend(found.into_iter().filter(is_rare));
}

/// Path and line of the last place of a finding.
fn cause(found: &Diagnostic) -> Option<(PathBuf, usize)> {
    let label = found.labels.last()?;
    Some((label.path.clone(), label.line))
}

/// Finds pages about types whose title, identifier and file have another name than the heading.
fn types(documentation: &Documentation) -> Vec<Diagnostic> {
    let enums = documentation.enums.iter();
    let enums = enums.map(|PageFile { file, page }| (file, &page.front, &page.name, "enum-"));
    let types = documentation.types.iter();
    let types = types.map(|PageFile { file, page }| (file, &page.front, &page.name, "type-"));
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
        let stem = file.stem();
        (!stem.eq_ignore_ascii_case(name)).then(|| differs(name.span, "name of the file", stem))
    }
}

/// Finds pages about carriers that no operation sends or receives.
fn unused(
    documentation: &Documentation,
    api: &Api,
    is_operation: impl Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let reached = closures(api);
    let types = documentation.types.iter();
    let types = types.filter(|PageFile { file, page }| {
        let name = page.name.as_str();
        file.set == 0 && !is_operation(name) && !reached.contains_key(name)
    });
    let found = types.map(|PageFile { file, page }| {
        let message = format!("no operation sends or receives `{}`", *page.name);
        Diagnostic::error("unused-type", message)
            .at(file, page.name.span)
            .help("correct the name or the rows, or remove the page")
    });
    found.collect()
}
