//! What a service in memory answers.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response, StatusCode};

use crate::body::JsonBody;
use crate::error::TransportErrorKind;
use crate::stream::ByteStream;
use crate::transport::TransportFailure;

const JSON: &str = "application/json; charset=utf-8";

/// What a [`FakeTransport`](crate::FakeTransport) answers to a call; by default a status of 204.
#[derive(Clone, Debug)]
pub struct FakeAnswer(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Response {
        status: StatusCode,
        headers: Vec<(String, String)>,
        body: Bytes,
    },
    Failure(TransportErrorKind),
}

impl FakeAnswer {
    /// A status without a body, such as 204 or 404.
    #[must_use]
    pub fn status(status: StatusCode) -> Self {
        Self(Kind::Response {
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

    /// `null`: what agents answer where there is no such entity.
    #[must_use]
    pub fn null() -> Self {
        Self::json("null")
    }

    /// Any other content, such as a file.
    #[must_use]
    pub fn content(media_type: &str, content: impl Into<Bytes>) -> Self {
        Self(Kind::Response {
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

    /// No answer: the call fails as if the network did.
    #[must_use]
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self(Kind::Failure(kind))
    }

    /// The same with another status.
    #[must_use]
    pub fn with_status(mut self, code: StatusCode) -> Self {
        if let Kind::Response { status, .. } = &mut self.0 {
            *status = code;
        }
        self
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Kind::Response { headers, .. } = &mut self.0 {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub(super) fn into_response(self) -> Result<Response<ByteStream>, TransportFailure> {
        let (status, headers, body) = match self.0 {
            Kind::Response {
                status,
                headers,
                body,
            } => (status, headers, body),
            Kind::Failure(kind) => {
                return Err(TransportFailure::new(kind, "the fake service fails"));
            }
        };
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        for (name, value) in headers {
            let invalid = |_| {
                let message = format!("the fake service cannot send the header `{name}`");
                TransportFailure::new(TransportErrorKind::Other, message)
            };
            let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid(()))?;
            let value = HeaderValue::from_str(&value).map_err(|_| invalid(()))?;
            response.headers_mut().append(key, value);
        }
        Ok(response)
    }
}

impl Default for FakeAnswer {
    fn default() -> Self {
        Self::status(StatusCode::NO_CONTENT)
    }
}
