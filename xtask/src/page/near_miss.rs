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
            BlockKind::Heading(2..) => heading(context, block),
            BlockKind::Table { .. } => table(context, block),
            _ => {}
        }
    }
}

/// Names a heading that is nearly a section's where a section is missing. Gives whether it is.
pub(super) fn is_misspelt(context: &mut Context<'_>, block: &Block) -> bool {
    let is_section = |name: &str| {
        let name = name.split(':').next().unwrap_or_default().trim();
        SECTIONS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    let Some(name) = context.section(block).filter(|name| !is_section(name)) else {
        return false;
    };
    let known = context.diagnostics.len();
    // Of two sections that are missing, one heading tells.
    if !context.is_told("misspelt-heading", name) {
        heading(context, block);
        return context.diagnostics.len() > known;
    }
    true
}

fn heading(context: &mut Context<'_>, block: &Block) {
    let Some(text) = context.section(block) else {
        return;
    };
    let name = text.split(':').next().unwrap_or_default().trim();
    let squeezed = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = SECTIONS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&squeezed));
    if let Some(near) = known.copied().or_else(|| nearest(&squeezed, SECTIONS)) {
        context.error(
            "misspelt-heading",
            block.span,
            format!("`{name}` is nearly the name of a section, and is none here"),
            &format!("write `{near}`, in the order of the other pages, or another heading"),
        );
    }
}

fn table(context: &mut Context<'_>, block: &Block) {
    let Some(names) = header(context.text(), block) else {
        return;
    };
    if table_kind(context.text(), block).is_some() {
        return;
    }
    let squeeze = |name: &&str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = names.iter().map(squeeze).collect::<Vec<_>>().join(" | ");
    let heads: Vec<_> = HEADS.iter().map(|(names, _)| names.join(" | ")).collect();
    let heads = heads.iter().map(String::as_str);
    let same = heads.clone().find(|head| head.eq_ignore_ascii_case(&found));
    if let Some(near) = same.or_else(|| nearest(&found, heads)) {
        let head = lines(context.text(), block.span).next();
        context.error(
            "misspelt-table-head",
            head.map_or(block.span, |line| line.span),
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
