//! Collections page by page.

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::link;
use super::read::read;
use super::row::Row;
use crate::call::Parts;
use crate::client::Client;
use crate::error::{Error, LinkError, LinkErrorKind, ResponseError};
use crate::response::ExpectedBody;
use crate::transport::BoxFuture;

/// One page of a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The rows, in their order.
    pub rows: Vec<Row>,
}

/// The pages of a collection, made by [`Request::pages`](crate::Request::pages).
///
/// It is a [`Stream`]. A page is asked for when the one before has been taken. After an error there
/// are no more pages.
#[must_use = "no page is asked for before it is taken"]
pub struct Pages {
    client: Client,
    next: NextPage,
    /// The links so far, to notice when one comes again.
    seen: HashSet<String>,
    /// How many rows there were so far.
    taken: u64,
    /// How many rows the longest page had that had a link to the next one.
    longest: u64,
    /// What the page before looked like, to notice when it comes again.
    before: Option<Look>,
    /// What has to succeed before the first page is asked for.
    check: Option<Check>,
    pending: Option<BoxFuture<'static, Result<PageResponse, Error>>>,
}

/// What has to succeed.
pub(crate) type Check = BoxFuture<'static, Result<(), Error>>;

/// What comes when the page before has been taken.
#[derive(Debug)]
enum NextPage {
    Ask(Box<Parts>),
    Fail(Box<LinkError>),
    End,
}

/// A page with what was asked for it and the link to the next one, relative to the address of the
/// client.
struct PageResponse {
    page: Page,
    parts: Box<Parts>,
    link: Result<Option<String>, LinkError>,
}

/// A page, as far as it can be told from another: how many rows it has, the first and the last.
type Look = (usize, Row, Row);

impl Pages {
    pub(crate) fn new(client: Client, parts: Box<Parts>) -> Self {
        let seen = parts.path_and_query().into_iter().collect();
        let next = match parts.paging.top {
            Some(0) => NextPage::End,
            _ => NextPage::Ask(parts),
        };
        Self {
            client,
            next,
            seen,
            taken: 0,
            longest: 0,
            before: None,
            check: None,
            pending: None,
        }
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// See the variants of [`Error`]; [`Error::Link`] if the next page cannot be asked for.
    pub async fn next(&mut self) -> Option<Result<Page, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// Does this with what the call says before the first page is asked for; none is if it fails.
    #[cfg(feature = "names")]
    pub(crate) fn after(mut self, check: impl FnOnce(&Parts) -> Check) -> Self {
        if let NextPage::Ask(parts) = &self.next {
            self.check = Some(check(parts));
        }
        self
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page, Error>>> {
        if let Some(check) = &mut self.check {
            let checked = ready!(check.as_mut().poll(context));
            self.check = None;
            if let Err(error) = checked {
                self.next = NextPage::End;
                return Poll::Ready(Some(Err(error)));
            }
        }
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => match std::mem::replace(&mut self.next, NextPage::End) {
                NextPage::Ask(parts) => self.pending.insert(ask(self.client.clone(), parts)),
                NextPage::Fail(error) => return Poll::Ready(Some(Err(Error::Link(error)))),
                NextPage::End => return Poll::Ready(None),
            },
        };
        let response = ready!(pending.as_mut().poll(context));
        self.pending = None;
        Poll::Ready(Some(response.and_then(|response| self.take(response))))
    }

    /// The rows of a page that are wanted. What comes next depends on what the server has sent.
    fn take(&mut self, response: PageResponse) -> Result<Page, Error> {
        let PageResponse {
            mut page,
            parts,
            link,
        } = response;
        let look = look(&page.rows);
        let was_link = parts.link.is_some();
        let is_repeated =
            look.is_some() && look == std::mem::replace(&mut self.before, look.clone());
        if self.taken > 0 && !was_link && is_repeated {
            let kind = LinkErrorKind::Repeated;
            let error = LinkError::new(parts.operation, kind, String::new());
            return Err(Error::Link(Box::new(error)));
        }
        let asked = parts.paging.asked(self.taken);
        if let Some(left) = parts.paging.left(self.taken) {
            page.rows
                .truncate(usize::try_from(left).unwrap_or(usize::MAX));
        }
        let count = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
        self.taken = self.taken.saturating_add(count);
        self.next = match link {
            _ if parts.paging.left(self.taken) == Some(0) => NextPage::End,
            Ok(None) => self.skip(parts, asked, count),
            link => {
                self.longest = self.longest.max(count);
                self.follow(parts, link)
            }
        };
        Ok(page)
    }

    /// What comes after a page that has no link. If it is as long as pages are, there can be more:
    /// not every server gives links, nor on every page.
    fn skip(&self, mut parts: Box<Parts>, asked: Option<u64>, count: u64) -> NextPage {
        let Some(asked) = asked else {
            return NextPage::End;
        };
        let full = match self.longest {
            0 => asked,
            longest => longest.min(asked),
        };
        if count < full {
            return NextPage::End;
        }
        parts.link = None;
        parts.set_page(self.taken);
        NextPage::Ask(parts)
    }

    fn follow(
        &mut self,
        mut parts: Box<Parts>,
        link: Result<Option<String>, LinkError>,
    ) -> NextPage {
        match link {
            Ok(None) => NextPage::End,
            Ok(Some(link)) if self.seen.insert(link.clone()) => {
                parts.link = Some(link);
                NextPage::Ask(parts)
            }
            Ok(Some(link)) => {
                let path = link.split('?').next().unwrap_or_default().to_owned();
                let error = LinkError::new(parts.operation, LinkErrorKind::Loop, path);
                NextPage::Fail(Box::new(error))
            }
            Err(error) => NextPage::Fail(Box::new(error)),
        }
    }
}

/// Only rows with primary keys can be told apart.
fn look(rows: &[Row]) -> Option<Look> {
    let (first, last) = (rows.first()?, rows.last()?);
    let have_keys = first.primary_key().is_some() && last.primary_key().is_some();
    have_keys.then(|| (rows.len(), first.clone(), last.clone()))
}

/// Asks for a page.
fn ask(client: Client, parts: Box<Parts>) -> BoxFuture<'static, Result<PageResponse, Error>> {
    Box::pin(async move {
        let response = client.call(parts.clone(), ExpectedBody::Rows).await?;
        let operation = parts.operation;
        let (rows, link) = read(&response.body).map_err(|error| {
            let unexpected = ResponseError::new(operation, Some(&response.headers), error);
            Error::Decode(Box::new(unexpected))
        })?;
        let rows = rows.into_iter().map(|row| Row::new(operation, row));
        let page = Page {
            rows: rows.collect(),
        };
        let here = parts.path_and_query()?;
        let link = link.map(|link| link::relative(operation, &link, &response.base, &here));
        Ok(PageResponse {
            page,
            parts,
            link: link.transpose(),
        })
    })
}

impl Stream for Pages {
    type Item = Result<Page, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("next", &self.next)
            .field("asked", &self.seen.len())
            .finish_non_exhaustive()
    }
}
