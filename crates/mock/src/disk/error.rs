//! Why a file cannot be used.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use redb::{DatabaseError, StorageError, TableError, TransactionError};

/// A file that what is kept cannot be kept in. It is as it was.
#[derive(Debug)]
pub struct StoreError {
    path: PathBuf,
    fault: FileFault,
}

/// What is wrong with a file.
#[derive(Debug)]
pub(super) enum FileFault {
    Folder,
    NoFolder,
    ReadOnly,
    Empty,
    /// Another process has it.
    InUse,
    OtherProgram,
    Damaged,
    Version(u32),
    Other(redb::Error),
}

impl StoreError {
    pub(super) fn new(path: &Path, fault: FileFault) -> Self {
        Self {
            path: path.to_owned(),
            fault,
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        write!(formatter, "`{path}` cannot keep what the stand-in keeps: ")?;
        formatter.write_str(match &self.fault {
            FileFault::Folder => "it is a folder; name a file",
            FileFault::NoFolder => "there is no such folder; make it, or name another file",
            FileFault::ReadOnly => "it cannot be written; allow that, or name another file",
            FileFault::Empty => "it is empty; remove it, and the stand-in makes a new one",
            FileFault::InUse => {
                "another process has it open; end that stand-in, or name another file"
            }
            FileFault::OtherProgram => "it is a file of another program; name another one",
            FileFault::Damaged => {
                "it is damaged or cut off; take a copy of it, or name another file"
            }
            FileFault::Version(version) => {
                return write!(
                    formatter,
                    "a newer stand-in has written it, in version {version}; use that one, or name \
                     another file"
                );
            }
            FileFault::Other(error) => return write!(formatter, "{error}"),
        })
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            FileFault::Other(error) => Some(error),
            _ => None,
        }
    }
}

/// What an error of the file system means for the file.
pub(super) fn io_fault(error: io::Error) -> FileFault {
    match error.kind() {
        // What the library says of a file that is none of its own, or shorter than it says itself.
        io::ErrorKind::InvalidData => FileFault::OtherProgram,
        io::ErrorKind::UnexpectedEof => FileFault::Damaged,
        io::ErrorKind::NotFound => FileFault::NoFolder,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => FileFault::ReadOnly,
        _ => FileFault::Other(redb::Error::Io(error)),
    }
}

impl From<DatabaseError> for FileFault {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::DatabaseAlreadyOpen => Self::InUse,
            DatabaseError::UpgradeRequired(_) => Self::OtherProgram,
            DatabaseError::Storage(error) => error.into(),
            error => Self::Other(error.into()),
        }
    }
}

impl From<StorageError> for FileFault {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Io(error) => io_fault(error),
            StorageError::Corrupted(_) => Self::Damaged,
            error => Self::Other(error.into()),
        }
    }
}

impl From<TransactionError> for FileFault {
    fn from(error: TransactionError) -> Self {
        redb::Error::from(error).into()
    }
}

impl From<TableError> for FileFault {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Storage(error) => error.into(),
            _ => Self::Damaged,
        }
    }
}

impl From<redb::Error> for FileFault {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::Io(error) => io_fault(error),
            redb::Error::Corrupted(_) => Self::Damaged,
            error => Self::Other(error),
        }
    }
}
