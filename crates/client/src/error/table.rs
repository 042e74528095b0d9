//! Why rows of a table cannot be written.

use std::fmt;

use crate::one_line::one_line;

/// Rows of a table that cannot be written. Nothing was sent.
///
/// It does not have the values, which can be personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    table: String,
    row: usize,
    column: String,
    kind: TableErrorKind,
}

/// What is wrong with rows of a table.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableErrorKind {
    /// A row has more or fewer values than there are columns.
    Count {
        /// How many values the row has.
        values: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// There is no string for a value: it is not this.
    Value(&'static str),
    /// There are no columns.
    NoColumns,
    /// A column has no name.
    EmptyColumn,
    /// Two columns have one name.
    RepeatedColumn,
    /// The body is of an operation that takes no rows.
    OtherBody,
}

impl TableError {
    pub(crate) fn new(table: &str, row: usize, column: &str, kind: TableErrorKind) -> Self {
        Self {
            table: table.to_owned(),
            row,
            column: column.to_owned(),
            kind,
        }
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// How many rows are before the one at fault.
    #[must_use]
    pub fn row(&self) -> usize {
        self.row
    }

    /// The column at fault; empty where there is none.
    #[must_use]
    pub fn column(&self) -> &str {
        &self.column
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> TableErrorKind {
        self.kind
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (table, column) = (one_line(&self.table), one_line(&self.column));
        let row = self.row + 1;
        match self.kind {
            TableErrorKind::Count { values, columns } => write!(
                formatter,
                "row {row} for the table `{table}` has {values} values for {columns} columns"
            ),
            TableErrorKind::Value(expected) => write!(
                formatter,
                "row {row} for the table `{table}` cannot be written: the value for `{column}` is \
                 not {expected}"
            ),
            TableErrorKind::NoColumns => write!(
                formatter,
                "the rows for the table `{table}` have no columns: name at least one"
            ),
            TableErrorKind::EmptyColumn => write!(
                formatter,
                "a column of the rows for the table `{table}` has no name"
            ),
            TableErrorKind::RepeatedColumn => write!(
                formatter,
                "the rows for the table `{table}` have the column `{column}` twice"
            ),
            TableErrorKind::OtherBody => write!(
                formatter,
                "the rows for the table `{table}` cannot be in a body without `TableName`, \
                 `Columns` and `Data`"
            ),
        }
    }
}

impl std::error::Error for TableError {}
