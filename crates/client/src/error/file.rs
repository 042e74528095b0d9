//! Failures of files.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use super::cause;

/// A file could not be sent, or a response not be saved as one.
#[derive(Debug)]
pub struct FileError {
    operation: &'static str,
    path: PathBuf,
    action: FileAction,
    source: io::Error,
}

#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "fs"),
    expect(dead_code, reason = "nothing touches files")
)]
pub(crate) enum FileAction {
    Read,
    Save,
}

impl FileError {
    #[cfg(feature = "fs")]
    pub(crate) fn new(
        operation: &'static str,
        path: PathBuf,
        action: FileAction,
        source: io::Error,
    ) -> Self {
        Self {
            operation,
            path,
            action,
            source,
        }
    }

    /// The identifier of the operation in the reference documentation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The path that the call was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What kind of failure it is, such as a missing folder.
    pub fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation, path, ..
        } = self;
        let (path, cause) = (path.display(), cause(&self.source));
        match self.action {
            FileAction::Read => write!(
                formatter,
                "{operation} was not sent: the file {path} cannot be read: {cause}"
            ),
            FileAction::Save => write!(
                formatter,
                "the response of {operation} cannot be saved as {path}, which is as it was: {cause}"
            ),
        }
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
