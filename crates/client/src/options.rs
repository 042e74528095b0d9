//! The `$` options of an operation, typed so that a wrong one does not compile.

use crate::conditional::{ConditionalRead, ConditionalWrite};

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

/// Marks an operation that answers with rows, and whose only option is `$select`.
#[derive(Debug)]
pub enum SelectableRows {}

/// Marks an operation that answers with rows and has no options, such as the description of an
/// archive.
#[derive(Debug)]
pub enum PlainRows {}

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

/// The markers of operations that answer with rows.
pub trait Paged {
    /// Whether the operation has `$select`.
    #[doc(hidden)]
    const SELECTS: bool = true;
}

impl Paged for Collection {}
impl Paged for SelectableRows {}
impl Paged for PlainRows {
    const SELECTS: bool = false;
}

/// The markers of operations that answer with an entity and have `$select`.
pub trait Select {}

impl Select for Selectable {}
impl<Options: Select> Select for ConditionalRead<Options> {}
impl<Options: Select> Select for ConditionalWrite<Options> {}

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
