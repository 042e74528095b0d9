//! Links that are not followed.

use std::fmt;

use crate::one_line::one_line;

/// A page of rows has a link to the next one that cannot be followed.
#[derive(Clone, Debug)]
pub struct LinkError {
    operation: &'static str,
    kind: LinkErrorKind,
    /// Without its query.
    link: String,
}

/// Why a link to a next page cannot be followed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkErrorKind {
    /// It leads away from the tenant of the client, whose credentials go nowhere else.
    Elsewhere,
    /// It leads to a page that was read already, so there would be no end.
    Loop,
    /// It is no address.
    Unreadable,
    /// There was no link, and the server sent the same page again when it was asked for the next
    /// one: it does not know `$skip`.
    Repeated,
}

impl LinkError {
    pub(crate) fn new(operation: &'static str, kind: LinkErrorKind, link: String) -> Self {
        Self {
            operation,
            kind,
            link,
        }
    }

    /// The identifier of the operation in the reference documentation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Why the link cannot be followed.
    pub fn kind(&self) -> LinkErrorKind {
        self.kind
    }

    /// The link without its query; empty if there was none, or if it is no address.
    pub fn link(&self) -> &str {
        &self.link
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation, link, ..
        } = self;
        let link = one_line(link);
        match self.kind {
            LinkErrorKind::Elsewhere => write!(
                formatter,
                "the next page of {operation} is said to be at {link}, which is not below the \
                 address of the client: nothing was sent there; if a proxy changes paths, give the \
                 client the address that the server itself has"
            ),
            LinkErrorKind::Loop => write!(
                formatter,
                "the next page of {operation} is said to be one that was read before, {link}: the \
                 rest cannot be read; ask for smaller parts with a filter"
            ),
            LinkErrorKind::Unreadable => write!(
                formatter,
                "the link to the next page of {operation} is no address: the rest cannot be read"
            ),
            LinkErrorKind::Repeated => write!(
                formatter,
                "the server sent the same page of {operation} again instead of the next one, so it \
                 does not know `$skip`: ask for all rows at once, or for smaller parts with a filter"
            ),
        }
    }
}

impl std::error::Error for LinkError {}
