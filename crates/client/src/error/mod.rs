//! What the variants of [`Error`] hold: what went wrong, where, and what to do.

mod authorization;
pub(crate) mod call;
mod cause;
mod configuration;
mod decode;
mod file;
mod invalid;
mod json;
mod link;
#[cfg(feature = "names")]
mod name;
#[cfg(feature = "names")]
mod near;
mod request;
mod server;
mod table;
mod tenant;
mod transport;
mod value;
#[cfg(feature = "webhooks")]
pub(crate) mod webhook;

pub use self::authorization::AuthorizationError;
pub(crate) use self::call::Error;
pub(crate) use self::cause::{cause, with_cause};
pub use self::configuration::ConfigurationError;
pub use self::decode::{DecodeError, ResponseError};
#[cfg(feature = "fs")]
pub(crate) use self::file::FileAction;
pub use self::file::FileError;
pub use self::invalid::InvalidField;
pub(crate) use self::json::JsonError;
pub use self::link::{LinkError, LinkErrorKind};
#[cfg(feature = "names")]
pub use self::name::{NameError, NameErrorKind};
pub use self::request::{RequestError, RequestErrorKind};
pub use self::server::ServerError;
pub use self::table::{TableError, TableErrorKind};
pub use self::tenant::{TenantError, TenantErrorKind};
pub use self::transport::{TransportError, TransportErrorKind};
pub use self::value::ValueError;
#[cfg(feature = "webhooks")]
pub(crate) use self::webhook::SIGNATURE;
#[cfg(feature = "webhooks")]
pub(crate) use self::webhook::WebhookError;
