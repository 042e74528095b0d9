//! The Markdown files below a folder. What is none that can be read is passed over, and said.

use std::fmt;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::files::{DocumentationFolder, LARGEST_PAGE, LARGEST_SET, MOST_INCLUDED, Refusal, kind};
use super::{ReadError, Sources, relative};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

/// Reads every Markdown file below `root`, a part of the documentation `whole`, or `root` itself
/// if it is a file.
///
/// # Errors
/// `root` cannot be read at all, or is no part of the documentation.
pub(super) fn walk(whole: &Path, root: &Path, set: usize) -> Result<Sources, ReadError> {
    if !root.exists() {
        return Err(ReadError::new(root, "there is no such file or folder"));
    }
    let files =
        |most| DocumentationFolder::new(whole, most).map_err(|error| ReadError::new(whole, error));
    let mut walk = FolderWalk {
        root,
        set,
        single: root.is_file(),
        pages: files(LARGEST_SET)?,
        included: files(MOST_INCLUDED)?,
        sources: Sources::default(),
    };
    walk.pages
        .real(root)
        .map_err(|refusal| ReadError::new(root, refusal))?;
    let mut entries = WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if walk.is_elsewhere(&entry) => {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Ok(entry) => walk.take(&entry),
            Err(error) if error.depth() == 0 => {
                return Err(ReadError::new(root, error));
            }
            Err(error) => walk.pass_over(error),
        }
    }
    Ok(walk.sources)
}

/// A folder while its pages are read.
struct FolderWalk<'a> {
    root: &'a Path,
    set: usize,
    single: bool,
    pages: DocumentationFolder,
    included: DocumentationFolder,
    sources: Sources,
}

impl FolderWalk<'_> {
    /// Whether a link leads out of the documentation.
    fn is_elsewhere(&mut self, entry: &DirEntry) -> bool {
        let is_link = entry.depth() > 0 && entry.path_is_symlink();
        let is_elsewhere =
            is_link && matches!(self.pages.real(entry.path()), Err(Refusal::Outside));
        if is_elsewhere {
            let reason = "the link leads out of the documentation";
            self.odd(entry.path(), reason);
        }
        is_elsewhere
    }

    fn take(&mut self, entry: &DirEntry) {
        let path = entry.path();
        if !(is_markdown(path) || self.single) {
            return;
        }
        if !entry.file_type().is_file() {
            if entry.depth() > 0 {
                let reason = format!("it is {}", kind(entry.file_type()));
                self.odd(path, reason);
            }
            return;
        }
        let bytes = match self.pages.read(path, LARGEST_PAGE) {
            Ok(bytes) => bytes,
            Err(refusal @ (Refusal::TooLarge(_) | Refusal::TooMuch(_))) => {
                let found =
                    Diagnostic::error("page-too-large", format!("the page is not read: {refusal}"));
                self.say(
                    path,
                    found.help("divide the documentation, or name a part of it"),
                );
                return;
            }
            Err(refusal) => return self.odd(path, refusal),
        };
        let included = |path: &Path, limit| text_of(&self.included, path, limit);
        let relative = relative(self.root, path);
        self.sources.add(path, relative, self.set, bytes, &included);
    }

    /// What the folder has that cannot be followed: a link to nothing or to itself, a folder that
    /// is not ours to read.
    fn pass_over(&mut self, error: walkdir::Error) {
        let path = error.path().unwrap_or(self.root).to_owned();
        let is_loop = error.loop_ancestor().is_some();
        let reason = match error.into_io_error() {
            None if is_loop => "the link leads to a folder that it lies in".into(),
            Some(_) if path.is_symlink() && !path.exists() => "the link leads nowhere".into(),
            Some(error) => error.to_string(),
            None => "it cannot be read".into(),
        };
        self.odd(&path, reason);
    }

    fn odd(&mut self, path: &Path, reason: impl fmt::Display) {
        let found = Diagnostic::warning("odd-file", format!("passed over: {reason}"));
        self.say(path, found.help("remove it from the folder, or mend it"));
    }

    fn say(&mut self, path: &Path, found: Diagnostic) {
        let file = SourceFile::new(path, relative(self.root, path), "");
        let found = found.at(&file, Span::new(0, 0));
        self.sources.diagnostics.push(found);
    }
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}

fn text_of(files: &DocumentationFolder, path: &Path, limit: u64) -> Result<String, Refusal> {
    let not_text = |_| Refusal::NotOrdinary("no UTF-8 text");
    String::from_utf8(files.read(path, limit)?).map_err(not_text)
}
