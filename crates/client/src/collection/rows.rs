//! Collections row by row.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::pages::Pages;
use super::row::Row;
use crate::error::Error;

/// The rows of a collection, made by [`Request::rows`](crate::Request::rows).
///
/// It is a [`Stream`]. A page is asked for when the rows of the one before have been taken. After
/// an error there are no more rows.
#[must_use = "no row is asked for before it is taken"]
pub struct Rows {
    pub(crate) pages: Pages,
    rows: VecDeque<Row>,
}

impl Rows {
    pub(crate) fn new(pages: Pages) -> Self {
        Self {
            pages,
            rows: VecDeque::new(),
        }
    }

    /// The next row; `None` after the last one.
    ///
    /// # Errors
    ///
    /// See the variants of [`Error`]; [`Error::Link`] if the next page cannot be asked for.
    pub async fn next(&mut self) -> Option<Result<Row, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// All rows that are left, of all pages.
    ///
    /// # Errors
    ///
    /// See the variants of [`Error`]; [`Error::Link`] if a next page cannot be asked for.
    pub async fn all(mut self) -> Result<Vec<Row>, Error> {
        let mut rows = Vec::from(std::mem::take(&mut self.rows));
        while let Some(page) = self.pages.next().await {
            rows.extend(page?.rows);
        }
        Ok(rows)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Row, Error>>> {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Poll::Ready(Some(Ok(row)));
            }
            // A page can be empty although there are more.
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.rows = page.rows.into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl Stream for Rows {
    type Item = Result<Row, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Rows")
            .field("pages", &self.pages)
            .field("waiting", &self.rows.len())
            .finish()
    }
}
