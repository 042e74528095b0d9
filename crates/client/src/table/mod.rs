//! Rows of database tables, for mass operations.

mod value;

pub use self::value::{TableValue, TableValueError};

use serde_json::{Map, Value as Json};

use crate::carrier::{Value, decode};
use crate::error::{Error, TableError, TableErrorKind};

/// Rows of a database table, for the mass operations of the agent `DatabaseTable`.
///
/// Their request bodies have the rows as strings: text is bare, and everything else has a moniker,
/// as in `[I:42]`. This writes the strings, and makes a body of them.
///
/// ```
/// use client::table::TableRows;
/// use client::time::Date;
/// use client::Error;
///
/// // What the bindings have:
/// struct InsertRequest {
///     table_name: Option<String>,
///     columns: Option<Vec<String>>,
///     data: Option<Vec<Vec<String>>>,
///     additional_properties: client::carrier::AdditionalProperties,
/// }
/// # client::carrier!(InsertRequest { table_name: "TableName", columns: "Columns", data: "Data" });
///
/// let mut rows = TableRows::new("y_rental", ["x_start", "x_amount", "x_note"]);
/// rows.push(&[&Date::new(2024, 5, 28)?, &2, &"Two bikes"])?;
/// rows.push(&[&Date::new(2024, 5, 29)?, &1, &None::<&str>])?;
/// let body: InsertRequest = rows.into_body()?;
/// assert_eq!(
///     String::from_utf8_lossy(&client::encode(&body)),
///     r#"{"TableName":"y_rental","Columns":["x_start","x_amount","x_note"],"Data":[["[D:05/28/2024]","[I:2]","Two bikes"],["[D:05/29/2024]","[I:1]",null]]}"#
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct TableRows {
    table: String,
    columns: Vec<String>,
    rows: Vec<Json>,
}

/// What a body has: the table, its columns, and a list of values for each row.
const PROPERTIES: [&str; 3] = ["TableName", "Columns", "Data"];

impl TableRows {
    /// No rows yet, of a table such as `y_rental`, with the values of these columns, which are
    /// named as in the database.
    pub fn new(table: impl Into<String>, columns: impl IntoIterator<Item: Into<String>>) -> Self {
        Self {
            table: table.into(),
            columns: columns.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row: a value for each column, in the order of the columns.
    ///
    /// # Errors
    ///
    /// If there are more or fewer values than columns, or there is no string for a value. Then no
    /// row is added.
    pub fn push(&mut self, values: &[&dyn TableValue]) -> Result<(), TableError> {
        if values.len() != self.columns.len() {
            let kind = TableErrorKind::Count {
                values: values.len(),
                columns: self.columns.len(),
            };
            return Err(self.error(kind, ""));
        }
        let cells = self.columns.iter().zip(values).map(|(column, value)| {
            let text = value
                .to_table_text()
                .map_err(|error| self.error(TableErrorKind::Value(error.expected), column))?;
            Ok(Json::from(text))
        });
        let row: Result<Vec<Json>, TableError> = cells.collect();
        self.rows.push(row?.into());
        Ok(())
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A request body with the properties `TableName`, `Columns` and `Data`, such as the
    /// `InsertRequest` and the `UpsertRequest` of the agent. What else it has is up to you.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if there are no columns, if two have one name or one has none, or if `T`
    /// has no such properties.
    pub fn into_body<T: Value>(self) -> Result<T, Error> {
        self.check()?;
        if !PROPERTIES
            .iter()
            .all(|name| T::TYPE.erased().has_property(name))
        {
            return Err(self.error(TableErrorKind::OtherBody, "").into());
        }
        let values = [self.table.into(), self.columns.into(), self.rows.into()];
        let names = PROPERTIES.map(str::to_owned);
        let body: Map<String, Json> = names.into_iter().zip(values).collect();
        Ok(decode(Json::Object(body).to_string().as_bytes())?)
    }

    fn check(&self) -> Result<(), TableError> {
        if self.columns.is_empty() {
            return Err(self.error(TableErrorKind::NoColumns, ""));
        }
        for (place, column) in self.columns.iter().enumerate() {
            if column.trim().is_empty() {
                return Err(self.error(TableErrorKind::EmptyColumn, ""));
            }
            let mut earlier = self.columns[..place].iter();
            if earlier.any(|other| other.eq_ignore_ascii_case(column)) {
                return Err(self.error(TableErrorKind::RepeatedColumn, column));
            }
        }
        Ok(())
    }

    fn error(&self, kind: TableErrorKind, column: &str) -> TableError {
        TableError::new(&self.table, self.rows.len(), column, kind)
    }
}
