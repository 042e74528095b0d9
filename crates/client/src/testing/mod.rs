//! A service in memory, for tests.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::{fmt, fs, io};

use crate::client::Client;
use crate::error::TransportErrorKind;
use crate::lock::lock;
use crate::request::Request;
use crate::response::FromResponse;
use crate::settings::{RateLimit, Retry};
use crate::transport::{RequestBody, ResponseFuture, SendError, Transport};

mod expectation;
mod file;
#[cfg(feature = "tokens")]
mod login;
mod request;
mod response;
mod row;

pub use self::expectation::Expectation;
use self::expectation::RequestMatcher;
pub use self::file::FakeFile;
#[cfg(feature = "tokens")]
pub use self::login::FakeLogin;
pub use self::request::FakeRequest;
pub use self::response::FakeResponse;
pub use self::row::FakeRow;

/// A service in memory, for tests of code that uses a [`Client`].
///
/// It responds to calls by the identifier of their operation, which the documentation of each
/// function of the bindings shows, and keeps the requests. Clones are the same service.
///
/// What a client asks for besides goes by names as well: `TenantState`, `SystemUserTicket`,
/// `OAuthTokens` and `LoginKeys`. Requests of an
/// [`CredentialsProvider`](crate::auth::CredentialsProvider) of your own go by their method and
/// path, as in `POST /token`.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// use client::testing::{FakeResponse, FakeTransport};
/// use client::Request;
///
/// let service = FakeTransport::new();
/// service.respond("v1Example_GetName", FakeResponse::json("\"Ada\""));
///
/// let request: Request<String> = Request::get("v1Example_GetName", "v1/Example/{id}/Name");
/// let name = request.path("id", &17).send(&service.client()).await?;
///
/// assert_eq!(name, "Ada");
/// assert_eq!(service.requests()[0].uri().path(), "/Cust12345/api/v1/Example/17/Name");
/// # Ok::<(), client::Error>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Default)]
pub struct FakeTransport(Arc<Mutex<FakeState>>);

#[derive(Default)]
struct FakeState {
    /// What each operation responds with, next first.
    responses: BTreeMap<String, VecDeque<FakeResponse>>,
    /// What single requests get, in the order in which they were given.
    expectations: Vec<(RequestMatcher, VecDeque<FakeResponse>)>,
    requests: Vec<FakeRequest>,
}

impl FakeTransport {
    /// A service that knows no operation yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says what the response to a request is: to one that calls the same operation with the same
    /// arguments. It may have more of them in its query. A body of JSON has to be the same value,
    /// other bodies are not compared; nor is what the client adds, such as the language.
    ///
    /// The response has the type of the operation, or it does not compile:
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// use client::http::StatusCode;
    /// use client::testing::{FakeResponse, FakeTransport};
    /// use client::Request;
    ///
    /// // What a function of the bindings returns:
    /// fn get_name(id: i32) -> Request<String> {
    ///     Request::get("v1Example_GetName", "v1/Example/{id}/Name").path("id", &id)
    /// }
    ///
    /// let service = FakeTransport::new();
    /// service.given(get_name(17)).respond("Ada".to_owned());
    /// let missing = FakeResponse::error(StatusCode::NOT_FOUND, "no such example");
    /// service.given(get_name(0)).with_any_arguments().respond_with(missing);
    ///
    /// let client = service.client();
    /// assert_eq!(get_name(17).send(&client).await?, "Ada");
    /// assert!(get_name(18).send(&client).await.is_err());
    /// # Ok::<(), client::Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// ```compile_fail,E0308
    /// # use client::testing::FakeTransport;
    /// # use client::Request;
    /// # fn get_name(id: i32) -> Request<String> {
    /// #     Request::get("v1Example_GetName", "v1/Example/{id}/Name").path("id", &id)
    /// # }
    /// FakeTransport::new().given(get_name(17)).respond(true);
    /// ```
    ///
    /// # Panics
    ///
    /// If the request cannot be sent, as when an argument is empty.
    #[track_caller]
    pub fn given<T: FromResponse, Options, Query>(
        &self,
        request: Request<T, Options, Query>,
    ) -> Expectation<'_, T, Options> {
        match RequestMatcher::new(request.parts()) {
            Ok(expected) => Expectation::new(self, expected),
            Err(fault) => panic!("no client can send this request: {fault}"),
        }
    }

    /// What the response to a request is, if that was said. So other services can stand on this
    /// one, such as one over the network. The request is not kept.
    pub fn response_to(&self, request: &FakeRequest) -> Option<FakeResponse> {
        lock(&self.0).next(request)
    }

    fn expect(&self, expected: &RequestMatcher, response: FakeResponse) {
        let mut state = lock(&self.0);
        let mut known = state.expectations.iter_mut();
        match known.find(|(known, _)| known == expected) {
            Some((_, responses)) => responses.push_back(response),
            None => {
                let responses = VecDeque::from([response]);
                state.expectations.push((expected.clone(), responses));
            }
        }
    }

    /// Responds to a call of `operation`. More responses of one operation are given one after the
    /// other, and the last of them again and again. A call of any other operation fails.
    pub fn respond(&self, operation: impl Into<String>, response: FakeResponse) -> &Self {
        let mut state = lock(&self.0);
        let responses = state.responses.entry(operation.into()).or_default();
        responses.push_back(response);
        drop(state);
        self
    }

    /// Responds with the files of `folder`: `v1ContactAgent_GetMyContact.json` holds the body of
    /// the response of that operation.
    ///
    /// # Errors
    ///
    /// When the folder or a file cannot be read. Then no response is added.
    pub fn respond_from(&self, folder: impl AsRef<Path>) -> io::Result<&Self> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let is_response = path
                .extension()
                .is_some_and(|extension| extension == "json");
            if let (true, Some(operation)) = (is_response, path.file_stem()) {
                let json = fs::read(&path)?;
                let operation = operation.to_string_lossy().into_owned();
                found.push((operation, FakeResponse::json(json)));
            }
        }
        for (operation, response) in found {
            self.respond(operation, response);
        }
        Ok(self)
    }

    /// A client of this service, without credentials, retries and limits. For one with them, use
    /// [`ClientBuilder::transport`](crate::ClientBuilder::transport).
    #[must_use]
    pub fn client(&self) -> Client {
        Client::builder("https://fake.invalid/Cust12345")
            .transport(self.clone())
            .rate_limit(RateLimit::unlimited())
            .retry(Retry::never())
            .build()
            .expect("the settings are valid")
    }

    /// The requests so far, the oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<FakeRequest> {
        lock(&self.0).requests.clone()
    }
}

impl Transport for FakeTransport {
    fn send(&self, request: http::Request<RequestBody>) -> ResponseFuture<'_> {
        Box::pin(async move {
            let request = FakeRequest::receive(request).await?;
            let mut state = lock(&self.0);
            let response = state.next(&request);
            let response = response.ok_or_else(|| state.unknown(&request.name()));
            state.requests.push(request);
            response?.into_response()
        })
    }
}

impl FakeState {
    /// What was given for this very request comes first, what was given for all of its operation
    /// last.
    fn next(&mut self, request: &FakeRequest) -> Option<FakeResponse> {
        let fits = |(expected, _): &(RequestMatcher, _)| expected.fits(request);
        let fits_any = |(expected, _): &(RequestMatcher, _)| expected.fits_any(request);
        let expectations = &mut self.expectations;
        let found = expectations.iter().position(fits);
        let found = found.or_else(|| expectations.iter().position(fits_any));
        let responses = match found {
            Some(index) => &mut expectations[index].1,
            None => self.responses.get_mut(&*request.name())?,
        };
        match responses.len() {
            1 => responses.front().cloned(),
            _ => responses.pop_front(),
        }
    }

    fn unknown(&self, name: &str) -> SendError {
        let mut expectations = self.expectations.iter();
        let message = match expectations.any(|(expected, _)| expected.is_named(name)) {
            true => format!(
                "the fake service has no response for `{name}` with these arguments: give it one by \
                 `given`, or let what was given stand for any arguments"
            ),
            false => {
                format!("the fake service has no response for `{name}`: give it one by `respond`")
            }
        };
        SendError::new(TransportErrorKind::Other, message)
    }
}

impl fmt::Debug for FakeTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = lock(&self.0);
        formatter
            .debug_struct("FakeTransport")
            .field("operations", &state.responses.keys())
            .field("given", &state.expectations)
            .field("requests", &state.requests)
            .finish()
    }
}
