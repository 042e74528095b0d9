//! What may be read: ordinary files below the documentation's own root, and no more of them than
//! a machine can hold. Documentation comes from others, and a page can name any path.

use std::cell::Cell;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest page, with what it includes: ten times what the largest pages of upstream have
/// together.
pub(crate) const LARGEST_PAGE: u64 = 16 * MIB;

/// The largest Swagger document or file beside one, eight times upstream's largest.
pub(crate) const LARGEST_DOCUMENT: u64 = 64 * MIB;

/// All pages of one documentation: more than ten times upstream's.
pub(crate) const LARGEST_SET: u64 = 512 * MIB;

/// All that the pages of one documentation include, each time counted.
pub(crate) const MOST_INCLUDED: u64 = 64 * MIB;

/// All Swagger documents of one documentation, and all files beside them.
pub(crate) const MOST_DOCUMENTS: u64 = 256 * MIB;

const MIB: u64 = 1024 * 1024;

/// The file that marks the root of a documentation of DocFX.
const ROOT_MARK: &str = "docfx.json";

/// Folders of the system whose files hold no text that anybody wrote.
const SYSTEM: [&str; 3] = ["/proc", "/sys", "/dev"];

/// The files of one documentation.
#[derive(Debug)]
pub(crate) struct DocumentationFolder {
    /// The real path of the folder that everything has to lie in.
    root: PathBuf,
    /// How many bytes there may be in all, and how many of them are left.
    most: u64,
    left: Cell<u64>,
}

/// Why a file is not read.
#[derive(Debug)]
pub enum Refusal {
    /// It lies outside of the documentation.
    Outside,
    /// It is no file that a person wrote: a folder, a device, a pipe.
    NotOrdinary(&'static str),
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// All files of its kind together are larger than this many bytes.
    TooMuch(u64),
    /// The system does not give it.
    Unreadable(io::Error),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("it lies outside of the documentation"),
            Self::NotOrdinary(kind) => write!(f, "it is {kind}"),
            Self::TooLarge(limit) => write!(f, "it is larger than {} MiB", limit / MIB),
            Self::TooMuch(limit) => write!(
                f,
                "the files of its kind hold more than {} MiB together",
                limit / MIB
            ),
            Self::Unreadable(error) => error.fmt(f),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl DocumentationFolder {
    /// The files of the documentation that a folder or a file belongs to, as [`root_of`] says. All
    /// of them together may have as many bytes as `most`.
    ///
    /// # Errors
    /// The system does not say where `named` really is.
    pub(crate) fn new(named: &Path, most: u64) -> io::Result<Self> {
        let is_here = named.as_os_str().is_empty();
        let real = if is_here { Path::new(".") } else { named }.canonicalize()?;
        let root = root_of(&real, !real.is_dir(), &|mark| mark.is_file());
        Ok(Self {
            root: root.to_owned(),
            most,
            left: Cell::new(most),
        })
    }

    /// The bytes of a file, which may be a link to one.
    ///
    /// # Errors
    /// It may not be read, or cannot.
    pub(crate) fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
        let real = self.real(path)?;
        ordinary(&real.metadata()?)?;
        let file = open(&real)?;
        // What was looked at a moment ago may be another file by now.
        ordinary(&file.metadata()?)?;
        let bytes = read_at_most(file, limit)?;
        self.spend(bytes.len())?;
        Ok(bytes)
    }

    /// Where a file or a folder really is, within the documentation.
    ///
    /// # Errors
    /// It is elsewhere, or is not there.
    pub(crate) fn real(&self, path: &Path) -> Result<PathBuf, Refusal> {
        let real = path.canonicalize().map_err(|error| {
            // Of what lies elsewhere not even whether it is there is told.
            let mut folders = path.ancestors().skip(1);
            match folders.find_map(|folder| folder.canonicalize().ok()) {
                Some(folder) if !self.holds(&folder) => Refusal::Outside,
                _ => Refusal::Unreadable(error),
            }
        })?;
        if self.holds(&real) {
            Ok(real)
        } else {
            Err(Refusal::Outside)
        }
    }

    fn holds(&self, real: &Path) -> bool {
        let is_system = |system: &&str| real.starts_with(system) && !self.root.starts_with(system);
        real.starts_with(&self.root) && !SYSTEM.iter().any(is_system)
    }

    /// Counts bytes that were read elsewhere, such as from a zip.
    ///
    /// # Errors
    /// They are too many.
    pub(crate) fn spend(&self, bytes: usize) -> Result<(), Refusal> {
        let left = self.left.get().checked_sub(bytes as u64);
        self.left.set(left.unwrap_or(0));
        left.map(drop).ok_or(Refusal::TooMuch(self.most))
    }
}

/// The folder of the documentation that a folder or a page belongs to: the nearest one above it
/// with a `docfx.json`, else for `agent`, `rest` and what has its place in them the folder that they
/// lie in, else the folder itself, or that of the page.
pub(crate) fn root_of<'p>(
    named: &'p Path,
    is_file: bool,
    exists: &dyn Fn(&Path) -> bool,
) -> &'p Path {
    let above = |path: &'p Path| path.parent().unwrap_or(path);
    let is_style = |path: &Path| path.ends_with("agent") || path.ends_with("rest");
    let folder = if is_file { above(named) } else { named };
    let mut folders = folder.ancestors();
    if let Some(marked) = folders.find(|folder| exists(&folder.join(ROOT_MARK))) {
        return marked;
    }
    let is_area = is_file || folder.to_string_lossy().ends_with("_Agent");
    if is_style(folder) {
        above(folder)
    } else if is_area && is_style(above(folder)) {
        above(above(folder))
    } else {
        folder
    }
}

/// Opens a file without waiting for anybody, as the one end of a pipe waits for the other.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

/// Passes for ordinary files alone.
fn ordinary(metadata: &std::fs::Metadata) -> Result<(), Refusal> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(Refusal::NotOrdinary(kind(metadata.file_type())))
}

/// What something is that is no file.
pub(super) fn kind(of: std::fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if of.is_fifo() {
            return "a pipe";
        }
        if of.is_socket() {
            return "a socket";
        }
        if of.is_char_device() || of.is_block_device() {
            return "a device";
        }
    }
    if of.is_dir() {
        "a folder"
    } else {
        "something else"
    }
}

/// All bytes, if they are no more than `limit`.
pub(super) fn read_at_most(from: impl Read, limit: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Refusal::TooLarge(limit));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_together_are_counted() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("page.md");
        std::fs::write(&path, "123456").expect("the file can be written");
        let files = DocumentationFolder::new(folder.path(), 15).expect("the folder is there");
        assert_eq!(files.read(&path, 6).expect("it fits"), b"123456");
        let refused = files.read(&path, 5).expect_err("it is too large");
        assert!(matches!(refused, Refusal::TooLarge(5)), "{refused}");
        files.read(&path, 6).expect("twelve fit");
        for _ in 0..2 {
            let refused = files.read(&path, 6).expect_err("eighteen do not");
            assert!(matches!(refused, Refusal::TooMuch(15)), "{refused}");
        }
    }

    #[test]
    fn a_part_belongs_to_a_whole() {
        let check = |named: &str, is_file, root: &str| {
            let found = root_of(Path::new(named), is_file, &|mark| {
                mark == Path::new("/marked/docfx.json")
            });
            assert_eq!(found, Path::new(root), "{named}");
        };
        check("/docs", false, "/docs");
        check("/docs/page.md", true, "/docs");
        check("/docs/agent", false, "/docs");
        check("/docs/rest", false, "/docs");
        check("/docs/agent/Tree_Agent", false, "/docs");
        check("/docs/agent/Tree_Agent/page.md", true, "/docs");
        check("/docs/rest/Tree/page.md", true, "/docs");
        check("/home/rest/docs", false, "/home/rest/docs");
        check("/marked/some/deep/folder", false, "/marked");
        check("", false, "");
    }
}
