//! Notifications as arguments of the handlers of axum.

use std::fmt;

use ::axum_core::extract::rejection::BytesRejection;
use ::axum_core::extract::{FromRef, FromRequest, Request};
use ::axum_core::response::{IntoResponse, Response};
use bytes::Bytes;

use super::{Notification, WebhookError, WebhookVerifier};

/// A notification that was verified, as an argument of a handler. The verifier is the state of the
/// router or a part of it. A body that is longer than axum's limit is not read.
///
/// ```
/// use client::http::StatusCode;
/// use client::webhooks::Notification;
///
/// async fn receive(notification: Notification) -> StatusCode {
///     if !notification.is_test() {
///         println!("{} {:?}", notification.event, notification.primary_key);
///     }
///     StatusCode::OK
/// }
/// ```
impl<S> FromRequest<S> for Notification
where
    S: Send + Sync,
    WebhookVerifier: FromRef<S>,
{
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(WebhookRejection::Body)?;
        let verified = WebhookVerifier::from_ref(state).verify(&headers, &body);
        verified.map_err(WebhookRejection::Webhook)
    }
}

/// Why a handler did not get a notification. The response has a status and no body.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// It is not accepted.
    Webhook(WebhookError),
    /// The body did not arrive, or is too long.
    Body(BytesRejection),
}

impl fmt::Display for WebhookRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Webhook(error) => error.fmt(formatter),
            Self::Body(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for WebhookRejection {}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        match self {
            Self::Webhook(error) => error.status().into_response(),
            Self::Body(error) => error.status().into_response(),
        }
    }
}
