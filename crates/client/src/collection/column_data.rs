//! Columns of the rows that the archive agent gives.

use serde_json::Value as Json;

use super::row::decode_cell;
use crate::carrier::{Dictionary, Value, property};
use crate::error::DecodeError;

/// What holds the value, the first of these that is there.
const VALUES: [&str; 2] = ["RawValue", "DisplayValue"];

/// The columns of a row that the archive agent gives: the property `column_data` of
/// `ArchiveListItem`.
///
/// The service writes each value as text, which [`value`](Self::value) reads like
/// [`Row::value`](crate::collection::Row::value) does: `[I:123]` as a number, and so on. Columns
/// are found in any case of their letters, the exact one first.
pub trait ColumnData {
    /// The value of a column as JSON; `None` if there is no such column, or it has no value.
    fn get_value(&self, column: &str) -> Option<Json>;

    /// The value of a column as a type; `None` if it is null or not there.
    ///
    /// # Errors
    ///
    /// If the value has another type.
    fn value<T: Value>(&self, column: &str) -> Result<Option<T>, DecodeError> {
        let value = self.get_value(column);
        let value = value.map(|value| decode_cell(column, &value)).transpose();
        value.map(Option::flatten)
    }
}

impl<Column: Value> ColumnData for Dictionary<Column> {
    fn get_value(&self, column: &str) -> Option<Json> {
        let cell = self.get(column).or_else(|| {
            let mut entries = self.iter();
            let (_, cell) = entries.find(|(name, _)| name.eq_ignore_ascii_case(column))?;
            Some(cell)
        });
        let cell = cell?.as_ref()?;
        let mut values = VALUES.iter().filter_map(|name| property(cell, name));
        values.find(|value| !value.is_null())
    }
}

/// The property of a row.
impl<Column: Value> ColumnData for Option<Dictionary<Column>> {
    fn get_value(&self, column: &str) -> Option<Json> {
        self.as_ref()?.get_value(column)
    }
}
