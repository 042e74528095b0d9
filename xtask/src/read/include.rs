//! DocFX includes: `[!include[title](path)]` stands for the text of a file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::files::{LARGEST_PAGE, Refusal};
use crate::diagnostic::Diagnostic;
use crate::source::{Insert, SourceFile, Span, include_target};

/// Gives the text of an included file, which is no longer than so many bytes.
pub type ReadText<'a> = &'a dyn Fn(&Path, u64) -> Result<String, Refusal>;

/// More directives than this no page needs: one has a sample of each kind.
const MOST: usize = 32;

/// Puts the included files into the page's text.
///
/// A directive is a line of its own. Its path is relative to the page, and leads to a file of the
/// same documentation. What such a file includes stays as it is written. A file
/// that does not exist leaves the directive in place and gives a warning: a
/// page without its sample still describes an operation. One that may not be read is an error.
pub fn resolve_includes(
    path: PathBuf,
    relative: String,
    text: String,
    read: ReadText<'_>,
) -> (SourceFile, Vec<Diagnostic>) {
    let mut directives = find(&text);
    if directives.is_empty() {
        return (SourceFile::new(path, relative, text), Vec::new());
    }
    let surplus = directives.split_off(directives.len().min(MOST));
    let mut resolved = String::with_capacity(text.len());
    let mut inserts = Vec::new();
    let mut refused = Vec::new();
    let mut at = 0;
    for directive in directives {
        resolved.push_str(&text[at..directive.span.start()]);
        at = directive.span.end();
        let target = path
            .parent()
            .unwrap_or(Path::new(""))
            .join(directive.target);
        let room = LARGEST_PAGE.saturating_sub((resolved.len() + text.len() - at) as u64);
        match included(&target, room, read) {
            Ok(content) => {
                let content: Arc<str> = normalize_newlines(content).into();
                let start = resolved.len();
                resolved.push_str(&content);
                inserts.push(Insert {
                    range: start..resolved.len(),
                    path: target,
                    text: content,
                    replaced: directive.span.range().len(),
                    lines: OnceLock::new(),
                });
            }
            Err(refusal) => {
                let start = resolved.len();
                resolved.push_str(&text[directive.span.range()]);
                refused.push((Span::new(start, resolved.len()), target, refusal));
            }
        }
    }
    let shift = resolved.len().wrapping_sub(at);
    resolved.push_str(&text[at..]);
    let file = SourceFile {
        path,
        relative,
        set: 0,
        text: resolved,
        inserts,
        layout: OnceLock::new(),
    };
    let mut diagnostics: Vec<_> = refused
        .into_iter()
        .map(|(span, target, refusal)| {
            let directive = &file.text[span.range()];
            refusal_of(directive, &target, &refusal).at(&file, span)
        })
        .collect();
    if let Some(first) = surplus.first() {
        let moved = |offset: usize| offset.wrapping_add(shift);
        let span = Span::new(moved(first.span.start()), moved(first.span.end()));
        let message = format!("the page includes more than {MOST} files");
        diagnostics.push(
            Diagnostic::error("too-many-includes", message)
                .at(&file, span)
                .help("put the text where it belongs, and remove the directives"),
        );
    }
    (file, diagnostics)
}

fn included(target: &Path, room: u64, read: ReadText<'_>) -> Result<String, Refusal> {
    let text = read(target, room).map_err(|refusal| match refusal {
        Refusal::TooLarge(_) => Refusal::TooLarge(LARGEST_PAGE),
        refusal => refusal,
    })?;
    // A page has no business with settings or keys that lie beside it.
    if target.extension().is_none_or(|end| end != "md") {
        return Err(Refusal::NotOrdinary("no Markdown file"));
    }
    Ok(text)
}

/// What is wrong with a directive. The path is said as the page says it, unless a person has to
/// look for the file.
fn refusal_of(directive: &str, target: &Path, refusal: &Refusal) -> Diagnostic {
    let named = include_target(directive).unwrap_or_default();
    match refusal {
        Refusal::Unreadable(error) => Diagnostic::warning(
            "include-not-found",
            format!(
                "cannot read the included file {}: {error}",
                target.display()
            ),
        )
        .help("add the file, or remove the directive; the page is used without it"),
        Refusal::Outside => Diagnostic::error(
            "include-outside",
            format!("the included file `{named}` lies outside of the documentation"),
        )
        .help(
            "bring the file into the folder of the documentation; a page that is read alone \
             includes nothing from other folders, so name the folder that holds both",
        ),
        refusal => Diagnostic::error(
            "include-refused",
            format!("the included file `{named}` cannot be used: {refusal}"),
        )
        .help("include Markdown files of the documentation, and remove other directives"),
    }
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
        .map(|label| format!("{}:{}", label.shown_path(), label.line))
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
