//! Writing one file whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{OutputError, Transaction, compare_files};
use crate::console::Console;
use crate::workspace::folder_around;

/// Writes one file in one step, if its text differs. What is no ordinary file, such as a device, is
/// written to.
///
/// # Errors
/// The file cannot be written. It is as it was then.
pub fn write_file(path: &Path, text: &str, console: &Console) -> Result<(), OutputError> {
    let fail =
        |error: std::io::Error| OutputError::new(path, error, "choose a file that can be written");
    let is_special = |found: fs::Metadata| !found.is_file() && !found.is_dir();
    if fs::metadata(path).is_ok_and(is_special) {
        return fs::write(path, text).map_err(fail);
    }
    // A link stays one: the file that it leads to is written.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let Some(name) = real.file_name().and_then(|name| name.to_str()) else {
        return Err(fail(std::io::ErrorKind::InvalidFilename.into()));
    };
    let folder = folder_around(&real);
    if !folder.is_dir() {
        return Err(fail(std::io::ErrorKind::NotFound.into()));
    }
    let mut transaction = Transaction::begin(&[folder], console)?;
    let wanted = BTreeMap::from([(name.to_owned(), text.to_owned())]);
    let comparison = compare_files(folder, &wanted, |_, _| true)?;
    transaction.add(folder, &wanted, &comparison);
    transaction.commit()
}
