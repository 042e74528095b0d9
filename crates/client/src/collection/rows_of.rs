//! Rows as values of a type.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::from_row::FromRow;
use super::row::is_own;
use super::rows::Rows;
use crate::error::Error;

/// The rows of a collection as values of a type, made by
/// [`Request::rows_of`](crate::Request::rows_of).
///
/// It is a [`Stream`]. A page is asked for when the rows of the one before have been taken. A row
/// that does not fit is an error, after which the others come; after any other error there are no
/// more rows.
#[must_use = "no row is asked for before it is taken"]
pub struct RowsOf<R> {
    pub(crate) rows: Rows,
    // `fn() ->` keeps the rows `Send` and `Unpin` whatever `R` is: they hold no `R`.
    type_: PhantomData<fn() -> R>,
}

impl<R: FromRow> RowsOf<R> {
    pub(crate) fn new(rows: Rows) -> Self {
        Self {
            rows,
            type_: PhantomData,
        }
    }

    /// The next row; `None` after the last one.
    ///
    /// # Errors
    ///
    /// See the variants of [`Error`]; [`Error::Decode`] if the row does not fit.
    pub async fn next(&mut self) -> Option<Result<R, Error>> {
        self.rows.next().await.map(|row| R::from_row(row?))
    }

    /// All rows that are left, of all pages.
    ///
    /// # Errors
    ///
    /// See the variants of [`Error`]; [`Error::Decode`] if a row does not fit.
    pub async fn all(self) -> Result<Vec<R>, Error> {
        let rows = self.rows.all().await?;
        rows.into_iter().map(R::from_row).collect()
    }
}

/// The columns to select for `R`, if it says them. The service sends some in any case.
pub(crate) fn columns_of<R: FromRow>() -> Option<impl Iterator<Item = &'static str>> {
    let columns = R::columns()?.iter().copied();
    Some(columns.filter(|column| !is_own(column)))
}

impl<R: FromRow> Stream for RowsOf<R> {
    type Item = Result<R, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let row = ready!(Pin::new(&mut self.rows).poll_next(context));
        Poll::Ready(row.map(|row| R::from_row(row?)))
    }
}

impl<R> fmt::Debug for RowsOf<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("RowsOf").field(&self.rows).finish()
    }
}
