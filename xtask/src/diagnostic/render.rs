//! Diagnostics as text: for people, for programs, for GitHub's annotations.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Label, Severity};
use crate::visible::{visible, visible_line};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum MessageFormat {
    /// Source lines with markers, as compilers show them.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// GitHub workflow commands, which annotate the changed files.
    Github,
}

/// The text of one diagnostic, with a final newline.
pub fn render(diagnostic: &Diagnostic, format: MessageFormat, color: bool) -> String {
    let shown = shown(diagnostic);
    let mut text = match format {
        MessageFormat::Human => human(&shown, color),
        MessageFormat::Json => json(&shown),
        MessageFormat::Github => github(&shown),
    };
    text.push('\n');
    text
}

/// The diagnostic with its texts as they can be shown, and the marks where they are then.
fn shown(diagnostic: &Diagnostic) -> Diagnostic {
    let label = |label: &Label| {
        let before = visible(&label.source[..label.marked.start]);
        let marked = visible(&label.source[label.marked.clone()]);
        let after = visible(&label.source[label.marked.end..]);
        Label {
            path: visible_line(&label.path.display().to_string())
                .into_owned()
                .into(),
            line: label.line,
            column: label.column,
            marked: before.len()..before.len() + marked.len(),
            source: [before, marked, after].concat(),
            text: visible(&label.text).into_owned(),
        }
    };
    Diagnostic {
        severity: diagnostic.severity,
        code: diagnostic.code,
        message: visible(&diagnostic.message).into_owned(),
        help: diagnostic.help.as_deref().map(visible).map(Cow::into_owned),
        labels: diagnostic.labels.iter().map(label).collect(),
    }
}

fn human(diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code)
        .elements(Vec::<Element<'_>>::new());
    for (index, label) in diagnostic.labels.iter().enumerate() {
        let snippet = snippet(label, index == 0);
        group = match is_cut(label) {
            // The renderer would count columns from where the source was cut.
            true => {
                let place = Origin::path(label.shown_path())
                    .line(label.line)
                    .char_column(label.column);
                group.element(place).element(snippet)
            }
            false => group.element(snippet.path(label.shown_path())),
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

fn snippet(label: &Label, primary: bool) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let kind = if primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let annotation = kind.span(label.marked.clone());
    let annotation = if label.text.is_empty() {
        annotation
    } else {
        annotation.label(&label.text)
    };
    Snippet::source(&label.source)
        .line_start(label.line)
        .annotation(annotation)
}

/// Whether the source begins within a line, which is too long to be shown.
fn is_cut(label: &Label) -> bool {
    label.source[..label.marked.start].chars().count() + 1 != label.column
}

fn json(diagnostic: &Diagnostic) -> String {
    let place = |label: &Label| {
        serde_json::json!({
            "file": label.shown_path(),
            "line": label.line,
            "column": label.column,
            "source": label.source,
            "label": label.text,
        })
    };
    serde_json::json!({
        "severity": diagnostic.severity.to_string(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "places": diagnostic.labels.iter().map(place).collect::<Vec<_>>(),
    })
    .to_string()
}

fn github(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.labels.first().map(|label| {
        let path = label.shown_path();
        format!(
            "file={},line={},col={},",
            escape_property(path.strip_prefix("./").unwrap_or(&path)),
            label.line,
            label.column
        )
    });
    let help = diagnostic
        .help
        .as_deref()
        .map(|help| format!("\n{help}"))
        .unwrap_or_default();
    format!(
        "::{} {}title={}::{}",
        diagnostic.severity,
        place.unwrap_or_default(),
        escape_property(diagnostic.code),
        escape_data(&format!("{}{help}", diagnostic.message)),
    )
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
