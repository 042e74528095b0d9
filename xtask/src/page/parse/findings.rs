//! What is found wrong with a page.

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

/// A page's text, and what was found wrong with it so far.
pub(super) struct Findings<'a> {
    file: &'a SourceFile,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(file: &'a SourceFile) -> Self {
        Self {
            file,
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        &self.file.text
    }

    pub(super) fn error(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.diagnostics.push(
            Diagnostic::error(code, message)
                .at(self.file, span)
                .help(help),
        );
    }

    pub(super) fn duplicate(&mut self, span: Span, first: Span, name: &str) {
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
    pub(super) fn is_told(&self, code: &str, text: &str) -> bool {
        let mut of_code = self.diagnostics.iter().filter(|found| found.code == code);
        of_code.any(|found| found.labels.iter().any(|label| label.source.contains(text)))
    }
}
