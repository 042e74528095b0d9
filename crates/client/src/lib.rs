//! Talks to the SuperOffice web API.
//!
//! A function of the bindings makes a [`Request`]; [`Request::send`] hands it to a [`Client`] and
//! returns the decoded answer or an [`Error`].
//!
//! ```no_run
//! # async fn example() -> Result<(), client::Error> {
//! use client::{Client, Credentials, Request};
//!
//! let client = Client::builder("https://sod.superoffice.com/Cust12345")
//!     .authorization(Credentials::bearer("8A:Cust12345.secret"))
//!     .language("en")
//!     .build()?;
//!
//! // Operations that the bindings lack can be called by hand.
//! let request: Request<String> = Request::get("v1Example_GetName", "v1/Example/{id}/Name");
//! let name = request.path("id", &17).send(&client).await?;
//! # Ok(())
//! # }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod authorization;
mod base64;
mod base_url;
mod body;
mod cache_key;
mod call;
mod carrier;
mod client;
mod collection;
mod conditional;
mod custom_fields;
mod date;
mod date_time;
mod download;
mod enumeration;
mod environment;
mod error;
mod fake;
mod flags;
mod header;
mod locale;
#[cfg(feature = "names")]
mod names;
mod one_line;
mod options;
mod parameter;
mod patch;
mod reply;
mod request;
mod retry;
mod selected;
mod service;
mod single_flight;
mod stream;
mod suspect;
mod table;
mod tenant;
mod tenant_state;
mod time_span;
mod trace;
mod transport;
mod upload;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use bytes::Bytes;
/// What requests and responses of a [`Transport`] and a [`Middleware`] are made of.
pub use http;
pub use http::{HeaderMap, Method, StatusCode};
/// The HTTP library, for [`ClientBuilder::http_client`].
pub use reqwest;
/// Any JSON value, where the documentation says no more.
pub use serde_json::Value as Json;

pub use self::authorization::{Authorizer, Credentials, Obtain};
#[cfg(feature = "tokens")]
pub use self::authorization::{Claims, TokenVerifier};
#[cfg(feature = "oauth")]
pub use self::authorization::{
    OAuth, OAuthCallback, OAuthLogin, OAuthRefusal, OAuthSession, OAuthTokens,
};
#[cfg(feature = "system-user")]
pub use self::authorization::{PrivateKey, SystemUser, SystemUserTicket};
pub use self::base64::Base64;
pub use self::body::{Content, JsonBody, Whole};
pub use self::cache_key::CacheKey;
#[doc(hidden)]
pub use self::carrier::__private;
pub use self::carrier::{
    AdditionalProperties, DecodeError, Dictionary, IntoProperty, Text, Value, decode, encode,
};
pub use self::client::{Client, ClientBuilder, Middleware, Next, RateLimit};
pub use self::collection::{
    Column, ColumnData, Filter, FilterValue, FromRow, Page, Pages, Period, Row, Rows, RowsOf,
    column,
};
pub use self::conditional::{ConditionalRead, ConditionalWrite, IfModified, LastModified};
pub use self::custom_fields::{
    CustomField, CustomFieldError, CustomFieldValue, CustomFields, ListItem, TimeOfDay,
};
pub use self::date::{Date, DateError};
#[cfg(feature = "jiff")]
pub use self::date_time::DateTimeError;
pub use self::date_time::{DateTime, ParseDateTimeError};
pub use self::download::Download;
pub use self::environment::Environment;
pub use self::error::{
    AuthorizationError, ConfigurationError, Error, FileError, InvalidField, LinkError,
    LinkErrorKind, RequestFault, RequestFaultKind, ServerError, TableError, TableErrorKind,
    TenantError, TenantErrorKind, TransportError, TransportErrorKind, UnexpectedAnswer, ValueError,
};
#[cfg(feature = "names")]
pub use self::error::{NameError, NameErrorKind};
#[cfg(feature = "tokens")]
pub use self::fake::FakeLogin;
pub use self::fake::{FakeAnswer, FakeFile, FakeRequest, FakeRow, FakeTransport, Given};
pub use self::flags::FlagSet;
pub use self::locale::{Language, TimeZone};
#[cfg(feature = "names")]
pub use self::names::{
    ArchiveColumn, ArchiveColumns, CustomFieldInfo, CustomFieldLayout, Kept, MdoList, MdoLists,
    Snapshot,
};
pub use self::options::{
    Collection, Mode, Output, Paged, Plain, PlainRows, Select, Selectable, SelectableRows,
};
pub use self::parameter::{Parameter, Values, strings};
pub use self::patch::{Merge, Operations, Patch, PatchForm};
pub use self::reply::{Reply, Response};
pub use self::request::{Query, QueryParameters, Request};
pub use self::retry::Retry;
pub use self::selected::Selected;
pub use self::stream::{BoxError, ByteStream};
pub use self::table::{TableRows, TableValue, TableValueError};
pub use self::tenant::{Tenant, TenantStatus};
pub use self::tenant_state::TenantState;
pub use self::time_span::{TimeSpan, TimeSpanError};
pub use self::transport::{BoxFuture, Operation, RequestBody, Transport, TransportFailure};
pub use self::upload::Upload;
