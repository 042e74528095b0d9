//! The error of a call.

use std::fmt;
#[cfg(feature = "names")]
use std::sync::Arc;

use http::StatusCode;

#[cfg(feature = "names")]
use super::NameError;
#[cfg(feature = "webhooks")]
use super::WebhookError;
use super::{
    AuthorizationError, ConfigurationError, DecodeError, FileError, LinkError, RequestError,
    ResponseError, ServerError, TableError, TenantError, TransportError, TransportErrorKind,
    ValueError,
};
use crate::custom_fields::CustomFieldError;
#[cfg(feature = "jiff")]
use crate::time::DateTimeError;
use crate::time::{DateError, ParseDateTimeError, TimeSpanError};

/// What can go wrong with a call.
///
/// No error contains credentials or arguments of the call, neither in its message nor in its
/// debug output, so errors can be logged. [`FileError`] names the file. What the server sent has to
/// be asked for, with [`ServerError::body`] and [`ResponseError::decode_error`].
#[non_exhaustive]
#[derive(Debug)]
pub enum Error {
    /// The client cannot be built. Nothing was sent.
    Configuration(ConfigurationError),
    /// An argument or a setting of the call is unusable. Nothing was sent.
    Request(Box<RequestError>),
    /// The server could not be reached, or the response did not arrive.
    Transport(Box<TransportError>),
    /// A file could not be sent, or a response not be saved as one.
    File(Box<FileError>),
    /// No credentials could be obtained. The call was not sent, or the response was 401.
    Authorization(Box<AuthorizationError>),
    /// The tenant cannot be used at present, or its address was not found. The call was not sent,
    /// or the response was 421.
    Tenant(Box<TenantError>),
    /// The service does not accept the credentials: 401.
    Unauthorized(Box<ServerError>),
    /// The user or the application lacks a right: 403.
    Forbidden(Box<ServerError>),
    /// The entity does not exist: 404. A wrong base URL leads here as well.
    ///
    /// [`Request::optional`](crate::Request::optional) makes this a `None` instead.
    NotFound(Box<ServerError>),
    /// A `test` of a patch failed, or the entity is in use: 409.
    Conflict(Box<ServerError>),
    /// The entity was changed since the time that the call named: 412.
    PreconditionFailed(Box<ServerError>),
    /// The server responded with another error.
    Server(Box<ServerError>),
    /// The server responded with something else than the operation promises.
    Decode(Box<ResponseError>),
    /// A page of rows has a link to the next one that cannot be followed.
    Link(Box<LinkError>),
    /// A value that was read, written or converted beside a call is not what it was taken for.
    Value(Box<ValueError>),
    /// Nothing has a name that was asked for, or more than one thing has.
    #[cfg(feature = "names")]
    Name(Box<NameError>),
    /// What is kept could not be asked for. All calls that waited for it get this error.
    #[cfg(feature = "names")]
    Shared(Arc<Error>),
    /// A webhook is not accepted.
    #[cfg(feature = "webhooks")]
    Webhook(Box<WebhookError>),
    /// The server responded with `null`: the entity does not exist.
    ///
    /// [`Request::optional`](crate::Request::optional) makes this a `None` instead.
    #[non_exhaustive]
    Null {
        /// The identifier of the operation in the reference documentation.
        operation: &'static str,
    },
    /// The server responded with success, but sent nothing.
    #[non_exhaustive]
    Empty {
        /// The identifier of the operation in the reference documentation.
        operation: &'static str,
    },
}

impl Error {
    /// The error that the server responded with.
    pub fn server(&self) -> Option<&ServerError> {
        match self {
            Self::Unauthorized(error)
            | Self::Forbidden(error)
            | Self::NotFound(error)
            | Self::Conflict(error)
            | Self::PreconditionFailed(error)
            | Self::Server(error) => Some(error),
            #[cfg(feature = "names")]
            Self::Shared(error) => error.server(),
            _ => None,
        }
    }

    /// The status of the response, where the server responded with an error.
    pub fn status(&self) -> Option<StatusCode> {
        self.server().map(ServerError::status)
    }

    /// Whether the entity does not exist: REST operations respond with 404, agents `null`.
    pub fn is_not_found(&self) -> bool {
        match self {
            Self::Null { .. } | Self::NotFound(_) => true,
            #[cfg(feature = "names")]
            Self::Shared(error) => error.is_not_found(),
            _ => false,
        }
    }

    pub(crate) fn of_server(error: ServerError) -> Self {
        let status = error.status();
        let error = Box::new(error);
        match status {
            StatusCode::UNAUTHORIZED => Self::Unauthorized(error),
            StatusCode::FORBIDDEN => Self::Forbidden(error),
            StatusCode::NOT_FOUND => Self::NotFound(error),
            StatusCode::CONFLICT => Self::Conflict(error),
            StatusCode::PRECONDITION_FAILED => Self::PreconditionFailed(error),
            _ => Self::Server(error),
        }
    }

    /// The error in the variant, which is this error and not its cause.
    fn inner(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match self {
            Self::Configuration(error) => error,
            Self::Request(error) => &**error,
            Self::Transport(error) => &**error,
            Self::File(error) => &**error,
            Self::Authorization(error) => &**error,
            Self::Tenant(error) => &**error,
            Self::Decode(error) => &**error,
            Self::Link(error) => &**error,
            Self::Value(error) => &**error,
            #[cfg(feature = "names")]
            Self::Name(error) => &**error,
            #[cfg(feature = "names")]
            Self::Shared(error) => &**error,
            #[cfg(feature = "webhooks")]
            Self::Webhook(error) => &**error,
            Self::Null { .. } | Self::Empty { .. } => return None,
            _ => self.server()?,
        })
    }

    /// Whether the connection or the response took too long.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind() == TransportErrorKind::Timeout,
            #[cfg(feature = "names")]
            Self::Shared(error) => error.is_timeout(),
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null { operation } => write!(
                formatter,
                "{operation} responded with null: the entity does not exist"
            ),
            Self::Empty { operation } => write!(
                formatter,
                "{operation} responded with nothing where JSON was expected"
            ),
            _ => self
                .inner()
                .map_or(Ok(()), |error| fmt::Display::fmt(error, formatter)),
        }
    }
}

/// The boxed errors are this error, not its cause, so their sources are passed on.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner()?.source()
    }
}

impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::Configuration(error)
    }
}

macro_rules! from_boxed {
    ($($(#[$feature:meta])* $variant:ident($error:ty);)*) => {$(
        $(#[$feature])*
        impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::$variant(Box::new(error))
            }
        }
    )*};
}

from_boxed! {
    Authorization(AuthorizationError);
    Request(RequestError);
    Tenant(TenantError);
    #[cfg(feature = "names")]
    Name(NameError);
    #[cfg(feature = "webhooks")]
    Webhook(WebhookError);
}

macro_rules! from_values {
    ($($(#[$feature:meta])* $variant:ident($error:ty);)*) => {$(
        $(#[$feature])*
        impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::Value(Box::new(ValueError::$variant(error)))
            }
        }
    )*};
}

from_values! {
    CustomField(CustomFieldError);
    Date(DateError);
    DateTime(ParseDateTimeError);
    #[cfg(feature = "jiff")]
    Conversion(DateTimeError);
    TimeSpan(TimeSpanError);
    Table(TableError);
    Decode(DecodeError);
}
