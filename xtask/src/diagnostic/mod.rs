//! What is wrong with a page, where, and what to do about it.

mod render;

use std::fmt;
use std::path::PathBuf;

use crate::source::{SourceFile, Span};

pub use render::{MessageFormat, render};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The page cannot be used; nothing is written.
    Error,
    /// The page is used, but somebody should look at it.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// One finding, ready to be shown in any format.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name that searches and configuration can rely on, such as `invalid-sample-json`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where it is wrong, and the other places that matter.
    pub labels: Vec<Label>,
}

/// A place in a file, with the text around it.
#[derive(Clone, Debug)]
pub struct Label {
    /// The file.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The source lines that the place touches.
    pub source: String,
    /// The marked bytes within `source`.
    pub marked: std::ops::Range<usize>,
    /// What this place has to do with it; empty for the place itself.
    pub text: String,
}

impl Diagnostic {
    /// A finding that stops the run.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A finding that does not.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Self {
            severity,
            code,
            message,
            help: None,
            labels: Vec::new(),
        }
    }

    /// Says where: the first call names the place itself.
    pub fn at(self, file: &SourceFile, span: Span) -> Self {
        self.label(file, span, "")
    }

    /// Names a further place, and what it has to do with the finding.
    pub fn label(mut self, file: &SourceFile, span: Span, text: impl Into<String>) -> Self {
        let location = file.locate(span.start());
        let excerpt = file.excerpt(span);
        let text_before = &excerpt.text[..excerpt.span.start];
        let start = text_before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = excerpt.text[excerpt.span.end..]
            .find('\n')
            .map_or(excerpt.text.len(), |at| excerpt.span.end + at);
        self.labels.push(Label {
            path: location.path,
            line: location.line,
            column: location.column,
            source: excerpt.text[start..end].to_owned(),
            marked: excerpt.span.start - start..excerpt.span.end - start,
            text: text.into(),
        });
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether it stops the run.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Whether any of the findings stops the run.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
