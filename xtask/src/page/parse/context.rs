//! The blocks of a page as they are taken one after the other.

use super::super::markdown::{Block, BlockKind, trim};
use super::super::near_miss;
use super::super::table::{HasKey, TableKind, check_unique, table_kind};
use super::super::{Structure, Table};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span, Spanned};

/// The blocks still to read, and what was found wrong so far.
pub(in crate::page) struct Context<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) blocks: &'a [Block],
    pub(super) next: usize,
    pub(in crate::page) diagnostics: Vec<Diagnostic>,
    /// Places of blocks that carry no fact.
    pub(super) structure: Structure,
}

impl<'a> Context<'a> {
    /// At the start of a page.
    pub(in crate::page) fn new(file: &'a SourceFile, blocks: &'a [Block]) -> Self {
        Self {
            file,
            blocks,
            next: 0,
            diagnostics: Vec::new(),
            structure: Structure::default(),
        }
    }

    pub(in crate::page) fn text(&self) -> &'a str {
        &self.file.text
    }

    pub(in crate::page) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: String,
        help: &str,
    ) {
        self.diagnostics.push(
            Diagnostic::error(code, message)
                .at(self.file, span)
                .help(help),
        );
    }

    pub(in crate::page) fn duplicate(&mut self, span: Span, first: Span, name: &str) {
        self.diagnostics.push(
            Diagnostic::error(
                "duplicate-row",
                format!("`{name}` stands twice in one table"),
            )
            .at(self.file, span)
            .label(self.file, first, "first here")
            .help("remove one of the rows"),
        );
    }

    /// Whether an error of this code shows the text already.
    pub(in crate::page) fn is_told(&self, code: &str, text: &str) -> bool {
        let mut of_code = self.diagnostics.iter().filter(|found| found.code == code);
        of_code.any(|found| found.labels.iter().any(|label| label.source.contains(text)))
    }

    pub(in crate::page) fn missing(&mut self, code: &'static str, message: &str) {
        if let Some(block) = self.peek()
            && near_miss::is_misspelt(self, block)
        {
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

    pub(in crate::page) fn take_if(
        &mut self,
        test: impl Fn(&Self, &Block) -> bool,
    ) -> Option<Block> {
        let block = self.peek().filter(|block| test(self, block))?;
        self.next += 1;
        Some(block.clone())
    }

    /// The name of a heading below the top one.
    pub(in crate::page) fn section(&self, block: &Block) -> Option<&'a str> {
        matches!(block.kind, BlockKind::Heading(2..))
            .then(|| bare_heading(&self.text()[block.span.range()]))
    }

    /// Free Markdown up to a block that passes `end`; nothing is taken if none does.
    pub(in crate::page) fn text_until(
        &mut self,
        end: impl Fn(&Self, &Block) -> bool,
    ) -> Option<Spanned<String>> {
        let count = self.blocks[self.next..]
            .iter()
            .position(|block| end(self, block))?;
        let taken = &self.blocks[self.next..self.next + count];
        self.next += count;
        near_miss::check(self, taken);
        let span = taken.first()?.span.to(taken.last()?.span);
        Some(Spanned::new(self.text()[span.range()].to_owned(), span))
    }

    /// One table, or several of the same kind in a row, which upstream makes of a broken one.
    pub(in crate::page) fn tables<Row: HasKey>(
        &mut self,
        kind: TableKind,
        read: fn(&mut Self, &Block) -> Table<Row>,
    ) -> Option<Table<Row>> {
        let mut merged: Option<Table<Row>> = None;
        while let Some(block) =
            self.take_if(|context, block| table_kind(context.text(), block) == Some(kind))
        {
            let table = read(self, &block);
            match &mut merged {
                None => merged = Some(table),
                Some(merged) => {
                    merged.head.0.extend(table.head.0);
                    merged.rows.extend(table.rows);
                }
            }
        }
        if let Some(table) = &merged {
            check_unique(self, table);
        }
        merged
    }

    /// Names the first block that no section took, unless something missing
    /// explains it. What stands behind it is out of order with it.
    pub(in crate::page) fn report_rest(&mut self, order: &str) {
        let explained = self.diagnostics.iter().any(|found| {
            found.code.starts_with("missing-")
                || found.code == "misspelt-heading"
                || found.code == "invalid-type-name"
        });
        let Some(block) = self.peek().filter(|_| !explained) else {
            return;
        };
        let first_line = lines(self.text(), block.span)
            .next()
            .map_or(block.span, |line| line.span);
        self.error(
            "unexpected-content",
            first_line,
            "this is no part of a reference page, or stands in the wrong place".into(),
            &format!("the order is: {order}"),
        );
    }
}

/// The lines of a span that are not blank, each trimmed.
pub(in crate::page) fn lines(text: &str, span: Span) -> impl Iterator<Item = Spanned<&str>> {
    let mut at = span.start();
    text[span.range()]
        .split_inclusive('\n')
        .filter_map(move |line| {
            let trimmed = trim(text, Span::new(at, at + line.len()));
            at += line.len();
            (!trimmed.range().is_empty()).then(|| Spanned::new(&text[trimmed.range()], trimmed))
        })
}

/// The lines of a list, without their bullets.
pub(in crate::page) fn bullet_lines(text: &str, span: Span) -> impl Iterator<Item = Spanned<&str>> {
    lines(text, span).map(|line| {
        let bare = line.value.trim_start_matches(['*', '-']).trim_start();
        Spanned::new(
            bare,
            Span::new(line.span.end() - bare.len(), line.span.end()),
        )
    })
}

/// The opening and the closing line of a fence.
pub(in crate::page) fn fence_lines(fence: Span, content: Span) -> [Span; 2] {
    [
        Span::new(fence.start(), content.start()),
        Span::new(content.end(), fence.end()),
    ]
}

pub(super) fn heading_text(context: &Context<'_>, block: Block) -> Spanned<String> {
    let raw = &context.text()[block.span.range()];
    let bare = bare_heading(raw);
    let start = block.span.start() + raw.find(bare).unwrap_or(0);
    Spanned::new(bare.to_owned(), Span::new(start, start + bare.len()))
}

fn bare_heading(raw: &str) -> &str {
    raw.trim_start_matches('#').trim()
}

pub(super) fn after_colon(text: &Spanned<String>) -> Spanned<String> {
    let value = text
        .value
        .split_once(':')
        .map_or("", |(_, rest)| rest.trim());
    Spanned::new(
        value.to_owned(),
        Span::new(text.span.end() - value.len(), text.span.end()),
    )
}

/// Dialects differ in the capitals of their headings.
pub(super) fn is(found: &str, name: &str) -> bool {
    found.eq_ignore_ascii_case(name)
}

pub(super) fn prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    is(head, prefix).then_some(rest.trim_start())
}
