//! What is wrong with a page, where, and what to do about it.

mod render;

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use crate::source::{Place, SourceFile, Span, shown_path};

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
    /// The source lines that the place touches; of what is very long, the part around the place.
    pub source: String,
    /// The marked bytes within `source`.
    pub marked: Range<usize>,
    /// What this place has to do with it; empty for the place itself.
    pub text: String,
}

impl Label {
    /// The file as the user sees it: from the current folder, if it lies below.
    pub fn shown_path(&self) -> String {
        shown_path(&self.path)
    }
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
            message: shortened(message),
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
        let excerpt = file.excerpt(span);
        let location = excerpt.location();
        let (source, marked) = shown(excerpt.text, excerpt.lines(), excerpt.span);
        self.labels.push(Label {
            path: location.path,
            line: location.line,
            column: location.column,
            source,
            marked,
            text: text.into(),
        });
        self
    }

    /// Names a further place, if it is known.
    pub fn beside(self, place: Option<&Place>, text: &str) -> Self {
        match place {
            Some(place) => self.label(&place.file, place.span, text),
            None => self,
        }
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Whether it stops the run.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// How many bytes of a sentence are shown at its start, and at its end.
const ENDS: [usize; 2] = [600, 200];

/// A sentence without its middle, if that is very long: a name in it can have megabytes.
fn shortened(text: String) -> String {
    let [start, end] = ENDS;
    if text.len() <= start + end {
        return text;
    }
    let start = text.floor_char_boundary(start);
    let end = text.ceil_char_boundary(text.len() - end);
    format!("{} … {}", &text[..start], &text[end..])
}

/// How many bytes of source are shown before a place, and from there on.
const AROUND: [usize; 2] = [300, 1200];

/// The text of some lines, and the bytes of it that a span marks. What stands far from the start of
/// the span is left out: a line can have megabytes, and so can a sample.
fn shown(text: &str, lines: Range<usize>, span: Range<usize>) -> (String, Range<usize>) {
    let [before, after] = AROUND;
    let start = match span.start.checked_sub(before) {
        Some(start) if start > lines.start => text.floor_char_boundary(start),
        _ => lines.start,
    };
    let end = text.floor_char_boundary(lines.end.min(span.start + after));
    (
        text[start..end].to_owned(),
        span.start - start..span.end.clamp(span.start, end) - start,
    )
}

/// Whether any of the findings stops the run.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
