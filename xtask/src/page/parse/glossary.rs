//! The page that says what the words of the API mean.

use std::collections::HashMap;

use super::cursor::Cursor;
use super::findings::Findings;
use super::head::header;
use super::rows::rows;
use crate::diagnostic::Diagnostic;
use crate::page::markdown::{Block, BlockKind, blocks};
use crate::page::{GlossaryPage, Term, TermKind};
use crate::source::{SourceFile, Span, Spanned};

/// Reads the page.
pub fn parse_glossary(file: &SourceFile) -> (Option<GlossaryPage>, Vec<Diagnostic>) {
    let blocks = blocks(&file.text);
    let mut cursor = Cursor::new(file, &blocks);
    let mut terms = Vec::new();
    let mut first: HashMap<(TermKind, String), Span> = HashMap::new();
    while let Some(block) = cursor.take_if(|_, _| true) {
        if !matches!(block.kind, BlockKind::Table { .. }) {
            continue;
        }
        let Some(kind) = kind(&mut cursor, &block) else {
            continue;
        };
        for term in table(&mut cursor.found, &block, kind) {
            let key = (kind, term.name.value.clone());
            match first.get(&key) {
                Some(known) => {
                    let message = format!("`{}` stands twice", *term.name);
                    let found = Diagnostic::error("duplicate-row", message);
                    let found = found.at(file, term.name.span);
                    let found = found.label(file, *known, "first here");
                    let found = found.help("remove one of the rows");
                    cursor.found.diagnostics.push(found);
                }
                None => {
                    first.insert(key, term.name.span);
                }
            }
            terms.push(term);
        }
    }
    if terms.is_empty() && cursor.found.diagnostics.is_empty() {
        cursor.error(
            "missing-terms",
            Span::new(0, file.text.lines().next().map_or(0, str::len)),
            "the glossary has no term".into(),
            "add a table `| Property | Meaning |`, or remove the page",
        );
    }
    (Some(GlossaryPage { terms }), cursor.into_diagnostics())
}

/// What the terms of a table name.
fn kind(cursor: &mut Cursor<'_>, block: &Block) -> Option<TermKind> {
    let head = header(cursor.text(), block).unwrap_or_default();
    let mut kinds = TermKind::ALL.into_iter();
    let found = kinds.find(|kind| head == [kind.head(), "Meaning"]);
    if found.is_none() {
        let line = cursor.text()[block.span.range()].lines().next();
        let start = block.span.start();
        let span = Span::new(start, start + line.map_or(0, str::len));
        cursor.error(
            "unknown-table",
            span,
            "this is no table of a glossary".into(),
            "begin it with `| Agent | Meaning |`, `| Resource | Meaning |`, `| Type | Meaning |` or \
             `| Property | Meaning |`",
        );
    }
    found
}

fn table(found: &mut Findings<'_>, block: &Block, kind: TermKind) -> Vec<Term> {
    let table = rows(found, block, |found, [name, meaning]| {
        let text = meaning.value;
        let is_sentence = text.ends_with(['.', '?', '!']) && !text.starts_with(char::is_lowercase);
        if !is_sentence {
            found.error(
                "no-sentence",
                if text.is_empty() {
                    name.span
                } else {
                    meaning.span
                },
                format!("what `{}` means is no sentence", name.value),
                "begin with a capital and end with a full stop",
            );
            return None;
        }
        Some(Term {
            kind,
            name: Spanned::new(name.value.to_owned(), name.span),
            meaning: Spanned::new(text.replace("\\|", "|"), meaning.span),
        })
    });
    table.rows.into_iter().map(|row| row.value).collect()
}
