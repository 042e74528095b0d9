//! Collections: their OData options, and their pages and rows.

use super::Request;
use crate::call::Paging;
use crate::client::Client;
use crate::collection::{Filter, FromRow, Mode, Output, Pages, Rows, RowsOf, columns_of};
use crate::error::RequestErrorKind;
use crate::request::{Collection, ReturnsRows, SelectableRows, join};

const SELECT: &str = "$select";

/// Rows of any number of pages.
///
/// Each page is a call of its own, with all settings of this one. The service finds the rows of a
/// later page by going through the earlier ones, so many pages take long: ask for few columns, and
/// order by a primary key.
impl<T, Options: ReturnsRows, Query> Request<T, Options, Query> {
    /// The pages, one after the other, each asked for when it is taken.
    ///
    /// The client goes on where the response says, but at its own address alone: a link that leads
    /// elsewhere is an [`Error::Link`](crate::Error::Link). Where there is no link, it asks for the
    /// next page by `$skip` until one has fewer rows than were asked for by
    /// [`page_size`](Request::page_size). Without that, how many rows a page has is up to the
    /// server, and a page without a link is the last one.
    pub fn pages(self, client: &Client) -> Pages {
        Pages::new(client.clone(), self.parts)
    }

    /// The rows of all pages, one after the other. A page is asked for when its first row is taken.
    pub fn rows(self, client: &Client) -> Rows {
        Rows::new(self.pages(client))
    }

    /// The rows of all pages as values of `R`: a struct that derives serde's `Deserialize`, or says
    /// itself [how it is made](FromRow).
    ///
    /// If nothing is selected, this selects the columns of `R`, so that none can be forgotten.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// use client::request::Collection;
    /// use client::testing::{FakeResponse, FakeRow, FakeTransport};
    /// use client::{Json, Request};
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Company {
    ///     #[serde(rename = "contactId")]
    ///     id: i32,
    ///     name: String,
    /// }
    ///
    /// let service = FakeTransport::new();
    /// let row = FakeRow::new("contact", 17).column("contactId", 17).column("name", "Ida Ltd");
    /// service.respond("v1Example_GetAll", FakeResponse::rows([row]));
    ///
    /// let request: Request<Json, Collection> = Request::get("v1Example_GetAll", "v1/Example");
    /// let companies = request.rows_of::<Company>(&service.client()).all().await?;
    /// assert_eq!((companies[0].id, &*companies[0].name), (17, "Ida Ltd"));
    /// assert_eq!(service.requests()[0].uri().query(), Some("$select=contactId,name"));
    /// # Ok::<(), client::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn rows_of<R: FromRow>(self, client: &Client) -> RowsOf<R> {
        let selects = Options::SELECTS && self.parts.query_of(SELECT).is_none();
        let columns = columns_of::<R>().filter(|_| selects);
        let request = match columns {
            Some(columns) => self.option(SELECT, join(columns)),
            None => self,
        };
        RowsOf::new(request.rows(client))
    }
}

/// The only option.
impl<T, Query> Request<T, SelectableRows, Query> {
    /// Asks for the named columns.
    pub fn select(self, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.option(SELECT, join(names))
    }
}

/// Options.
impl<T, Query> Request<T, Collection, Query> {
    /// Asks for the named columns.
    pub fn select(self, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.option(SELECT, join(names))
    }

    /// Restricts the rows: a [`Filter`], or a string such as `name begins 'foo' and category gt 1`.
    pub fn filter(mut self, expression: impl Into<Filter>) -> Self {
        match expression.into().into_parts() {
            Ok((filter, columns)) => {
                self.parts.filtered = columns;
                self.option("$filter", filter)
            }
            Err(mistake) => self.fault(RequestErrorKind::Filter, &mistake),
        }
    }

    /// Sorts by the named columns, each with an optional direction, as in `category desc`.
    pub fn order_by(self, columns: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.option("$orderBy", join(columns))
    }

    /// Asks for rows of the named entities.
    pub fn entities(self, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.option("$entities", join(names))
    }

    /// Asks for at most `rows` rows, of all pages together.
    pub fn top(self, rows: u32) -> Self {
        self.paged(|paging| paging.top = Some(rows))
    }

    /// Asks for pages of `rows` rows. [`send`](Request::send) gives one of them.
    pub fn page_size(self, rows: u32) -> Self {
        if rows == 0 {
            return self.fault(RequestErrorKind::PageSize, "");
        }
        self.paged(|paging| paging.page_size = Some(rows))
    }

    /// Leaves out the first `rows` rows.
    pub fn skip(self, rows: u32) -> Self {
        self.paged(|paging| paging.skip = rows)
            .option("$skip", rows.to_string())
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

    /// Sets the format of the response. A response other than JSON can only be read as bytes.
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

impl<T, Options, Query> Request<T, Options, Query> {
    fn paged(mut self, set: impl FnOnce(&mut Paging)) -> Self {
        set(&mut self.parts.paging);
        self.parts.set_page(0);
        self
    }

    fn fault(mut self, kind: RequestErrorKind, name: &str) -> Self {
        self.parts.fail(kind, name);
        self
    }
}
