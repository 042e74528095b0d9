//! What a service in memory responds with.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::Value as Json;

use super::FakeRow;
use crate::body::JsonBody;
use crate::error::TransportErrorKind;
use crate::tenant::TenantState;
use crate::transport::{ByteStream, SendError};

const JSON: &str = "application/json; charset=utf-8";

/// What a [`FakeTransport`](crate::testing::FakeTransport) responds with to a call; by default a
/// status of 204.
///
/// Debug output leaves out headers and bodies, which can be secret.
#[derive(Clone)]
pub struct FakeResponse(ResponseKind);

#[derive(Clone)]
enum ResponseKind {
    Response {
        status: StatusCode,
        headers: Vec<(String, String)>,
        body: Bytes,
    },
    /// A page of rows.
    Rows {
        rows: Vec<Json>,
        next_link: Option<String>,
    },
    Failure(TransportErrorKind),
}

impl FakeResponse {
    /// A status without a body, such as 204 or 404.
    #[must_use]
    pub fn status(status: StatusCode) -> Self {
        Self(ResponseKind::Response {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
        })
    }

    /// A JSON text.
    #[must_use]
    pub fn json(json: impl Into<Bytes>) -> Self {
        Self::content(JSON, json)
    }

    /// A value of the bindings as JSON.
    #[must_use]
    pub fn value(value: &dyn JsonBody) -> Self {
        Self::json(value.to_json())
    }

    /// A page of rows, the last one unless [`with_next_link`](Self::with_next_link) says where the
    /// next one is.
    #[must_use]
    pub fn rows(rows: impl IntoIterator<Item = FakeRow>) -> Self {
        Self(ResponseKind::Rows {
            rows: rows.into_iter().map(FakeRow::into_json).collect(),
            next_link: None,
        })
    }

    /// The same page of rows with a link to the next one, such as `Contact?$skip=2`. Other
    /// responses have no link, so they stay as they are.
    #[must_use]
    pub fn with_next_link(mut self, link: impl Into<String>) -> Self {
        if let ResponseKind::Rows { next_link, .. } = &mut self.0 {
            *next_link = Some(link.into());
        }
        self
    }

    /// The state of a tenant that can be used at `api`, such as
    /// `https://fake.invalid/Cust12345/api`: a response for `TenantState`.
    #[must_use]
    pub fn tenant(customer_id: &str, api: &str) -> Self {
        let endpoint = api.trim_end_matches('/').trim_end_matches("/api");
        let state = serde_json::json!({
            "ContextIdentifier": customer_id,
            "Endpoint": endpoint,
            "State": TenantState::Running.as_str(),
            "IsRunning": true,
            "Api": api,
        });
        Self::json(state.to_string())
    }

    /// The state of a tenant that has no address at present: a response for `TenantState`.
    #[must_use]
    pub fn tenant_state(customer_id: &str, state: &TenantState) -> Self {
        let state = serde_json::json!({
            "ContextIdentifier": customer_id,
            "Endpoint": null,
            "State": state.as_str(),
            "IsRunning": state.is_usable(),
        });
        Self::json(state.to_string())
    }

    /// `null`: what agents respond with where there is no such entity.
    #[must_use]
    pub fn null() -> Self {
        Self::json("null")
    }

    /// Any other content, such as a file.
    #[must_use]
    pub fn content(media_type: &str, content: impl Into<Bytes>) -> Self {
        Self(ResponseKind::Response {
            status: StatusCode::OK,
            headers: vec![(CONTENT_TYPE.to_string(), media_type.to_owned())],
            body: content.into(),
        })
    }

    /// An error of the service, in its usual form.
    #[must_use]
    pub fn error(status: StatusCode, message: &str) -> Self {
        let error = serde_json::json!({ "Error": true, "Message": message });
        Self::json(error.to_string()).with_status(status)
    }

    /// No response: the call fails as if the network did.
    #[must_use]
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self(ResponseKind::Failure(kind))
    }

    /// The same with another status.
    #[must_use]
    pub fn with_status(self, code: StatusCode) -> Self {
        let mut same = self.complete();
        if let ResponseKind::Response { status, .. } = &mut same.0 {
            *status = code;
        }
        same
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(self, name: &str, value: &str) -> Self {
        let mut same = self.complete();
        if let ResponseKind::Response { headers, .. } = &mut same.0 {
            headers.push((name.to_owned(), value.to_owned()));
        }
        same
    }

    /// A page of rows as the response that it is.
    fn complete(self) -> Self {
        match self.0 {
            ResponseKind::Rows { rows, next_link } => {
                let page = serde_json::json!({
                    "odata.metadata": null,
                    "odata.nextLink": next_link,
                    "value": rows,
                });
                Self::json(page.to_string())
            }
            other => Self(other),
        }
    }

    /// The response as it goes over the network.
    ///
    /// # Errors
    ///
    /// If it is a [`failure`](Self::failure), or a header cannot be sent.
    pub fn into_response(self) -> Result<Response<ByteStream>, SendError> {
        let (status, headers, body) = match self.complete().0 {
            ResponseKind::Response {
                status,
                headers,
                body,
            } => (status, headers, body),
            ResponseKind::Rows { .. } => unreachable!("it is complete"),
            ResponseKind::Failure(kind) => {
                return Err(SendError::new(kind, "the fake service fails"));
            }
        };
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        for (name, value) in headers {
            let invalid = |_| {
                let message = format!("the fake service cannot send the header `{name}`");
                SendError::new(TransportErrorKind::Other, message)
            };
            let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid(()))?;
            let value = HeaderValue::from_str(&value).map_err(|_| invalid(()))?;
            response.headers_mut().append(key, value);
        }
        Ok(response)
    }
}

impl Default for FakeResponse {
    fn default() -> Self {
        Self::status(StatusCode::NO_CONTENT)
    }
}

impl fmt::Debug for FakeResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            ResponseKind::Response { status, body, .. } => {
                write!(formatter, "FakeResponse({status}, {} bytes)", body.len())
            }
            ResponseKind::Rows { rows, .. } => {
                write!(formatter, "FakeResponse({} rows)", rows.len())
            }
            ResponseKind::Failure(kind) => write!(formatter, "FakeResponse({kind:?})"),
        }
    }
}
