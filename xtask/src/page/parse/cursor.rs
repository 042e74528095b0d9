//! The blocks of a page as they are taken one after the other.

use super::findings::Findings;
use super::head::{HEADS, TableKind, table_kind};
use super::keys::{HasKey, check_unique};
use super::near_miss;
use crate::diagnostic::Diagnostic;
use crate::page::markdown::{Block, BlockKind, lines};
use crate::page::{Structure, Table};
use crate::source::{SourceFile, Span, Spanned};

/// The blocks still to read, and what was found wrong so far.
pub(super) struct Cursor<'a> {
    pub(super) found: Findings<'a>,
    pub(super) blocks: &'a [Block],
    pub(super) next: usize,
    /// Places of blocks that carry no fact.
    pub(super) structure: Structure,
}

impl<'a> Cursor<'a> {
    /// At the start of a page.
    pub(super) fn new(file: &'a SourceFile, blocks: &'a [Block]) -> Self {
        Self {
            found: Findings::new(file),
            blocks,
            next: 0,
            structure: Structure::default(),
        }
    }

    /// At the end: what was found wrong.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found.diagnostics
    }

    pub(super) fn text(&self) -> &'a str {
        self.found.text()
    }

    pub(super) fn error(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.found.error(code, span, message, help);
    }

    /// Whether there is an error of this code.
    pub(super) fn has_error(&self, code: &str) -> bool {
        let mut found = self.found.diagnostics.iter();
        found.any(|found| found.code == code)
    }

    /// Whether what comes next is nearly what was to come, which is told.
    pub(super) fn is_next_misspelt(&mut self) -> bool {
        let next = self.blocks.get(self.next);
        next.is_some_and(|block| near_miss::is_misspelt(&mut self.found, block))
    }

    pub(super) fn missing(&mut self, code: &'static str, message: &str) {
        if self.is_next_misspelt() {
            return;
        }
        let at = self
            .peek()
            .map_or(self.text().trim_end().len(), |block| block.span.start());
        let end = self.text()[at..]
            .find('\n')
            .map_or(self.text().len(), |newline| at + newline);
        self.error(
            code,
            Span::new(at, end),
            message.into(),
            "add it here, in the form of the other pages",
        );
    }

    pub(super) fn peek(&self) -> Option<&'a Block> {
        self.blocks.get(self.next)
    }

    pub(super) fn take_if(&mut self, test: impl Fn(&Self, &Block) -> bool) -> Option<Block> {
        let block = self.peek().filter(|block| test(self, block))?;
        self.next += 1;
        Some(block.clone())
    }

    /// The name of a heading below the top one.
    pub(super) fn section(&self, block: &Block) -> Option<&'a str> {
        matches!(block.kind, BlockKind::Heading(2..))
            .then(|| bare_heading(&self.text()[block.span.range()]))
    }

    /// Free Markdown up to a block that passes `end`; nothing is taken if none does.
    pub(super) fn text_until(
        &mut self,
        end: impl Fn(&Self, &Block) -> bool,
    ) -> Option<Spanned<String>> {
        let count = self.blocks[self.next..]
            .iter()
            .position(|block| end(self, block))?;
        let taken = &self.blocks[self.next..self.next + count];
        self.next += count;
        near_miss::check(&mut self.found, taken);
        let span = taken.first()?.span.to(taken.last()?.span);
        Some(Spanned::new(self.text()[span.range()].to_owned(), span))
    }

    /// One table, or several of the same kind in a row, which upstream makes of a broken one.
    pub(super) fn tables<Row: HasKey>(
        &mut self,
        kind: TableKind,
        read: fn(&mut Findings<'a>, &Block) -> Table<Row>,
    ) -> Option<Table<Row>> {
        let mut merged: Option<Table<Row>> = None;
        while let Some(block) =
            self.take_if(|cursor, block| table_kind(cursor.text(), block) == Some(kind))
        {
            let table = read(&mut self.found, &block);
            match &mut merged {
                None => merged = Some(table),
                Some(merged) => {
                    merged.head.0.extend(table.head.0);
                    merged.rows.extend(table.rows);
                }
            }
        }
        if let Some(table) = &merged {
            check_unique(&mut self.found, table);
        }
        merged
    }

    /// Names the first block that no section took, unless something missing
    /// explains it. What stands behind it is out of order with it.
    pub(super) fn report_rest(&mut self, order: &str) {
        let explained = self.found.diagnostics.iter().any(|found| {
            found.code.starts_with("missing-")
                || found.code == "misspelt-heading"
                || found.code == "invalid-type-name"
        });
        let Some(block) = self.peek().filter(|_| !explained) else {
            return;
        };
        if self.is_next_misspelt() {
            return;
        }
        let first_line = lines(self.text(), block.span)
            .next()
            .map_or(block.span, |line| line.span);
        let help = match block.kind {
            BlockKind::Table { .. } => {
                let heads = HEADS.map(|(names, _)| format!("`| {} |`", names.join(" | ")));
                format!(
                    "the order is: {order}; tables begin with {}",
                    heads.join(", ")
                )
            }
            _ => format!("the order is: {order}"),
        };
        self.error(
            "unexpected-content",
            first_line,
            "this is no part of a reference page, or stands in the wrong place".into(),
            &help,
        );
    }
}

pub(super) fn heading_text(cursor: &Cursor<'_>, block: Block) -> Spanned<String> {
    let raw = &cursor.text()[block.span.range()];
    let bare = bare_heading(raw);
    let start = block.span.start() + raw.find(bare).unwrap_or(0);
    Spanned::new(bare.to_owned(), Span::new(start, start + bare.len()))
}

fn bare_heading(raw: &str) -> &str {
    raw.trim_start_matches('#').trim()
}

/// Dialects differ in the capitals of their headings.
pub(super) fn is(found: &str, name: &str) -> bool {
    found.eq_ignore_ascii_case(name)
}

pub(super) fn prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    is(head, prefix).then_some(rest.trim_start())
}
