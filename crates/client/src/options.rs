//! The `$` options of an operation, typed so that a wrong one does not compile.

use crate::conditional::{ConditionalRead, ConditionalWrite};
use crate::request::Request;

/// Marks an operation without `$` options.
///
/// ```compile_fail,E0599
/// use client::Request;
///
/// let request: Request<String> = Request::get("v1Example", "v1/Example");
/// request.select(["Name"]);
/// ```
#[derive(Debug)]
pub enum Plain {}

/// Marks an operation whose only option is `$select`.
///
/// ```
/// use client::{Request, Selectable};
///
/// let request: Request<String, Selectable> = Request::get("v1Example", "v1/Example");
/// request.select(["Name"]);
/// ```
///
/// ```compile_fail,E0599
/// # use client::{Request, Selectable};
/// # let request: Request<String, Selectable> = Request::get("v1Example", "v1/Example");
/// request.filter("name begins 'A'");
/// ```
#[derive(Debug)]
pub enum Selectable {}

/// Marks an operation that answers with rows and has the OData options.
#[derive(Debug)]
pub enum Collection {}

/// How much each row of a collection tells: `$mode`.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The display values only.
    Slim,
    /// The documentation names this mode without describing it.
    Wide,
    /// Raw value, display value and hints of each column.
    Full,
}

/// How values read in [`Mode::Slim`]: `$output`.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// `true` and `false` for booleans.
    Logical,
    /// Icon hints for booleans.
    Display,
}

/// The markers of operations that have `$select`.
pub trait Select {}

impl Select for Selectable {}
impl<Options: Select> Select for ConditionalRead<Options> {}
impl<Options: Select> Select for ConditionalWrite<Options> {}

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

pub(crate) fn join<Names>(names: Names) -> String
where
    Names: IntoIterator<Item: AsRef<str>>,
{
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(name.as_ref());
    }
    text
}
