//! What is kept, in a file: an embedded database.

mod error;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::{fmt, fs};

use bytes::Bytes;
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition, TableError};

pub use self::error::StoreError;
use self::error::{FileFault, io_fault};
use crate::state::{Store, WrittenEntity};

/// What the file is, by which one of another program is told.
const FORMAT: TableDefinition<'_, &str, u32> = TableDefinition::new("stand-in");

/// The name of the only entry of the format, and the version that is read and written.
const VERSION: (&str, u32) = ("version", 1);

/// Entities as JSON, by their kind and number.
const RECORDS: TableDefinition<'_, (&str, i32), &[u8]> = TableDefinition::new("records");

/// The bytes of documents.
const CONTENT: TableDefinition<'_, (&str, i32), &[u8]> = TableDefinition::new("content");

/// The highest number that an entity of each kind has had.
const LAST: TableDefinition<'_, &str, i32> = TableDefinition::new("last");

/// The file.
pub(crate) struct Disk(Database);

impl Disk {
    /// Opens a file, or makes one with what is there from the start. No other process can open it as
    /// long as this one has it.
    pub(crate) fn open(path: &Path) -> Result<(Self, Store), StoreError> {
        let opened = match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(FileFault::Folder),
            Ok(found) if found.permissions().readonly() => Err(FileFault::ReadOnly),
            Ok(found) if found.len() == 0 => Err(FileFault::Empty),
            Ok(_) => read(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(path),
            Err(error) => Err(io_fault(error)),
        };
        let (disk, mut store) = opened.map_err(|fault| StoreError::new(path, fault))?;
        store.remember();
        Ok((disk, store))
    }

    /// Writes what has been changed. It is in the file when this returns.
    pub(crate) fn save(&self, store: &mut Store) -> Result<(), redb::Error> {
        let changed = store.changed();
        if !changed.is_empty() {
            self.write(&changed, store)?;
            store.forget_changed();
        }
        Ok(())
    }

    fn write(&self, written: &[WrittenEntity], store: &Store) -> Result<(), redb::Error> {
        let transaction = self.0.begin_write()?;
        {
            let mut records = transaction.open_table(RECORDS)?;
            let mut content = transaction.open_table(CONTENT)?;
            for entity in written {
                let key = (entity.area, entity.id);
                match &entity.record {
                    Some(record) => records.insert(key, record.to_string().as_bytes())?,
                    None => records.remove(key)?,
                };
                match &entity.content {
                    Some(bytes) => content.insert(key, &**bytes)?,
                    None => content.remove(key)?,
                };
            }
            let mut last = transaction.open_table(LAST)?;
            for (area, number) in store.last() {
                last.insert(area, number)?;
            }
            let mut format = transaction.open_table(FORMAT)?;
            format.insert(VERSION.0, VERSION.1)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn make(path: &Path) -> Result<(Disk, Store), FileFault> {
    fill(Database::create(path)?)
}

/// Writes what is there from the start.
fn fill(database: Database) -> Result<(Disk, Store), FileFault> {
    let (disk, store) = (Disk(database), Store::seeded());
    disk.write(&store.all(), &store)?;
    Ok((disk, store))
}

fn read(path: &Path) -> Result<(Disk, Store), FileFault> {
    // The library takes it for granted that what it reads was written by it, and panics if it was
    // not.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let database = Database::open(path)?;
        // Whoever made it was ended before anything was in it.
        if database.begin_read()?.list_tables()?.next().is_none() {
            return fill(database);
        }
        let (store, is_new) = load(&database)?;
        let disk = Disk(database);
        if is_new {
            disk.write(&store.all(), &store)?;
        }
        Ok((disk, store))
    }));
    opened.unwrap_or(Err(FileFault::Damaged))
}

/// What is in the file, and whether there is more in it now than in the file.
fn load(database: &Database) -> Result<(Store, bool), FileFault> {
    let transaction = database.begin_read()?;
    let format = match transaction.open_table(FORMAT) {
        Ok(format) => format,
        Err(TableError::TableDoesNotExist(_) | TableError::TableTypeMismatch { .. }) => {
            return Err(FileFault::OtherProgram);
        }
        Err(error) => return Err(error.into()),
    };
    match format.get(VERSION.0)?.map(|version| version.value()) {
        Some(version) if version == VERSION.1 => {}
        Some(version) => return Err(FileFault::Version(version)),
        None => return Err(FileFault::OtherProgram),
    }
    let (records, content) = (
        transaction.open_table(RECORDS)?,
        transaction.open_table(CONTENT)?,
    );
    let mut store = Store::empty();
    let mut areas = HashSet::new();
    for entry in transaction.open_table(LAST)?.iter()? {
        let (area, last) = entry?;
        store.set_last(area.value(), last.value());
        areas.insert(area.value().to_owned());
    }
    for entry in records.iter()? {
        let (key, record) = entry?;
        let (area, id) = key.value();
        let content = content.get((area, id))?;
        let content = content.map(|bytes| Bytes::copy_from_slice(bytes.value()));
        let read = store.read(area, id, record.value(), content);
        read.map_err(|_| FileFault::Damaged)?;
    }
    let is_new = store.add_missing(&areas);
    Ok((store, is_new))
}

impl fmt::Debug for Disk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Disk")
    }
}
