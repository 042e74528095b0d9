//! Files of documentation as text, and places in them.

mod lines;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock};

pub(crate) use lines::Lines;

/// The text of one page, with its includes already in place.
///
/// A byte offset into [`text`](Self::text) can lie in an included file;
/// [`locate`](Self::locate) finds the file and line that a person has to open.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where the page was read from, as the user named it.
    pub path: PathBuf,
    /// The path below the documentation folder, with `/` on every system.
    pub relative: String,
    /// Which of several documentation sets the page belongs to; 0 is the first, which wins.
    pub set: usize,
    /// The text, includes resolved.
    pub text: String,
    /// The stretches of `text` that stand in other files, in order.
    pub(crate) inserts: Vec<Insert>,
    /// Where the page's own lines begin; found when a place is asked for first.
    pub(crate) layout: OnceLock<Layout>,
}

/// A stretch of [`SourceFile::text`] that stands in another file.
#[derive(Debug, Clone)]
pub(crate) struct Insert {
    pub(crate) range: Range<usize>,
    pub(crate) path: PathBuf,
    pub(crate) text: Arc<str>,
    /// Length of the directive that the range replaced in the page.
    pub(crate) replaced: usize,
    /// Where the lines of `text` begin; found when a place is asked for first.
    pub(crate) lines: OnceLock<Lines>,
}

/// The page as it stands on disk.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// Its text, where that differs from [`SourceFile::text`].
    page: Option<String>,
    lines: Lines,
    /// By how much the text up to the end of each insert is longer than the page up to there.
    longer: Vec<isize>,
}

/// A place a person can open: file, line and column, both counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file that holds the text.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column } = self;
        write!(f, "{}:{line}:{column}", shown_path(path))
    }
}

/// A file's text around a place, for showing it.
#[derive(Debug)]
pub struct Excerpt<'a> {
    /// The file that holds the text.
    pub path: &'a Path,
    /// Its whole text.
    pub text: &'a str,
    /// The place within `text`.
    pub span: Range<usize>,
    lines: &'a Lines,
}

impl Excerpt<'_> {
    /// File, line and column of the place.
    pub fn location(&self) -> Location {
        let offset = self.span.start;
        Location {
            path: self.path.to_owned(),
            line: self.lines.line(offset),
            column: self.lines.column(self.text, offset),
        }
    }

    /// The bytes of the lines that the place touches.
    pub fn lines(&self) -> Range<usize> {
        self.lines.around(self.text, &self.span)
    }
}

impl SourceFile {
    /// A page without includes.
    pub fn new(
        path: impl Into<PathBuf>,
        relative: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            relative: relative.into(),
            set: 0,
            text: text.into(),
            inserts: Vec::new(),
            layout: OnceLock::new(),
        }
    }

    /// The file, line and column of a byte offset.
    pub fn locate(&self, offset: usize) -> Location {
        self.excerpt(Span::new(offset, offset)).location()
    }

    /// The file on disk that a span lies in, with the span moved there.
    pub fn excerpt(&self, span: Span) -> Excerpt<'_> {
        let before = self.inserts_before(span.start());
        if let Some(insert) = self.inserts.get(before)
            && insert.range.contains(&span.start())
        {
            let base = insert.range.start;
            let end = span.end().min(insert.range.end);
            return Excerpt {
                path: &insert.path,
                text: &insert.text,
                span: span.start() - base..end - base,
                lines: insert.lines.get_or_init(|| Lines::new(&insert.text)),
            };
        }
        let layout = self.layout.get_or_init(|| self.layout());
        let text = layout.page.as_deref().unwrap_or(&self.text);
        let start = self.offset_in_page(layout, span.start());
        let end = self.offset_in_page(layout, span.end());
        Excerpt {
            path: &self.path,
            text,
            span: start..end.max(start).min(text.len()),
            lines: &layout.lines,
        }
    }

    /// The name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.relative.rsplit('/').next().unwrap_or_default();
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// The files whose text stands in the page.
    pub fn included(&self) -> impl Iterator<Item = &Path> {
        self.inserts.iter().map(|insert| insert.path.as_path())
    }

    fn layout(&self) -> Layout {
        if self.inserts.is_empty() {
            return Layout {
                page: None,
                lines: Lines::new(&self.text),
                longer: Vec::new(),
            };
        }
        let mut page = String::with_capacity(self.text.len());
        let mut longer = Vec::with_capacity(self.inserts.len());
        let mut at = 0;
        for insert in &self.inserts {
            page.push_str(&self.text[at..insert.range.start]);
            page.extend(std::iter::repeat_n(' ', insert.replaced));
            at = insert.range.end;
            longer.push(at as isize - page.len() as isize);
        }
        page.push_str(&self.text[at..]);
        Layout {
            lines: Lines::new(&page),
            page: Some(page),
            longer,
        }
    }

    /// How many inserts end at an offset or before.
    fn inserts_before(&self, offset: usize) -> usize {
        self.inserts
            .partition_point(|insert| insert.range.end <= offset)
    }

    /// An offset within an included file is where its directive ends.
    fn offset_in_page(&self, layout: &Layout, offset: usize) -> usize {
        let before = self.inserts_before(offset);
        let longer = match before {
            0 => 0,
            before => layout.longer[before - 1],
        };
        let (offset, replaced) = match self.inserts.get(before) {
            Some(insert) if insert.range.start < offset => (insert.range.start, insert.replaced),
            _ => (offset, 0),
        };
        (offset as isize - longer) as usize + replaced
    }
}

/// A range of bytes in a [`SourceFile`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    ///
    /// Pages are far smaller than 4 GiB; an offset beyond that is clamped.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: narrow(start),
            end: narrow(end),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// As a range for indexing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place on a page.
#[derive(Clone, Debug)]
pub struct Place {
    /// The page.
    pub file: Arc<SourceFile>,
    /// Where on it.
    pub span: Span,
}

/// The page: where on it is no part of what follows from the place.
impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.file.relative.hash(state);
    }
}

impl Place {
    /// The place of a span in a file.
    pub fn new(file: &Arc<SourceFile>, span: Span) -> Self {
        Self {
            file: Arc::clone(file),
            span,
        }
    }

    /// File, line and column.
    pub fn location(&self) -> Location {
        self.file.locate(self.span.start())
    }
}

/// A value with the place it was read from.
///
/// Two are equal when their values are: where a thing stands on a page is not
/// part of what the page says.
#[derive(Clone, Debug, Default)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// A value that was made and not read.
    pub fn made(value: T) -> Self {
        Self::new(value, Span::default())
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Where a text is no JSON, and why.
pub(crate) fn json_error(text: &str, error: &serde_json::Error) -> (usize, String) {
    let lines = text.split_inclusive('\n');
    let before: usize = lines
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let at = text.floor_char_boundary(before + error.column().saturating_sub(1));
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    (at, reason.to_owned())
}

/// Whether a text stands where a sample would, and says that there is none.
pub fn is_no_sample(text: &str) -> bool {
    text.trim()
        .trim_end_matches('.')
        .eq_ignore_ascii_case("No sample available")
}

/// A file as the user sees it: from the current folder, if it lies below.
pub fn shown_path(path: &Path) -> String {
    static HERE: LazyLock<PathBuf> = LazyLock::new(|| std::env::current_dir().unwrap_or_default());
    let below = path
        .strip_prefix(&*HERE)
        .ok()
        .filter(|_| path.is_absolute());
    below.unwrap_or(path).display().to_string()
}

/// The path that a line names when it is a DocFX include, `[!include[title](path)]`, and nothing else.
pub fn include_target(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("[!include[")
        .or_else(|| line.strip_prefix("[!INCLUDE["))?;
    let (_title, rest) = rest.split_once("](")?;
    rest.strip_suffix(")]")
}
