//! What can go wrong with a call.

use std::fmt;

use http::StatusCode;

use crate::request::RequestFault;

mod configuration;
mod decode;
mod server;
mod transport;

pub use self::configuration::ConfigurationError;
pub use self::decode::UnexpectedAnswer;
pub use self::server::ServerError;
pub(crate) use self::server::is_error_object;
pub use self::transport::{TransportError, TransportErrorKind};

/// What can go wrong with a call.
///
/// No error contains credentials or arguments of the call, neither in its message nor in its
/// debug output, so errors can be logged. What the server sent has to be asked for, with
/// [`ServerError::body`] and [`UnexpectedAnswer::decode_error`].
#[non_exhaustive]
#[derive(Debug)]
pub enum Error {
    /// The client cannot be built. Nothing was sent.
    Configuration(ConfigurationError),
    /// An argument or a setting of the call is unusable. Nothing was sent.
    Request(Box<RequestFault>),
    /// The server could not be reached, or the response did not arrive.
    Transport(Box<TransportError>),
    /// The server answered with an error.
    Server(Box<ServerError>),
    /// The server answered with something else than the operation promises.
    Decode(Box<UnexpectedAnswer>),
    /// The server answered `null`: the entity does not exist.
    ///
    /// [`Request::optional`](crate::Request::optional) makes this a `None` instead.
    #[non_exhaustive]
    Null {
        /// The identifier of the operation in the reference documentation.
        operation: &'static str,
    },
    /// The server answered with success, but sent nothing.
    #[non_exhaustive]
    Empty {
        /// The identifier of the operation in the reference documentation.
        operation: &'static str,
    },
}

impl Error {
    /// The status of the response, where the server answered with an error.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Server(error) => Some(error.status()),
            _ => None,
        }
    }

    /// Whether the entity does not exist: REST operations answer 404, agents `null`.
    ///
    /// A wrong base URL leads to 404 as well.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Null { .. }) || self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the connection or the response took too long.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == TransportErrorKind::Timeout)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(error) => error.fmt(formatter),
            Self::Request(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
            Self::Server(error) => error.fmt(formatter),
            Self::Decode(error) => error.fmt(formatter),
            Self::Null { operation } => write!(
                formatter,
                "{operation} answered null: the entity does not exist"
            ),
            Self::Empty { operation } => write!(
                formatter,
                "{operation} answered with nothing where JSON was expected"
            ),
        }
    }
}

/// The boxed errors are this error, not its cause, so their sources are passed on.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Configuration(error) => error.source(),
            Self::Transport(error) => error.source(),
            _ => None,
        }
    }
}

impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::Configuration(error)
    }
}

impl From<RequestFault> for Error {
    fn from(fault: RequestFault) -> Self {
        Self::Request(Box::new(fault))
    }
}
