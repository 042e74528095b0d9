//! A client of the SuperOffice web API.
//!
//! Three things make a call: a [`Client`] knows where the service is and who calls it, a function
//! of the bindings makes a [`Request`], and [`Request::send`] returns the decoded response or an
//! [`Error`].
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
//! println!("{name}");
//! # Ok(())
//! # }
//! ```
//!
//! What nearly every program needs is here in the root. The rest is in the module of its subject:
//!
//! | you want to | look at |
//! |---|---|
//! | log in: OAuth, system users, credentials from elsewhere | [`auth`] |
//! | follow a tenant of the online service to where it is | [`tenant`], [`Client::builder_for`] |
//! | set timeouts, retries, the rate limit, the language | [`ClientBuilder`], [`settings`] |
//! | tell one failure from another | [`Error`], [`error`] |
//! | read archives: filters, pages, rows | [`collection`] |
//! | change some properties of an entity | [`Patch`], [`patch`] |
//! | read and write custom fields | [`custom_fields`] |
//! | work with days, times and time spans | [`time`] |
//! | send and receive documents and images | [`body`], [`response::Download`] |
//! | call an operation conditionally, or keep its headers | [`response`], [`Response`] |
//! | find columns, fields and list items by their names | `names` |
//! | import rows in bulk | [`table`] |
//! | receive webhooks | `webhooks` |
//! | see or change each request: logs, caches, proxies | [`transport`] |
//! | test without a service | [`testing`] |
//! | declare types as the bindings do | [`carrier!`], [`object!`], [`open_enum!`], [`flags!`], [`mod@carrier`] |
//!
//! # Features
//!
//! | feature | default | what it brings |
//! |---|---|---|
//! | `rustls` | yes | TLS in Rust |
//! | `native-tls` | | TLS of the operating system |
//! | `compression` | yes | responses that are compressed by gzip or Brotli |
//! | `fs` | yes | downloads to files and uploads from them |
//! | `jiff` | yes | conversions of times from and to the crate `jiff` |
//! | `tracing` | yes | a span for each call, with events |
//! | `oauth` | | logins of people: [`auth`] |
//! | `system-user` | | tickets of system users: [`auth`] |
//! | `tokens` | | verification of tokens that the login service has signed: [`auth`] |
//! | `names` | | the module `names` |
//! | `webhooks` | | the module `webhooks` |
//! | `axum` | | verified webhooks as arguments of handlers of the crate `axum` |
//! | `socks` | | proxies that speak SOCKS |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
pub mod auth;
mod base_url;
pub mod body;
mod call;
pub mod carrier;
mod client;
pub mod collection;
pub mod custom_fields;
mod debug;
pub mod error;
mod header;
mod lock;
#[cfg(feature = "names")]
pub mod names;
mod one_line;
pub mod patch;
pub mod request;
pub mod response;
mod service;
pub mod settings;
mod single_flight;
mod suspect;
pub mod table;
pub mod tenant;
pub mod testing;
pub mod time;
mod trace;
pub mod transport;
#[cfg(feature = "webhooks")]
pub mod webhooks;

/// The bytes of bodies: [`bytes::Bytes`].
pub use bytes;
/// What requests and responses of a [`Transport`](transport::Transport) are made of.
pub use http;
/// The HTTP library, for [`ClientBuilder::http_client`].
pub use reqwest;
/// Any JSON value, where the documentation says no more.
pub use serde_json::Value as Json;

pub use self::auth::credentials::Credentials;
#[doc(hidden)]
pub use self::carrier::__private;
pub use self::carrier::decode::decode;
pub use self::carrier::encode::encode;
pub use self::client::{Client, ClientBuilder};
pub use self::error::call::Error;
pub use self::patch::document::Patch;
pub use self::request::typed::Request;
pub use self::response::typed::Response;
