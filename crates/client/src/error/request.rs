//! Mistakes in the arguments of a request.

use std::fmt;

/// A request that cannot be sent, because an argument or a setting of the call is unusable.
///
/// It never contains the value of an argument.
#[derive(Clone, Debug)]
pub struct RequestError {
    operation: &'static str,
    kind: RequestErrorKind,
    name: String,
}

/// What is wrong with a request.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestErrorKind {
    /// The path template has no placeholder of this name.
    UnknownPathArgument,
    /// A placeholder of the path template was not filled.
    MissingPathArgument,
    /// A path argument has no string, or an empty one.
    EmptyPathArgument,
    /// A path argument has more than one string.
    RepeatedPathArgument,
    /// A path argument is `.` or `..`, which would lead to another path.
    DotPathArgument,
    /// The name or the value of a header is empty, or has characters that a header cannot have.
    Header,
    /// The header is managed by the client and cannot be set.
    ReservedHeader,
    /// The media type of a raw body or a file has characters that a header cannot have.
    MediaType,
    /// A culture is set without a language, which the service would ignore.
    CultureWithoutLanguage,
    /// The upload is a stream that has been sent already, by this request or a clone.
    UsedStream,
    /// The address is longer than servers take, or the path template is no path.
    Address,
    /// The path template is empty, or has a query or a fragment.
    PathTemplate,
    /// A filter has a term that no service can read, such as a list without values.
    Filter,
    /// A page has no rows.
    PageSize,
}

impl RequestError {
    pub(crate) fn new(operation: &'static str, kind: RequestErrorKind, name: &str) -> Self {
        Self {
            operation,
            kind,
            name: name.to_owned(),
        }
    }

    /// The identifier of the operation in the reference documentation.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What is wrong.
    pub fn kind(&self) -> RequestErrorKind {
        self.kind
    }

    /// The name of the argument or header at fault; empty where there is none.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl RequestErrorKind {
    /// The mistake in words. `name` is the argument or header at fault.
    pub(crate) fn describe(self, name: &str) -> String {
        match self {
            Self::UnknownPathArgument => format!("the path has no argument `{name}`"),
            Self::MissingPathArgument => format!("the path argument `{name}` is missing"),
            Self::EmptyPathArgument => format!("the path argument `{name}` must not be empty"),
            Self::RepeatedPathArgument => format!("the path argument `{name}` must be one value"),
            Self::DotPathArgument => "a path argument must not be `.` or `..`".to_owned(),
            Self::Header => {
                format!("the header `{name}` is empty or has characters that no header can have")
            }
            Self::ReservedHeader => {
                format!("the header `{name}` is set by the client and cannot be replaced")
            }
            Self::MediaType => format!("`{name}` is not a media type"),
            Self::CultureWithoutLanguage => {
                "the service ignores a culture without a language: set one as well".to_owned()
            }
            Self::UsedStream => {
                "the stream has been sent already: upload a file, or make a new stream".to_owned()
            }
            Self::Address if name.is_empty() => {
                "the address is too long or not one: shorten the query".to_owned()
            }
            Self::Address => format!(
                "the address has {name} that servers take: narrow the filter, or divide its values \
                 over several calls"
            ),
            Self::PathTemplate => {
                "its path is empty or has a query: add the arguments by `query`".to_owned()
            }
            Self::Filter => format!("the filter cannot be read: {name}"),
            Self::PageSize => "a page has at least one row".to_owned(),
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let description = self.kind.describe(&self.name);
        write!(formatter, "{} was not sent: {description}", self.operation)
    }
}

impl std::error::Error for RequestError {}
