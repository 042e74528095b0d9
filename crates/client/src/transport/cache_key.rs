//! What tells two responses apart.

use std::fmt;

use bytes::Bytes;
use http::{Method, Request, Uri};

use crate::transport::RequestBody;

/// What tells two responses apart, for a [`Middleware`](crate::transport::Middleware) that keeps
/// them.
///
/// The key holds all that a request says: its method, its whole address, every header, so also who
/// asks, and in which language and time zone, and its body. Two requests with one key are the same
/// request, and no two others have one key, because it is no hash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CacheKey {
    method: Method,
    uri: Uri,
    /// In the order of their names.
    headers: Vec<(String, Vec<u8>)>,
    body: Bytes,
}

impl CacheKey {
    /// The key of a request; none if its body is a stream, which nobody has read yet.
    #[must_use]
    pub fn from_request(request: &Request<RequestBody>) -> Option<Self> {
        let RequestBody::Bytes(body) = request.body() else {
            return None;
        };
        let headers = request.headers().iter();
        let mut headers: Vec<_> = headers
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect();
        // Stable, so that the values of one header keep their order.
        headers.sort_by(|(one, _), (other, _)| one.cmp(other));
        Some(Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers,
            body: body.clone(),
        })
    }
}

/// Leaves out headers and body, which can be secret.
impl fmt::Debug for CacheKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, uri, .. } = self;
        write!(formatter, "CacheKey({method} {})", uri.path())
    }
}
