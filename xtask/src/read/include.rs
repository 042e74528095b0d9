//! DocFX includes: `[!include[title](path)]` stands for the text of a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{Insert, SourceFile, Span, include_target};

/// Gives the text of an included file.
pub type ReadText<'a> = &'a dyn Fn(&Path) -> std::io::Result<String>;

/// Puts the included files into the page's text.
///
/// A directive is a line of its own. Its path is relative to the page. A file
/// that does not exist leaves the directive in place and gives a warning: a
/// page without its sample still describes an operation.
pub fn resolve_includes(
    path: PathBuf,
    relative: String,
    text: String,
    read: ReadText<'_>,
) -> (SourceFile, Vec<Diagnostic>) {
    let directives = find(&text);
    if directives.is_empty() {
        return (SourceFile::new(path, relative, text), Vec::new());
    }
    let mut resolved = String::with_capacity(text.len());
    let mut inserts = Vec::new();
    let mut missing = Vec::new();
    let mut at = 0;
    for directive in directives {
        resolved.push_str(&text[at..directive.span.start()]);
        at = directive.span.end();
        let target = path
            .parent()
            .unwrap_or(Path::new(""))
            .join(directive.target);
        match read(&target) {
            Ok(content) => {
                let content: Arc<str> = normalize_newlines(content).into();
                let start = resolved.len();
                resolved.push_str(&content);
                inserts.push(Insert {
                    range: start..resolved.len(),
                    path: target,
                    text: content,
                    replaced: directive.span.range().len(),
                });
            }
            Err(error) => {
                let start = resolved.len();
                resolved.push_str(&text[directive.span.range()]);
                missing.push((Span::new(start, resolved.len()), target, error));
            }
        }
    }
    resolved.push_str(&text[at..]);
    let file = SourceFile {
        path,
        relative,
        set: 0,
        text: resolved,
        inserts,
    };
    let warnings = missing
        .into_iter()
        .map(|(span, target, error)| {
            Diagnostic::warning(
                "include-not-found",
                format!(
                    "cannot read the included file {}: {error}",
                    target.display()
                ),
            )
            .at(&file, span)
            .help("add the file, or remove the directive; the page is used without it")
        })
        .collect();
    (file, warnings)
}

/// How many of the missing files are named.
const NAMED: usize = 3;

/// One finding for all files that are missing, if they are several: there can be hundreds.
pub(super) fn together(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (missing, mut others): (Vec<_>, Vec<_>) = diagnostics
        .into_iter()
        .partition(|found| found.code == "include-not-found");
    if missing.len() < 2 {
        others.extend(missing);
        return others;
    }
    let mut pages: Vec<_> = missing
        .iter()
        .flat_map(|found| &found.labels)
        .map(|label| format!("{}:{}", label.path.display(), label.line))
        .collect();
    let more = pages.len().saturating_sub(NAMED);
    pages.truncate(NAMED);
    match more {
        0 => {}
        1 => pages.push("1 more place".into()),
        more => pages.push(format!("{more} more places")),
    }
    let message = format!(
        "cannot read {} included files, and the pages are used without them: {}",
        missing.len(),
        pages.join(", ")
    );
    others.push(Diagnostic::warning("include-not-found", message));
    others
}

/// Windows line ends become `\n`, so that offsets and output do not depend on
/// how the pages were checked out.
pub(super) fn normalize_newlines(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n")
    } else {
        text
    }
}

struct Directive<'a> {
    span: Span,
    target: &'a str,
}

fn find(text: &str) -> Vec<Directive<'_>> {
    if !text.contains("[!include[") && !text.contains("[!INCLUDE[") {
        return Vec::new();
    }
    let mut offset = 0;
    let mut directives = Vec::new();
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if let Some(target) = include_target(content) {
            let start = offset + line.find(content).unwrap_or(0);
            directives.push(Directive {
                span: Span::new(start, start + content.len()),
                target,
            });
        }
        offset += line.len();
    }
    directives
}
