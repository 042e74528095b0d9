//! What SuperOffice sends to an integration.
//!
//! A webhook posts a [`Notification`] to its target URL whenever one of its events happens. A
//! [`WebhookVerifier`] makes sure that it comes from SuperOffice, and reads it:
//!
//! ```
//! use client::http::{HeaderMap, StatusCode};
//! use client::webhooks::{EventName, WebhookError, WebhookVerifier};
//!
//! fn receive(verifier: &WebhookVerifier, headers: &HeaderMap, body: &[u8]) -> StatusCode {
//!     match verifier.verify(headers, body) {
//!         Ok(notification) if notification.is_test() => StatusCode::OK,
//!         Ok(notification) => {
//!             if notification.event == EventName::CONTACT_CHANGED {
//!                 println!("contact {:?}: {:?}", notification.primary_key, notification.changes);
//!             }
//!             StatusCode::OK
//!         }
//!         Err(error) => {
//!             eprintln!("{error}");
//!             error.status()
//!         }
//!     }
//! }
//!
//! let verifier = WebhookVerifier::new("secret of the webhook")?;
//! assert_eq!(receive(&verifier, &HeaderMap::new(), b"{}"), StatusCode::UNAUTHORIZED);
//! # Ok::<(), client::Error>(())
//! ```
//!
//! A change of the state of a tenant is a [`TenantChange`], with a token that proves where it comes
//! from.
//!
//! Any server will do that has the headers as an [`http::HeaderMap`] and the body as the bytes that
//! were received.

#[cfg(feature = "axum")]
mod axum;
mod event_name;
mod field_values;
mod notification;
mod registration;
mod statistics;
mod tenant_change;
mod tenant_change_type;
mod verifier;

#[cfg(feature = "axum")]
pub use self::axum::WebhookRejection;
pub use self::event_name::EventName;
pub use self::field_values::FieldValues;
pub use self::notification::Notification;
pub use self::registration::{RegistrationOutcome, WebhookRegistration};
pub use self::statistics::WebhookStatistics;
pub use self::tenant_change::TenantChange;
pub use self::tenant_change_type::TenantChangeType;
pub use self::verifier::WebhookVerifier;
pub use crate::error::webhook::WebhookError;
