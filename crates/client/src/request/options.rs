//! The `$` options of an operation, typed so that a wrong one does not compile.

use std::marker::PhantomData;

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
/// use client::request::Selectable;
/// use client::Request;
///
/// let request: Request<String, Selectable> = Request::get("v1Example", "v1/Example");
/// request.select(["Name"]);
/// ```
///
/// ```compile_fail,E0599
/// # use client::request::Selectable;
/// # use client::Request;
/// # let request: Request<String, Selectable> = Request::get("v1Example", "v1/Example");
/// request.filter("name begins 'A'");
/// ```
#[derive(Debug)]
pub enum Selectable {}

/// Marks an operation that responds with rows and has the OData options.
#[derive(Debug)]
pub enum Collection {}

/// Marks an operation that responds with rows, and whose only option is `$select`.
#[derive(Debug)]
pub enum SelectableRows {}

/// Marks an operation that responds with rows and has no options, such as the description of an
/// archive.
#[derive(Debug)]
pub enum PlainRows {}

/// Marks an operation that can leave out an entity that has not changed; `Options` is the marker of
/// its `$` options.
#[derive(Debug)]
pub struct ConditionalRead<Options>(PhantomData<Options>);

/// Marks an operation that can leave alone an entity that somebody else has changed; `Options` is
/// the marker of its `$` options.
#[derive(Debug)]
pub struct ConditionalWrite<Options>(PhantomData<Options>);

/// The markers of operations that respond with rows.
pub trait ReturnsRows {
    /// Whether the operation has `$select`.
    #[doc(hidden)]
    const SELECTS: bool = true;
}

impl ReturnsRows for Collection {}
impl ReturnsRows for SelectableRows {}
impl ReturnsRows for PlainRows {
    const SELECTS: bool = false;
}

/// The markers of operations that respond with an entity and have `$select`.
pub trait TakesSelect {}

impl TakesSelect for Selectable {}
impl<Options: TakesSelect> TakesSelect for ConditionalRead<Options> {}
impl<Options: TakesSelect> TakesSelect for ConditionalWrite<Options> {}

pub(crate) fn join(names: impl IntoIterator<Item: AsRef<str>>) -> String {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(name.as_ref());
    }
    text
}
