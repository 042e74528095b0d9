//! What a service in memory responds to one request.

use std::fmt;
use std::marker::PhantomData;

use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::Value as Json;
use url::form_urlencoded;

use super::{FakeRequest, FakeResponse, FakeRow, FakeTransport};
use crate::call::{Body, Parts, QueryForm};
use crate::error::RequestError;
use crate::request::ReturnsRows;
use crate::response::FromResponse;

/// A request that a service in memory expects, made by [`FakeTransport::given`]: says what the
/// response to it is.
#[must_use = "it does nothing until it is told what to respond"]
pub struct Expectation<'a, T, Options> {
    service: &'a FakeTransport,
    expected: RequestMatcher,
    types: PhantomData<fn() -> (T, Options)>,
}

impl<'a, T, Options> Expectation<'a, T, Options> {
    pub(super) fn new(service: &'a FakeTransport, expected: RequestMatcher) -> Self {
        Self {
            service,
            expected,
            types: PhantomData,
        }
    }

    /// Takes any call of the operation, whatever its arguments, body and headers are. A call that
    /// fits another expectation better has the response of that one.
    pub fn with_any_arguments(mut self) -> Self {
        self.expected.is_any = true;
        self
    }

    /// Responds with anything, such as [`FakeResponse::error`].
    pub fn respond_with(&self, response: FakeResponse) -> &Self {
        self.service.expect(&self.expected, response);
        self
    }
}

impl<T: FromResponse, Options> Expectation<'_, T, Options> {
    /// Responds with a value. More responses to one request are given one after the other, and the
    /// last of them again and again.
    pub fn respond(&self, value: T::Complete) -> &Self {
        let response = match T::write(&value) {
            Some(body) => FakeResponse::content(T::EXPECTED.accept(), body),
            None => FakeResponse::default(),
        };
        self.respond_with(response)
    }
}

impl<T, Options: ReturnsRows> Expectation<'_, T, Options> {
    /// Responds with rows, which are all that there are.
    pub fn rows(&self, rows: impl IntoIterator<Item = FakeRow>) -> &Self {
        self.respond_with(FakeResponse::rows(rows))
    }
}

impl<T, Options> fmt::Debug for Expectation<'_, T, Options> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Expectation")
            .field(&self.expected.operation)
            .finish()
    }
}

/// Which requests are meant.
#[derive(Clone, PartialEq)]
pub(super) struct RequestMatcher {
    operation: &'static str,
    /// What the operation is called when its query goes in the body.
    as_form: Option<&'static str>,
    /// Below `/api/`, decoded.
    path: String,
    query: Vec<(String, String)>,
    /// None if it cannot be compared, or there is none.
    body: Option<Json>,
    headers: HeaderMap,
    is_any: bool,
}

impl RequestMatcher {
    /// Those that say what a request of the bindings says.
    pub(super) fn new(parts: &Parts) -> Result<Self, RequestError> {
        let address = parts.path_and_query()?;
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        Ok(Self {
            operation: parts.operation,
            as_form: match parts.form {
                QueryForm::IfLong(operation) => Some(operation),
                QueryForm::Always | QueryForm::Never => None,
            },
            path: decoded(path),
            query: pairs(query.as_bytes()),
            body: match &parts.body {
                Body::Json(json) => serde_json::from_slice(json).ok(),
                _ => None,
            },
            headers: parts.headers.clone(),
            is_any: false,
        })
    }

    /// Whether the request is meant as it is.
    pub(super) fn fits(&self, request: &FakeRequest) -> bool {
        // Most of a program's expectations are about other operations.
        if self.is_any || !self.is_operation(request) {
            return false;
        }
        let is_form = request.header("Content-Type").is_some_and(is_form);
        let path = decoded(request.uri().path());
        let mut given = pairs(request.uri().query().unwrap_or_default().as_bytes());
        if is_form {
            given.extend(pairs(request.body()));
        }
        let has = |(name, value): &(String, String)| {
            given
                .iter()
                .any(|(other, given)| other.eq_ignore_ascii_case(name) && given == value)
        };
        let body = || match &self.body {
            Some(body) => request.json().as_ref() == Some(body),
            None => true,
        };
        let headers = || {
            let mut headers = self.headers.iter();
            headers.all(|(name, value)| request.headers().get(name) == Some(value))
        };
        below_api(&path).eq_ignore_ascii_case(&self.path)
            && self.query.iter().all(has)
            && headers()
            && body()
    }

    /// Whether the request is meant because all of its operation are.
    pub(super) fn fits_any(&self, request: &FakeRequest) -> bool {
        self.is_any && self.is_operation(request)
    }

    /// Whether requests of a name are meant.
    pub(super) fn is_named(&self, operation: &str) -> bool {
        self.operation == operation || self.as_form == Some(operation)
    }

    fn is_operation(&self, request: &FakeRequest) -> bool {
        let called = request.operation();
        called.is_some_and(|called| self.is_named(called.id))
    }
}

/// What it is called in a message: no values, which can be personal.
impl fmt::Debug for RequestMatcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.operation)
    }
}

fn is_form(media_type: &str) -> bool {
    media_type.starts_with("application/x-www-form-urlencoded")
}

fn pairs(query: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(query).into_owned().collect()
}

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

fn below_api(path: &str) -> &str {
    path.split_once("/api/").map_or(path, |(_, below)| below)
}
