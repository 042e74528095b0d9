//! What is nearly a part of a page, and would pass for free text.

use super::findings::Findings;
use super::head::{HEADS, header, table_kind};
use crate::near::nearest;
use crate::page::markdown::{Block, BlockKind, lines};
use crate::source::Span;

/// The sections of pages. Some have more after a colon.
const SECTIONS: [&str; 7] = [
    "Query String Parameters",
    "Request Headers",
    "Request Body",
    "Response",
    "Sample request",
    "Sample response",
    "Usage",
];

/// The keys of the front matter that mean something.
const KEYS: [&str; 5] = ["title", "uid", "id", "flags", "generated"];

/// Names the headings and tables among blocks of free text that are nearly those of a page.
pub(super) fn check(found: &mut Findings<'_>, blocks: &[Block]) {
    for block in blocks {
        match block.kind {
            BlockKind::Heading(_) => heading(found, block),
            BlockKind::Table { .. } => table(found, block),
            BlockKind::Text => text(found, block),
            _ => {}
        }
    }
}

/// Names a heading or a table's head that is nearly one of those that are read, where one is missing.
/// Gives whether it is.
pub(super) fn is_misspelt(found: &mut Findings<'_>, block: &Block) -> bool {
    if let BlockKind::Table { .. } = block.kind {
        return is_head_misspelt(found, block);
    }
    let Some(line) = lines(found.text(), block.span).next() else {
        return false;
    };
    let name = line.value.trim_start_matches('#').trim();
    let is_section = || {
        let name = name.split(':').next().unwrap_or_default().trim();
        SECTIONS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    let is_heading = match block.kind {
        BlockKind::Heading(1) => true,
        BlockKind::Heading(_) => !is_section(),
        BlockKind::Text => line.value.starts_with('#'),
        _ => false,
    };
    if !is_heading {
        return false;
    }
    let known = found.diagnostics.len();
    // Of two sections that are missing, one heading tells.
    if !found.is_told("misspelt-heading", name) {
        heading_line(found, line.value, line.span);
        return found.diagnostics.len() > known;
    }
    true
}

fn heading(found: &mut Findings<'_>, block: &Block) {
    if let Some(line) = lines(found.text(), block.span).next() {
        heading_line(found, line.value, block.span);
    }
}

/// Names a line with the mark of a heading that is nearly a section's.
fn heading_line(found: &mut Findings<'_>, line: &str, span: Span) {
    let text = line.trim_start_matches('#');
    let name = text.split(':').next().unwrap_or_default().trim();
    let squeezed = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = SECTIONS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&squeezed));
    if let Some(near) = known.copied().or_else(|| nearest(&squeezed, SECTIONS)) {
        found.error(
            "misspelt-heading",
            span,
            format!("`{name}` is nearly the name of a section, and is none here"),
            &format!("write `## {near}`, in the order of the other pages, or another heading"),
        );
    }
}

/// Names a heading without its space, and rows without a head: Markdown takes both for text.
fn text(found: &mut Findings<'_>, block: &Block) {
    for line in lines(found.text(), block.span) {
        if line.value.contains('#') {
            heading_line(found, line.value, line.span);
        } else if line.value.starts_with('|') {
            found.error(
                "misspelt-table-head",
                line.span,
                "the line begins with `|`, and is no row of a table".into(),
                "begin a table with its head and a line such as `|---|---|`, each with as many \
                 columns as the rows",
            );
            // The lines below follow from it.
            return;
        }
    }
}

fn table(found: &mut Findings<'_>, block: &Block) {
    if is_head_misspelt(found, block) || table_kind(found.text(), block).is_none() {
        return;
    }
    // Under a heading that is told of, it is where it belongs.
    let mut told = found.diagnostics.iter();
    if !told.any(|told| told.code == "misspelt-heading") {
        found.error(
            "unexpected-content",
            head_span(found, block),
            "the table stands in free text, and no section takes it".into(),
            "write the section's heading above it, or give the table another head",
        );
    }
}

/// Names a table's head that is nearly one of those that are read. Gives whether it is.
fn is_head_misspelt(found: &mut Findings<'_>, block: &Block) -> bool {
    let Some(names) = header(found.text(), block) else {
        return false;
    };
    if table_kind(found.text(), block).is_some() {
        return false;
    }
    let squeeze = |name: &&str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let names = names.iter().map(squeeze).collect::<Vec<_>>().join(" | ");
    let heads = HEADS.map(|(names, _)| names.join(" | "));
    let heads = heads.iter().map(String::as_str);
    let same = heads.clone().find(|head| head.eq_ignore_ascii_case(&names));
    let Some(near) = same.or_else(|| nearest(&names, heads)) else {
        return false;
    };
    let span = head_span(found, block);
    // What the section lacks, the page may lack too.
    if !found.is_told("misspelt-table-head", &found.text()[span.range()]) {
        found.error(
            "misspelt-table-head",
            span,
            "the table's head is nearly one of those that are read".into(),
            &format!("write `| {near} |`"),
        );
    }
    true
}

fn head_span(found: &Findings<'_>, table: &Block) -> Span {
    let head = lines(found.text(), table.span).next();
    head.map_or(table.span, |line| line.span)
}

/// Names the keys of the front matter that are nearly known.
pub(super) fn check_front(found: &mut Findings<'_>, block: Span) {
    let keys: Vec<_> = lines(found.text(), block)
        .filter_map(|line| {
            let (key, _) = line.value.split_once(':')?;
            Some((key.trim().to_owned(), line.span))
        })
        .collect();
    for (key, span) in keys {
        // Keys with a dot are those of other programs.
        if KEYS.contains(&key.as_str()) || key.contains('.') {
            continue;
        }
        if let Some(near) = nearest(&key, KEYS) {
            found.error(
                "misspelt-key",
                span,
                format!("the front matter knows no `{key}`"),
                &format!("did you mean `{near}`?"),
            );
        }
    }
}
