//! The client: where requests go, and what is added to each.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Method, Uri};

use crate::authorization::Authorization;
use crate::base_url::BaseUrl;
use crate::error::{Error, ServerError, TransportError, is_error_object};
use crate::header;
use crate::locale::Locale;
use crate::reply::Undecoded;
use crate::request::{Body, Parts, RequestFault, RequestFaultKind};
use crate::transport::Transport;

mod builder;

pub use self::builder::ClientBuilder;

/// A connection to the web API of one tenant, for one user.
///
/// Clones share the connections, so cloning is cheap. Clients share nothing else: each has its
/// own address and credentials.
///
/// ```
/// use client::{Authorization, Client};
///
/// let client = Client::builder("https://sod.superoffice.com/Cust12345")
///     .authorization(Authorization::bearer("8A:Cust12345.secret"))
///     .language("en")
///     .build()?;
/// # Ok::<(), client::Error>(())
/// ```
#[derive(Clone)]
pub struct Client(Arc<Shared>);

struct Shared {
    base: BaseUrl,
    authorization: Authorization,
    /// The headers of `authorization`.
    credentials: HeaderMap,
    locale: Locale,
    timeout: Duration,
    transport: Transport,
}

impl Client {
    /// Starts the client of the tenant at `base_url`, such as
    /// `https://sod.superoffice.com/Cust12345`. The address may also end in `/api` or `/api/v1`.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base_url.into())
    }

    /// Sends a request and checks the response.
    ///
    /// The future is boxed so that it is compiled here and not in each caller, and so that the
    /// futures of callers stay small.
    pub(crate) fn call(
        &self,
        parts: Box<Parts>,
        accept: &'static str,
    ) -> Pin<Box<dyn Future<Output = Result<Undecoded, Error>> + Send + '_>> {
        Box::pin(self.0.call(parts, accept))
    }
}

impl Shared {
    async fn call(&self, parts: Box<Parts>, accept: &'static str) -> Result<Undecoded, Error> {
        let operation = parts.operation;
        let timeout = parts.timeout.unwrap_or(self.timeout);
        let request = self.http_request(*parts, accept)?;
        let response = self
            .transport
            .send(request, timeout)
            .await
            .map_err(|failure| {
                let error = TransportError::new(operation, failure.kind, failure.source);
                Error::Transport(Box::new(error))
            })?;

        // A download can be a file that looks like an error, so only JSON answers are searched.
        let json = accept.contains("json");
        if !response.status().is_success() || (json && is_error_object(response.body())) {
            let redact = |text| self.authorization.redact(text);
            let error = ServerError::new(operation, response, redact);
            return Err(Error::Server(Box::new(error)));
        }
        let (head, body) = response.into_parts();
        Ok(Undecoded {
            operation,
            status: head.status,
            headers: head.headers,
            body,
        })
    }

    fn http_request(
        &self,
        parts: Parts,
        accept: &'static str,
    ) -> Result<http::Request<Bytes>, RequestFault> {
        let address = format!("{}{}", self.base.as_str(), parts.path_and_query()?);
        let uri = Uri::try_from(address).map_err(|_| parts.fault(RequestFaultKind::Address, ""))?;
        let headers = self.headers(&parts, accept)?;
        let mut request = http::Request::new(parts.body.bytes().clone());
        *request.method_mut() = parts.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Ok(request)
    }

    fn headers(&self, parts: &Parts, accept: &'static str) -> Result<HeaderMap, RequestFault> {
        let mut headers = self.credentials.clone();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        match &parts.body {
            Body::None => {}
            Body::Json(_) => {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            }
            Body::Content(content) => {
                let media_type = header::value(&content.media_type)
                    .ok_or_else(|| parts.fault(RequestFaultKind::MediaType, &content.media_type))?;
                headers.insert(CONTENT_TYPE, media_type);
            }
        }
        let carries_body = matches!(parts.method, Method::POST | Method::PUT | Method::PATCH);
        if carries_body && parts.body.bytes().is_empty() {
            // The HTTP library leaves the header out, and the service answers 411 without it.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        parts
            .locale
            .write(&self.locale, &mut headers)
            .map_err(|(kind, name)| parts.fault(kind, name))?;
        for (name, value) in &parts.headers {
            if [CONTENT_LENGTH, HOST, TRANSFER_ENCODING].contains(name) {
                return Err(parts.fault(RequestFaultKind::ReservedHeader, name.as_str()));
            }
            headers.insert(name, value.clone());
        }
        Ok(headers)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = &self.0;
        formatter
            .debug_struct("Client")
            .field("base_url", &shared.base.as_str())
            .field("authorization", &shared.authorization)
            .field("locale", &shared.locale)
            .field("timeout", &shared.timeout)
            .finish_non_exhaustive()
    }
}
