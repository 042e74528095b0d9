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
    page.path();
    page.examples();
    page.start_lines();
    page.statuses();
    page.media_types();
    page.headers();
    page.arguments();
}

/// The other place of a contradiction, and what stands there.
type Other = (Span, &'static str);

struct PageCheck<'a> {
    source: &'a SourcePage,
    found: &'a mut Vec<Diagnostic>,
}

impl PageCheck<'_> {
    fn http_line(&self) -> Other {
        (self.source.page.http.span, "the HTTP line")
    }

    fn operation(&self) -> Other {
        (self.source.page.http.span, "the operation")
    }

    fn sample(&mut self, span: Span, message: impl Into<String>, other: Other) {
        self.error("sample-contradicts-table", span, message, other);
    }

    fn example(&mut self, span: Span, message: impl Into<String>, other: Other) {
        self.error("example-contradicts-table", span, message, other);
    }

    fn body(&mut self, span: Span, message: impl Into<String>, other: Other) {
        self.error("body-contradicts-headers", span, message, other);
    }

    fn omission(&mut self, code: &'static str, span: Span, message: String, other: Span) {
        let file = &self.source.file;
        self.found.push(
            Diagnostic::error(code, message)
                .at(file, span)
                .label(file, other, "not shown here")
                .help("show it as the other pages do, or correct the table"),
        );
    }

    fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        (other, text): Other,
    ) {
        let file = &self.source.file;
        self.found.push(
            Diagnostic::error(code, message)
                .at(file, span)
                .label(file, other, text)
                .help("correct the one that is wrong"),
        );
    }
}
