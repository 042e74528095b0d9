//! Rows of a service in memory.

use serde_json::{Map, Value as Json};

use crate::collection::text;

/// A row of a collection, for [`FakeResponse::rows`](crate::testing::FakeResponse::rows).
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// use client::request::Collection;
/// use client::testing::{FakeResponse, FakeRow, FakeTransport};
/// use client::{Json, Request};
///
/// let service = FakeTransport::new();
/// let rows = [
///     FakeRow::new("contact", 17).column("name", "Ida Ltd").column("category/id", 3),
///     FakeRow::new("contact", 18).column("name", "Ada Ltd").column("category/id", 4),
/// ];
/// service.respond("v1Example_GetAll", FakeResponse::rows(rows));
///
/// let request: Request<Json, Collection> = Request::get("v1Example_GetAll", "v1/Example");
/// let rows = request.rows(&service.client()).all().await?;
/// assert_eq!(rows[1].primary_key(), Some("18"));
/// assert_eq!(rows[1].value::<i32>("category/id")?, Some(4));
/// # Ok::<(), client::Error>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FakeRow {
    entity_name: String,
    primary_key: i64,
    columns: Vec<RowColumn>,
}

#[derive(Clone, Debug, PartialEq)]
struct RowColumn {
    name: String,
    value: Json,
    display: Option<String>,
}

impl FakeRow {
    /// A row of an entity such as `contact`, without columns.
    #[must_use]
    pub fn new(entity_name: impl Into<String>, primary_key: i64) -> Self {
        Self {
            entity_name: entity_name.into(),
            primary_key,
            columns: Vec::new(),
        }
    }

    /// The same with one more column: a string, a number, a boolean, or any other JSON.
    #[must_use]
    pub fn column(self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.with(name.into(), value.into(), None)
    }

    /// The same with one more column that also has a string to show. The row then reads as in
    /// [`Mode::Full`](crate::collection::Mode::Full).
    #[must_use]
    pub fn column_with_display(
        self,
        name: impl Into<String>,
        value: impl Into<Json>,
        display: impl Into<String>,
    ) -> Self {
        self.with(name.into(), value.into(), Some(display.into()))
    }

    fn with(mut self, name: String, value: Json, display: Option<String>) -> Self {
        self.columns.push(RowColumn {
            name,
            value,
            display,
        });
        self
    }

    /// The row as the service writes it: the primary key of a slim one is a string.
    pub(super) fn into_json(self) -> Json {
        let is_full = self.columns.iter().any(|column| column.display.is_some());
        let mut row = Map::new();
        let key = match is_full {
            true => self.primary_key.into(),
            false => self.primary_key.to_string().into(),
        };
        row.insert("PrimaryKey".to_owned(), key);
        row.insert("EntityName".to_owned(), self.entity_name.into());
        let columns = self.columns.into_iter();
        if is_full {
            let columns = columns.map(|column| {
                let mut parts = Map::new();
                let display = column.display.or_else(|| text(column.value.clone()));
                parts.insert("RawValue".to_owned(), column.value);
                parts.insert("DisplayValue".to_owned(), display.into());
                (column.name, Json::Object(parts))
            });
            let columns: Map<String, Json> = columns.collect();
            row.insert("Column".to_owned(), columns.into());
        } else {
            row.extend(columns.map(|column| (column.name, column.value)));
        }
        row.into()
    }
}
