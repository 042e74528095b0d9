//! What is nearly a part of a page, and would pass for free text.

use super::markdown::{Block, BlockKind};
use super::parse::{Context, lines};
use super::table::{HEADS, header, table_kind};
use crate::near::nearest;
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
pub(super) fn check(context: &mut Context<'_>, blocks: &[Block]) {
    for block in blocks {
        match block.kind {
            BlockKind::Heading(_) => heading(context, block),
            BlockKind::Table { .. } => table(context, block),
            BlockKind::Text => text(context, block),
            _ => {}
        }
    }
}

/// Names a heading that is nearly a section's where a section is missing. Gives whether it is.
pub(super) fn is_misspelt(context: &mut Context<'_>, block: &Block) -> bool {
    let Some(line) = lines(context.text(), block.span).next() else {
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
    let known = context.diagnostics.len();
    // Of two sections that are missing, one heading tells.
    if !context.is_told("misspelt-heading", name) {
        heading_line(context, line.value, line.span);
        return context.diagnostics.len() > known;
    }
    true
}

fn heading(context: &mut Context<'_>, block: &Block) {
    if let Some(line) = lines(context.text(), block.span).next() {
        heading_line(context, line.value, block.span);
    }
}

/// Names a line with the mark of a heading that is nearly a section's.
fn heading_line(context: &mut Context<'_>, line: &str, span: Span) {
    let text = line.trim_start_matches('#');
    let name = text.split(':').next().unwrap_or_default().trim();
    let squeezed = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = SECTIONS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&squeezed));
    if let Some(near) = known.copied().or_else(|| nearest(&squeezed, SECTIONS)) {
        context.error(
            "misspelt-heading",
            span,
            format!("`{name}` is nearly the name of a section, and is none here"),
            &format!("write `## {near}`, in the order of the other pages, or another heading"),
        );
    }
}

/// Names a heading without its space, and rows without a head: Markdown takes both for text.
fn text(context: &mut Context<'_>, block: &Block) {
    for line in lines(context.text(), block.span) {
        if line.value.contains('#') {
            heading_line(context, line.value, line.span);
        } else if line.value.starts_with('|') {
            context.error(
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

fn table(context: &mut Context<'_>, block: &Block) {
    let Some(names) = header(context.text(), block) else {
        return;
    };
    let head = lines(context.text(), block.span).next();
    let span = head.map_or(block.span, |line| line.span);
    if table_kind(context.text(), block).is_some() {
        // Under a heading that is told of, it is where it belongs.
        let mut told = context.diagnostics.iter();
        if told.any(|found| found.code == "misspelt-heading") {
            return;
        }
        context.error(
            "unexpected-content",
            span,
            "the table stands in free text, and no section takes it".into(),
            "write the section's heading above it, or give the table another head",
        );
        return;
    }
    let squeeze = |name: &&str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = names.iter().map(squeeze).collect::<Vec<_>>().join(" | ");
    let heads: Vec<_> = HEADS.iter().map(|(names, _)| names.join(" | ")).collect();
    let heads = heads.iter().map(String::as_str);
    let same = heads.clone().find(|head| head.eq_ignore_ascii_case(&found));
    if let Some(near) = same.or_else(|| nearest(&found, heads)) {
        context.error(
            "misspelt-table-head",
            span,
            "the table's head is nearly one of those that are read".into(),
            &format!("write `| {near} |`"),
        );
    }
}

/// Names the keys of the front matter that are nearly known.
pub(super) fn check_front(context: &mut Context<'_>, block: Span) {
    let keys: Vec<_> = lines(context.text(), block)
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
            context.error(
                "misspelt-key",
                span,
                format!("the front matter knows no `{key}`"),
                &format!("did you mean `{near}`?"),
            );
        }
    }
}
