//! One row of a collection.

use std::fmt;

use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Map, Value as Json};

use crate::carrier::{DecodeError, Value, decode_property};
use crate::error::{Error, UnexpectedAnswer};

const PRIMARY_KEY: &str = "PrimaryKey";
const ENTITY_NAME: &str = "EntityName";
/// What holds the columns in [`Mode::Full`](crate::Mode::Full).
const COLUMN: &str = "Column";
const RAW_VALUE: &str = "RawValue";
const DISPLAY_VALUE: &str = "DisplayValue";
const TOOLTIP_HINT: &str = "TooltipHint";
const LINK_HINT: &str = "LinkHint";

/// One row of a collection, with whatever columns were asked for, in their order.
///
/// A row is of an entity that its archive knows, and of no type that this crate would have to know.
/// Both forms can be read alike: in [`Mode::Slim`](crate::Mode::Slim) a column is a value, in
/// [`Mode::Full`](crate::Mode::Full) a raw value with a display value and hints.
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
        let primary_key = properties.shift_remove(PRIMARY_KEY).and_then(text);
        let entity_name = properties.shift_remove(ENTITY_NAME).and_then(text);
        let (columns, is_full) = match properties.get_mut(COLUMN) {
            Some(Json::Object(columns)) => (std::mem::take(columns), true),
            _ => (properties, false),
        };
        Self {
            operation,
            primary_key,
            entity_name,
            columns,
            is_full,
        }
    }

    /// The primary key. The service writes it as a number or as a text.
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
        self.columns.get(column).map(|column| self.raw(column))
    }

    /// The text to show for a column.
    pub fn display(&self, column: &str) -> Option<&str> {
        if self.is_full {
            return self.part(column, DISPLAY_VALUE);
        }
        self.get(column)?.as_str()
    }

    /// The hint for a tooltip of a column, in [`Mode::Full`](crate::Mode::Full).
    pub fn tooltip_hint(&self, column: &str) -> Option<&str> {
        self.part(column, TOOLTIP_HINT)
    }

    /// Where a column leads to, in [`Mode::Full`](crate::Mode::Full).
    pub fn link_hint(&self, column: &str) -> Option<&str> {
        self.part(column, LINK_HINT)
    }

    /// The value of a column as a type; `None` if it is null or not there.
    ///
    /// ```no_run
    /// # fn example(row: client::Row) -> Result<(), client::Error> {
    /// let category: Option<i32> = row.value("category")?;
    /// let registered: Option<client::DateTime> = row.value("registeredDate")?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if the value has another type.
    pub fn value<T: Value>(&self, column: &str) -> Result<Option<T>, Error> {
        let Some(value) = self.get(column).filter(|value| !value.is_null()) else {
            return Ok(None);
        };
        let decoded = decode_property(column, value);
        decoded.map(Some).map_err(|error| self.unexpected(error))
    }

    /// The row as a struct of your own, with a field for each column: its values, the raw ones where
    /// the row has both, and `PrimaryKey` and `EntityName`.
    ///
    /// A primary key that is a whole number is one here, however the service writes it.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if a column is missing or has another type.
    pub fn into<T: DeserializeOwned>(self) -> Result<T, Error> {
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
        serde_path_to_error::deserialize(Json::Object(object)).map_err(|error| {
            let path = error.path().to_string();
            self.unexpected(DecodeError::new(path, error.into_inner()))
        })
    }

    fn raw<'a>(&self, column: &'a Json) -> &'a Json {
        match column {
            Json::Object(parts) if self.is_full => parts.get(RAW_VALUE).unwrap_or(&Json::Null),
            value => value,
        }
    }

    fn part(&self, column: &str, name: &str) -> Option<&str> {
        let column = self.columns.get(column).filter(|_| self.is_full)?;
        column.get(name)?.as_str()
    }

    fn unexpected(&self, error: DecodeError) -> Error {
        let unexpected = UnexpectedAnswer::new(self.operation, None, error);
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

/// A row as it is in the answer.
pub(super) type Columns = Map<String, Json>;

/// The rows and the link to the next page in the body of an answer.
pub(super) fn read(body: &[u8]) -> Result<(Vec<Columns>, Option<String>), DecodeError> {
    let mismatch = |path: &str, expected: &str| {
        // In the words of the decoder, which the error takes apart.
        let text = format!("invalid type, expected {expected}");
        DecodeError::new(path.to_owned(), serde_json::Error::custom(text))
    };
    let Json::Object(mut answer) = crate::decode(body)? else {
        return Err(mismatch(".", "an object"));
    };
    let link = match answer.remove("odata.nextLink") {
        None | Some(Json::Null) => None,
        Some(Json::String(link)) if link.is_empty() => None,
        Some(Json::String(link)) => Some(link),
        Some(_) => return Err(mismatch("odata.nextLink", "a string")),
    };
    let rows = match answer.remove("value") {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(rows)) => rows,
        Some(_) => return Err(mismatch("value", "an array")),
    };
    let rows = rows.into_iter().enumerate().map(|(index, row)| match row {
        Json::Object(properties) => Ok(properties),
        _ => Err(mismatch(&format!("value[{index}]"), "an object")),
    });
    Ok((rows.collect::<Result<_, _>>()?, link))
}

fn text(value: Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
