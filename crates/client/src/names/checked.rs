//! Pages and rows whose columns are checked before they are asked for.

use super::archive_columns::ArchiveColumns;
use super::cache::Cache;
use crate::call::Parts;
use crate::collection::{Check, FromRow, Pages, Rows, RowsOf};

impl Pages {
    /// Checks before the first page whether the archive has the columns that the call selects,
    /// sorts and filters by. If not, there is [`Error::Name`](crate::Error::Name), which says what
    /// may be meant, and no page is asked for. Filters that are written as text are not checked.
    ///
    /// ```no_run
    /// # async fn example(client: client::Client) -> Result<(), client::Error> {
    /// # use client::names::ArchiveColumns;
    /// # use client::request::{Collection, PlainRows};
    /// # use client::{Json, Request};
    /// # let metadata = || Request::<Json, PlainRows>::get("v1Example", "v1/Example/$metadata");
    /// # let persons = || Request::<Json, Collection>::get("v1Example", "v1/Example");
    /// // Once in a program:
    /// let columns = ArchiveColumns::cached(&client, metadata());
    /// // For each call:
    /// let rows = persons().select(["name", "age"]).rows(&client).checked_by(&columns);
    /// # Ok(())
    /// # }
    /// ```
    pub fn checked_by(self, columns: &Cache<ArchiveColumns>) -> Self {
        self.after(|parts| check(columns, parts))
    }
}

impl Rows {
    /// See [`Pages::checked_by`].
    pub fn checked_by(mut self, columns: &Cache<ArchiveColumns>) -> Self {
        self.pages = self.pages.checked_by(columns);
        self
    }
}

impl<R: FromRow> RowsOf<R> {
    /// See [`Pages::checked_by`].
    pub fn checked_by(mut self, columns: &Cache<ArchiveColumns>) -> Self {
        self.rows = self.rows.checked_by(columns);
        self
    }
}

/// Checks the columns that a call selects, sorts and filters by.
fn check(columns: &Cache<ArchiveColumns>, parts: &Parts) -> Check {
    let list = |option| parts.query_of(option).unwrap_or_default();
    let selected = list("$select").split(',');
    let sorted = list("$orderBy").split(',');
    // Behind the name is the direction.
    let sorted = sorted.filter_map(|column| column.split_whitespace().next());
    let names = selected.chain(sorted).filter(|name| !name.is_empty());
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.extend_from_slice(&parts.filtered);
    let columns = columns.clone();
    Box::pin(async move { Ok(columns.get().await?.check(names)?) })
}
