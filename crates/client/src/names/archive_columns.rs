//! Which columns an archive has.

use std::collections::HashMap;

use super::cache::Cache;
use crate::client::Client;
use crate::collection::{Row, is_own};
use crate::error::{Error, NameError, NameErrorKind};
use crate::request::{Request, ReturnsRows};

/// The columns of an archive, as its description says: its `$metadata`.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// use client::names::ArchiveColumns;
/// use client::request::PlainRows;
/// use client::testing::{FakeResponse, FakeTransport};
/// use client::{Error, Json, Request};
///
/// let service = FakeTransport::new();
/// let description = r#"{"name": {"DisplayName": "Company"}, "nameDepartment": {}}"#;
/// service.respond("v1Example_GetMetadata", FakeResponse::json(description));
///
/// let request: Request<Json, PlainRows> =
///     Request::get("v1Example_GetMetadata", "v1/Example/$metadata");
/// let columns = ArchiveColumns::cached(&service.client(), request).get().await?;
/// assert_eq!(columns.get("name")?.display_name.as_deref(), Some("Company"));
/// let error = columns.get("nmae").unwrap_err();
/// assert_eq!(error.near(), ["name"]);
/// # Ok::<(), Error>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct ArchiveColumns {
    columns: Vec<ArchiveColumn>,
    /// Where each column is, by its name in small letters.
    places: HashMap<String, usize>,
}

/// A column of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArchiveColumn {
    /// The name, for `$select`, `$filter` and `$orderBy`.
    pub name: String,
    /// The name for people, in the language of the request.
    pub display_name: Option<String>,
    /// What explains it to people, in the language of the request.
    pub display_tooltip: Option<String>,
    /// What its values look like, such as `int`.
    pub display_type: Option<String>,
    /// Whether rows can be sorted by it.
    pub can_order_by: Option<bool>,
    /// Whether it can stand in filters.
    pub can_restrict_by: Option<bool>,
    /// What a filter compares it with, such as `int` or `listAny`.
    pub restriction_type: Option<String>,
    /// The name of the list whose items it has.
    pub restriction_list_name: Option<String>,
}

impl ArchiveColumns {
    /// The columns that `request` describes, which is asked for once: the `$metadata` of an
    /// archive. What people read is in its language.
    pub fn cached<T: 'static, Options: ReturnsRows + 'static, Query: 'static>(
        client: &Client,
        request: Request<T, Options, Query>,
    ) -> Cache<Self> {
        let (client, operation) = (client.clone(), request.operation());
        Cache::from_fn(operation, move || {
            let rows = request.clone().rows(&client);
            Box::pin(async move { Self::from_rows(&rows.all().await?) })
        })
    }

    fn from_rows(rows: &[Row]) -> Result<Self, Error> {
        let columns: Vec<_> = rows.iter().map(column).collect::<Result<_, _>>()?;
        let names = columns.iter().map(|column| column.name.to_lowercase());
        let places = names.zip(0..).collect();
        Ok(Self { columns, places })
    }

    /// The columns, in the order of the description.
    pub fn iter(&self) -> std::slice::Iter<'_, ArchiveColumn> {
        self.columns.iter()
    }

    /// The column `name`, in any case of its letters.
    ///
    /// # Errors
    ///
    /// If there is none. The error has those that are like it.
    pub fn get(&self, name: &str) -> Result<&ArchiveColumn, NameError> {
        self.find(name).ok_or_else(|| {
            let known = self.iter().map(|column| &*column.name);
            NameError::unknown(NameErrorKind::Column, name, known)
        })
    }

    /// Checks that there are such columns. They may stand in functions that group and sum up, as in
    /// `Sum(amount):Footer`.
    ///
    /// # Errors
    ///
    /// If there is no such column. The error has those that are like the first of them.
    pub fn check(&self, names: impl IntoIterator<Item: AsRef<str>>) -> Result<(), NameError> {
        names.into_iter().try_for_each(|name| {
            let name = name.as_ref().trim();
            match self.has(name) || is_own(name) {
                true => Ok(()),
                false => self.get(innermost(name)).map(drop),
            }
        })
    }

    fn has(&self, name: &str) -> bool {
        if self.find(name).is_some() {
            return true;
        }
        // What follows a colon, such as `:Footer`, is an instruction, unless it is part of a name.
        let bare = name.rsplit_once(':').map(|(bare, _)| bare);
        bare.is_some_and(|bare| self.has(bare))
            || argument(name).is_some_and(|argument| self.has(argument))
    }

    fn find(&self, name: &str) -> Option<&ArchiveColumn> {
        self.columns.get(*self.places.get(&name.to_lowercase())?)
    }
}

/// What stands in the brackets of a function.
fn argument(name: &str) -> Option<&str> {
    let (function, argument) = name.strip_suffix(')')?.split_once('(')?;
    let is_name = !function.is_empty() && function.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_name.then(|| argument.trim())
}

/// The name in the brackets of functions, without instructions.
fn innermost(mut name: &str) -> &str {
    loop {
        let bare = match name.rfind(')') {
            Some(end) => &name[..=end],
            None => name,
        };
        match argument(bare) {
            Some(argument) => name = argument,
            None => return name,
        }
    }
}

fn column(row: &Row) -> Result<ArchiveColumn, Error> {
    Ok(ArchiveColumn {
        name: row.required("Name")?,
        display_name: row.value("DisplayName")?,
        display_tooltip: row.value("DisplayTooltip")?,
        display_type: row.value("DisplayType")?,
        can_order_by: row.value("CanOrderBy")?,
        can_restrict_by: row.value("CanRestrictBy")?,
        restriction_type: row.value("RestrictionType")?,
        restriction_list_name: row.value("RestrictionListName")?,
    })
}
