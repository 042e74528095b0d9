//! The OData options of a collection.

use super::Request;
use crate::options::{Collection, Mode, Output, join};

impl<T> Request<T, Collection> {
    /// Asks for the named columns.
    pub fn select<Names>(self, names: Names) -> Self
    where
        Names: IntoIterator<Item: AsRef<str>>,
    {
        self.option("$select", join(names))
    }

    /// Restricts the rows, as in `name begins 'foo' and category gt 1`.
    pub fn filter(self, expression: impl Into<String>) -> Self {
        self.option("$filter", expression.into())
    }

    /// Sorts by the named columns, each with an optional direction, as in `category desc`.
    pub fn order_by<Columns>(self, columns: Columns) -> Self
    where
        Columns: IntoIterator<Item: AsRef<str>>,
    {
        self.option("$orderBy", join(columns))
    }

    /// Asks for rows of the named entities.
    pub fn entities<Names>(self, names: Names) -> Self
    where
        Names: IntoIterator<Item: AsRef<str>>,
    {
        self.option("$entities", join(names))
    }

    /// Asks for at most `rows` rows.
    pub fn top(self, rows: u32) -> Self {
        self.option("$top", rows.to_string())
    }

    /// Leaves out the first `rows` rows.
    pub fn skip(self, rows: u32) -> Self {
        self.option("$skip", rows.to_string())
    }

    /// Sets how much each row tells.
    pub fn mode(self, mode: Mode) -> Self {
        let name = match mode {
            Mode::Slim => "Slim",
            Mode::Wide => "Wide",
            Mode::Full => "Full",
        };
        self.option("$mode", name.to_owned())
    }

    /// Sets options of the provider of the rows, as in `GrandTotal=true`.
    pub fn options(self, options: impl Into<String>) -> Self {
        self.option("$options", options.into())
    }

    /// Sets the context of the provider of the rows.
    pub fn context(self, context: impl Into<String>) -> Self {
        self.option("$context", context.into())
    }

    /// Sets the format of the answer. An answer other than JSON can only be read as bytes.
    pub fn format(self, format: impl Into<String>) -> Self {
        self.option("$format", format.into())
    }

    /// Asks for column names with `_` for each character that is unusual in a JSON name.
    pub fn json_safe(self, json_safe: bool) -> Self {
        self.option("$jsonSafe", json_safe.to_string())
    }

    /// Sets how values read in [`Mode::Slim`].
    pub fn output(self, output: Output) -> Self {
        let name = match output {
            Output::Logical => "Logical",
            Output::Display => "Display",
        };
        self.option("$output", name.to_owned())
    }
}
