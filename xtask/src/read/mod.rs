//! Finds and reads the pages below a folder, or one single page, and puts DocFX includes in place.

mod files;
mod include;
mod kind;
mod published;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, any_error};
use crate::source::{SourceFile, Span};

pub use files::Refusal;
pub(crate) use files::{DocumentationFolder, root_of};
pub use include::{ReadText, resolve_includes};
use include::{normalize_newlines, together};
use kind::{PageKind, kind};
pub use published::{PUBLISHED_AT, PublishedApi};
use walk::walk;

/// What a documentation folder holds.
#[derive(Debug, Default)]
pub struct Sources {
    /// The pages that describe an operation, ordered by relative path.
    pub operations: Vec<Arc<SourceFile>>,
    /// The pages that describe an enum, ordered by relative path.
    pub enums: Vec<Arc<SourceFile>>,
    /// The pages that describe a carrier, ordered by relative path.
    pub types: Vec<Arc<SourceFile>>,
    /// The pages that say what words mean, `glossary.md`.
    pub glossaries: Vec<Arc<SourceFile>>,
    /// Markdown files that describe none of these: tables of contents, introductions, included fragments.
    pub other: Vec<PathBuf>,
    /// The Swagger documents, where there is no page of an operation; their set and where they lie.
    pub published: Vec<(usize, PathBuf, PublishedApi)>,
    /// Problems met while reading, such as includes without a file.
    pub diagnostics: Vec<Diagnostic>,
}

/// The folder could not be read at all.
#[derive(Debug)]
pub struct ReadError {
    path: PathBuf,
    reason: String,
}

impl ReadError {
    fn new(path: &Path, reason: impl ToString) -> Self {
        Self {
            path: path.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "cannot read documentation at {}: {}",
            self.path.display(),
            self.reason
        )
    }
}

impl std::error::Error for ReadError {}

/// Reads every Markdown file below `root`, or `root` itself if it is a file.
///
/// # Errors
/// `root` or something below it cannot be read, or there is no page.
pub fn read(root: &Path) -> Result<Sources, ReadError> {
    read_set(root, 0)
}

/// Reads pages, or the Swagger documents of a folder without any.
fn read_set(root: &Path, set: usize) -> Result<Sources, ReadError> {
    let is_file = root.is_file();
    let mut sources = Sources::default();
    let is_checkout = published::is_checkout(root);
    let is_document = is_file
        && root
            .extension()
            .is_some_and(|end| end == "json" || end == "zip");
    if is_checkout {
        let enums = root.join(published::ENUM_PAGES);
        if enums.is_dir() {
            sources = walk(root, &enums, set)?;
        }
    } else if !is_document {
        sources = walk(root, root, set)?;
    }
    if sources.operations.is_empty()
        && !any_error(&sources.diagnostics)
        && let Some(found) = published::find(root)?
    {
        sources.published.push((set, root.to_owned(), found));
    }
    sources.diagnostics = together(sources.diagnostics);
    sources.require_operations(root)?;
    Ok(sources)
}

/// Reads the pages about types below a folder that may not be there yet.
///
/// # Errors
/// Something below it cannot be read.
pub fn read_types(root: &Path) -> Result<Sources, ReadError> {
    let mut all = Sources::default();
    for folder in ["enums", "types"].map(|name| root.join(name)) {
        if folder.exists() {
            all.extend(walk(root, &folder, 0)?);
        }
    }
    all.diagnostics = together(all.diagnostics);
    Ok(all)
}

/// Whether a Markdown file describes an operation, an enum or a carrier.
pub fn is_page(path: &Path, text: &[u8]) -> bool {
    let text = normalize_newlines(String::from_utf8_lossy(text).into_owned());
    let text = text.trim_start_matches('\u{feff}');
    let kind = kind(path, text);
    path.extension().is_some_and(|end| end == "md")
        && !matches!(kind, PageKind::Glossary | PageKind::Other)
}

/// Reads several documentation sets; each file knows which one it is of.
///
/// # Errors
/// One of them cannot be read, or has no page.
pub fn read_sets(roots: &[PathBuf]) -> Result<Sources, ReadError> {
    let mut all = Sources::default();
    for (set, root) in roots.iter().enumerate() {
        all.extend(read_set(root, set)?);
    }
    Ok(all)
}

/// Reads pages that are in memory, each with its path; `included` gives the text of
/// the files that they include.
///
/// # Errors
/// There is no page.
pub fn read_memory(
    root: &Path,
    files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>,
    included: ReadText<'_>,
) -> Result<Sources, ReadError> {
    let mut sources = Sources::default();
    for (path, bytes) in files {
        let relative = relative(root, &path);
        sources.add(&path, relative, 0, bytes, included);
    }
    sources.diagnostics = together(sources.diagnostics);
    sources.require_operations(root)?;
    Ok(sources)
}

impl Sources {
    fn require_operations(&self, root: &Path) -> Result<(), ReadError> {
        let is_empty = self.operations.is_empty() && self.published.is_empty();
        if is_empty && !any_error(&self.diagnostics) {
            let reason = format!(
                "it holds neither pages (Markdown with a `uid` or `id` that begins with `v1`) nor \
                 Swagger (`downloads/api/Swagger-v1-Agents.zip` with `…-REST.zip`, \
                 `api-sources/openapi`, a `.json` or a `.zip`). SuperOffice publishes its \
                 documentation at {PUBLISHED_AT}: name a checkout of it"
            );
            return Err(ReadError::new(root, reason));
        }
        Ok(())
    }

    /// All pages, of whatever kind.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        let lists = [&self.operations, &self.enums, &self.types, &self.glossaries];
        lists.into_iter().flatten()
    }

    fn lists_mut(&mut self) -> [&mut Vec<Arc<SourceFile>>; 4] {
        [
            &mut self.operations,
            &mut self.enums,
            &mut self.types,
            &mut self.glossaries,
        ]
    }

    /// Gives files other paths than those they were read from, for people to see.
    pub fn show_paths(&mut self, shown: impl Fn(&Path) -> PathBuf) {
        for file in self.lists_mut().into_iter().flatten() {
            // Nobody else has the file yet.
            if let Some(file) = Arc::get_mut(file) {
                file.path = shown(&file.path);
                for insert in &mut file.inserts {
                    insert.path = shown(&insert.path);
                }
            }
        }
        let diagnostics = self.diagnostics.iter_mut();
        for label in diagnostics.flat_map(|diagnostic| &mut diagnostic.labels) {
            label.path = shown(&label.path);
        }
    }

    /// Takes up files as they will be, each with its path; those without a text will be gone.
    pub fn overlay(&mut self, root: &Path, files: BTreeMap<PathBuf, Option<&str>>) {
        for list in self.lists_mut() {
            list.retain(|file| !files.contains_key(&file.path));
        }
        for (path, text) in files {
            if let Some(text) = text {
                let nothing =
                    |_: &Path, _| Err(Refusal::Unreadable(std::io::ErrorKind::NotFound.into()));
                self.add(&path, relative(root, &path), 0, text.into(), &nothing);
            }
        }
        for list in self.lists_mut() {
            list.sort_by(|one, other| Path::new(&one.relative).cmp(Path::new(&other.relative)));
        }
    }

    fn extend(&mut self, other: Sources) {
        self.operations.extend(other.operations);
        self.enums.extend(other.enums);
        self.types.extend(other.types);
        self.glossaries.extend(other.glossaries);
        self.published.extend(other.published);
        self.other.extend(other.other);
        self.diagnostics.extend(other.diagnostics);
    }

    fn add(
        &mut self,
        path: &Path,
        relative: String,
        set: usize,
        bytes: Vec<u8>,
        included: ReadText<'_>,
    ) {
        let text = match String::from_utf8(bytes) {
            Ok(text) => normalize_newlines(text),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = SourceFile::new(path, relative, text);
                let span = Span::new(offset, offset + '\u{fffd}'.len_utf8());
                self.diagnostics.push(
                    Diagnostic::error("not-utf8", "the file is not UTF-8 text")
                        .at(&file, span)
                        .help("save the file as UTF-8"),
                );
                return;
            }
        };
        // A byte order mark is no content, and would hide the front matter.
        let text = text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text);
        if let Some(found) = conflict(path, &relative, &text) {
            self.diagnostics.push(found);
            return;
        }
        let list = match kind(path, &text) {
            PageKind::Operation => &mut self.operations,
            PageKind::Enum => &mut self.enums,
            PageKind::Type => &mut self.types,
            PageKind::Glossary => &mut self.glossaries,
            PageKind::Other => {
                self.other.push(path.to_owned());
                return;
            }
        };
        let (mut file, diagnostics) = resolve_includes(path.to_owned(), relative, text, included);
        file.set = set;
        self.diagnostics.extend(diagnostics);
        self.diagnostics.extend(lone_carriage_return(&file));
        list.push(Arc::new(file));
    }
}

/// The first character that ends a line for some readers and not for others.
fn lone_carriage_return(file: &SourceFile) -> Option<Diagnostic> {
    let at = file.text.find('\r')?;
    let message = "the page holds a carriage return without a line feed";
    Some(
        Diagnostic::error("lone-carriage-return", message)
            .at(file, Span::new(at, at + 1))
            .help("end lines with a line feed, with or without a carriage return before it"),
    )
}

/// What git leaves in a page that two people have changed.
fn conflict(path: &Path, relative: &str, text: &str) -> Option<Diagnostic> {
    let at = |mark: &str| {
        let lines = text.match_indices(mark).map(|(at, _)| at);
        let mut lines = lines.filter(|at| *at == 0 || text[..*at].ends_with('\n'));
        lines.next()
    };
    let (start, end) = (at("<<<<<<< ")?, at(">>>>>>> ")?);
    let line = |at: usize| {
        let length = text[at..].find('\n').unwrap_or(text.len() - at);
        Span::new(at, at + length)
    };
    let file = SourceFile::new(path, relative, text);
    let found = Diagnostic::error(
        "merge-conflict",
        "git could not merge two changes of the page",
    );
    let found = found.at(&file, line(start));
    Some(
        found
            .label(&file, line(end), "up to here")
            .help("choose one side or bring both together, and remove git's marks"),
    )
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let below = if below.as_os_str().is_empty() {
        Path::new(path.file_name().unwrap_or_default())
    } else {
        below
    };
    below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
