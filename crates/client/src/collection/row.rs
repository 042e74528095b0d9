//! One row of a collection.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::cell::{Cell, Cells};
use super::properties::{find, take};
use crate::carrier::{Value, decode_from};
use crate::custom_fields::{CustomFieldError, CustomFieldValue, read_field};
use crate::error::{DecodeError, Error, ResponseError};

const PRIMARY_KEY: &str = "PrimaryKey";
const ENTITY_NAME: &str = "EntityName";
/// What holds the columns in [`Mode::Full`](crate::collection::Mode::Full).
const COLUMN: &str = "Column";
const RAW_VALUE: &str = "RawValue";
const DISPLAY_VALUE: &str = "DisplayValue";
const TOOLTIP_HINT: &str = "TooltipHint";
const LINK_HINT: &str = "LinkHint";

/// One row of a collection, with whatever columns were asked for, in their order.
///
/// A row is of an entity that its archive knows, and of no type that this crate would have to know.
/// Both forms can be read alike: in [`Mode::Slim`](crate::collection::Mode::Slim) a column is a
/// value, in [`Mode::Full`](crate::collection::Mode::Full) a raw value with a display value and
/// hints.
///
/// Columns are found in any case of their letters, the exact one first: the service takes
/// `contactid` for `contactId`, and writes what it likes.
#[derive(Clone, PartialEq)]
pub struct Row {
    operation: &'static str,
    primary_key: Option<String>,
    entity_name: Option<String>,
    columns: Map<String, Json>,
    is_full: bool,
}

impl Row {
    pub(super) fn new(operation: &'static str, mut properties: Map<String, Json>) -> Self {
        let primary_key = take(&mut properties, &[PRIMARY_KEY]).and_then(text);
        let entity_name = take(&mut properties, &[ENTITY_NAME]).and_then(text);
        let full = find(&properties, COLUMN).is_some_and(Json::is_object);
        let (columns, is_full) = match take(&mut properties, &[COLUMN]) {
            Some(Json::Object(columns)) if full => (columns, true),
            Some(column) => {
                properties.insert(COLUMN.to_owned(), column);
                (properties, false)
            }
            None => (properties, false),
        };
        Self {
            operation,
            primary_key,
            entity_name,
            columns,
            is_full,
        }
    }

    /// The primary key. The service writes it as a number or as a string.
    pub fn primary_key(&self) -> Option<&str> {
        self.primary_key.as_deref()
    }

    /// The entity that the row is of, such as `contact`.
    pub fn entity_name(&self) -> Option<&str> {
        self.entity_name.as_deref()
    }

    /// The names of the columns and their values; raw values where the row has both.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Json)> {
        let columns = self.columns.iter();
        columns.map(|(name, column)| (name.as_str(), self.raw(column)))
    }

    /// The value of a column, the raw one where the row has both; `None` if the row has no such
    /// column.
    pub fn get(&self, column: &str) -> Option<&Json> {
        find(&self.columns, column).map(|column| self.raw(column))
    }

    /// The text to show for a column.
    pub fn display(&self, column: &str) -> Option<&str> {
        if self.is_full {
            return self.part(column, DISPLAY_VALUE);
        }
        self.get(column)?.as_str()
    }

    /// The hint for a tooltip of a column, in [`Mode::Full`](crate::collection::Mode::Full).
    pub fn tooltip_hint(&self, column: &str) -> Option<&str> {
        self.part(column, TOOLTIP_HINT)
    }

    /// Where a column leads to, in [`Mode::Full`](crate::collection::Mode::Full).
    pub fn link_hint(&self, column: &str) -> Option<&str> {
        self.part(column, LINK_HINT)
    }

    /// The value of a column as a type; `None` if it is null or not there.
    ///
    /// ```no_run
    /// # fn example(row: client::collection::Row) -> Result<(), client::Error> {
    /// let category: Option<i32> = row.value("category")?;
    /// let registered: Option<client::time::DateTime> = row.value("registeredDate")?;
    /// let score: Option<i32> = row.value("contactUdef/SuperOffice:1")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Columns that the users of an installation have added come in strings such as `[I:123]`,
    /// which are read as what they stand for; as a `String` they are the text itself. An empty
    /// string is `None` where something else is asked for.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if the value has another type.
    pub fn value<T: Value>(&self, column: &str) -> Result<Option<T>, Error> {
        let value = self.get(column).filter(|value| !value.is_null());
        let value = value.map(|value| decode_cell(column, value)).transpose();
        value
            .map(Option::flatten)
            .map_err(|error| self.unexpected(error))
    }

    /// The value of a column that has to have one, read as [`value`](Self::value) does.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if the column is null, not there, or has another type.
    pub fn required<T: Value>(&self, column: &str) -> Result<T, Error> {
        self.value(column)?
            .ok_or_else(|| self.unexpected(DecodeError::mismatch(column, "a value")))
    }

    /// The value of a column as one that a custom field can have, such as a
    /// [`TimeOfDay`](crate::time::TimeOfDay) or a
    /// [`CustomField`](crate::custom_fields::CustomField) of whatever kind it is; `None` if it is
    /// null, not there, or an empty string where something else is asked for.
    ///
    /// # Errors
    ///
    /// If the column has another kind of value.
    pub fn field<T: CustomFieldValue>(&self, column: &str) -> Result<Option<T>, CustomFieldError> {
        field_cell(column, self.get(column))
    }

    /// The row as a struct of your own, with a field for each column: its values, the raw ones
    /// where the row has both, and `PrimaryKey` and `EntityName`.
    ///
    /// A primary key that is a whole number is one here, however the service writes it. Fields are
    /// found in any case of their letters, and strings such as `[I:123]` are read as in
    /// [`value`](Self::value).
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if a column is missing or has another type.
    pub fn deserialize<T: DeserializeOwned>(self) -> Result<T, Error> {
        let mut object = Map::new();
        if let Some(key) = &self.primary_key {
            let key = key
                .parse::<i64>()
                .map_or_else(|_| key.as_str().into(), Json::from);
            object.insert(PRIMARY_KEY.into(), key);
        }
        if let Some(name) = &self.entity_name {
            object.insert(ENTITY_NAME.into(), name.as_str().into());
        }
        for (name, value) in self.columns() {
            object.insert(name.into(), value.clone());
        }
        decode_cells(&object).map_err(|error| self.unexpected(error))
    }

    fn raw<'a>(&self, column: &'a Json) -> &'a Json {
        match column {
            Json::Object(parts) if self.is_full => find(parts, RAW_VALUE).unwrap_or(&Json::Null),
            value => value,
        }
    }

    fn part(&self, column: &str, name: &str) -> Option<&str> {
        let column = find(&self.columns, column).filter(|_| self.is_full)?;
        find(column.as_object()?, name)?.as_str()
    }

    fn unexpected(&self, error: DecodeError) -> Error {
        let unexpected = ResponseError::new(self.operation, None, error);
        Error::Decode(Box::new(unexpected))
    }
}

/// The columns.
impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Row")
            .field("primary_key", &self.primary_key)
            .field("entity_name", &self.entity_name)
            .field("columns", &self.columns)
            .finish()
    }
}

/// Whether a row has what `name` says whatever is selected.
pub(crate) fn is_own(name: &str) -> bool {
    [PRIMARY_KEY, ENTITY_NAME]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(name))
}

/// The value of a column, which is not null; `None` if it is an empty string and no `T`.
pub(crate) fn decode_cell<T: Value>(column: &str, value: &Json) -> Result<Option<T>, DecodeError> {
    match decode_from(column, Cell(value)) {
        Err(_) if value == "" => Ok(None),
        decoded => decoded.map(Some),
    }
}

/// Columns as a struct with a field for each.
pub(crate) fn decode_cells<T: DeserializeOwned>(
    columns: &Map<String, Json>,
) -> Result<T, DecodeError> {
    serde_path_to_error::deserialize(Cells(columns)).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        DecodeError::new(path, error.mismatch.clone(), error)
    })
}

/// The value of a column as one that a custom field can have; `None` if there is none.
pub(crate) fn field_cell<T: CustomFieldValue>(
    column: &str,
    value: Option<&Json>,
) -> Result<Option<T>, CustomFieldError> {
    match value {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => read_field(column, text),
        Some(other) => read_field(column, &other.to_string()),
    }
}

/// The string of a value, as text for people; `None` for null.
pub(crate) fn text(value: Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
