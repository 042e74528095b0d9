//! A request that a service in memory got.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};

use super::FakeFile;
use crate::error::TransportErrorKind;
use crate::transport::{Operation, RequestBody, SendError};

/// How the paths of the login service end, and what requests to them go by.
const LOGINS: [(&str, &str); 3] = [
    (
        "/login/api/PartnerSystemUser/Authenticate",
        "SystemUserTicket",
    ),
    ("/login/common/oauth/tokens", "OAuthTokens"),
    ("/login/.well-known/jwks", "LoginKeys"),
];

/// A request that a [`FakeTransport`](crate::testing::FakeTransport) got.
#[derive(Clone)]
pub struct FakeRequest {
    operation: Option<Operation>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl FakeRequest {
    pub(super) async fn receive(request: http::Request<RequestBody>) -> Result<Self, SendError> {
        let (head, body) = request.into_parts();
        let body = body.collect().await;
        let body = body.map_err(|error| SendError::new(TransportErrorKind::Body, error))?;
        let operation = head.extensions.get().copied();
        Ok(Self::new(http::Request::from_parts(head, body), operation))
    }

    /// A request that a service over the network got, whose target may lack scheme and host. The
    /// operation is that of the path, if there is one.
    #[must_use]
    pub fn new(request: http::Request<Bytes>, operation: Option<Operation>) -> Self {
        let (head, body) = request.into_parts();
        Self {
            operation,
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body,
        }
    }

    /// What it goes by.
    pub(super) fn name(&self) -> Cow<'static, str> {
        if let Some(operation) = self.operation {
            return operation.id.into();
        }
        let path = self.uri.path();
        let known = LOGINS.iter().find(|(end, _)| {
            let start = path.len().checked_sub(end.len());
            start.is_some_and(|start| path.as_bytes()[start..].eq_ignore_ascii_case(end.as_bytes()))
        });
        match known {
            Some((_, name)) => (*name).into(),
            None => format!("{} {path}", self.method).into(),
        }
    }

    /// The operation; none if the client asked for something else, such as credentials.
    pub fn operation(&self) -> Option<Operation> {
        self.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The whole address.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The headers, credentials included.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The text of a header; none if it is not there, or no string.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body; empty if there is none.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON; none if it is something else.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The file that the body is a form with, as [`Request::file`](crate::Request::file) sends it;
    /// none if the body is something else.
    pub fn file(&self) -> Option<FakeFile> {
        FakeFile::read(self.header("Content-Type")?, &self.body)
    }
}

/// Leaves out credentials and the query, and says only how long the body is.
impl fmt::Debug for FakeRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FakeRequest")
            .field("operation", &self.operation.map(|operation| operation.id))
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
