//! Whether a page agrees with itself: it says most things twice.

mod body;
mod examples;
mod identity;
mod messages;

use crate::diagnostic::Diagnostic;
use crate::page::SourcePage;
use crate::source::Span;

/// Finds what a page of an operation says in two ways.
pub(crate) fn check(page: &SourcePage, found: &mut Vec<Diagnostic>) {
    let mut page = PageCheck {
        source: page,
        found,
    };
    page.title();
    page.identifier();
    page.examples();
    page.start_lines();
    page.statuses();
    page.media_types();
    page.headers();
    page.arguments();
}

struct PageCheck<'a> {
    source: &'a SourcePage,
    found: &'a mut Vec<Diagnostic>,
}

impl PageCheck<'_> {
    fn omission(&mut self, code: &'static str, span: Span, message: String, other: Span) {
        let file = &self.source.file;
        self.found.push(
            Diagnostic::error(code, message)
                .at(file, span)
                .label(file, other, "not shown here")
                .help("show it as the other pages do, or correct the table"),
        );
    }

    fn error(&mut self, code: &'static str, span: Span, message: String, other: Span, text: &str) {
        let file = &self.source.file;
        self.found.push(
            Diagnostic::error(code, message)
                .at(file, span)
                .label(file, other, text)
                .help("correct the one that is wrong"),
        );
    }
}
