//! A service in memory, for tests.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::client::{Client, RateLimit};
use crate::error::TransportErrorKind;
use crate::retry::Retry;
use crate::stream::ByteStream;
use crate::transport::{BoxFuture, Operation, RequestBody, Transport, TransportFailure};

mod answer;
mod file;
#[cfg(feature = "tokens")]
mod login;
mod request;
mod row;

pub use self::answer::FakeAnswer;
pub use self::file::FakeFile;
#[cfg(feature = "tokens")]
pub use self::login::FakeLogin;
pub use self::request::FakeRequest;
pub use self::row::FakeRow;

/// A service in memory, for tests of code that uses a [`Client`].
///
/// It answers calls by the identifier of their operation, which the documentation of each function
/// of the bindings shows, and keeps the requests. Clones are the same service.
///
/// What a client asks for besides goes by names as well: `TenantState`, `SystemUserTicket`,
/// `OAuthTokens` and `LoginKeys`. Requests of an [`Authorizer`](crate::Authorizer) of your own go by
/// their method and path, as in `POST /token`.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// use client::{FakeAnswer, FakeTransport, Request};
///
/// let service = FakeTransport::new();
/// service.answer("v1Example_GetName", FakeAnswer::json("\"Ada\""));
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
pub struct FakeTransport(Arc<Mutex<State>>);

/// How the paths of the login service end, and what requests to them go by.
const LOGINS: [(&str, &str); 3] = [
    (
        "/login/api/PartnerSystemUser/Authenticate",
        "SystemUserTicket",
    ),
    ("/login/common/oauth/tokens", "OAuthTokens"),
    ("/login/.well-known/jwks", "LoginKeys"),
];

#[derive(Default)]
struct State {
    /// What each operation answers, next first.
    answers: BTreeMap<String, VecDeque<FakeAnswer>>,
    requests: Vec<FakeRequest>,
}

impl FakeTransport {
    /// A service that knows no operation yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a call of `operation`. More answers of one operation are given one after the other,
    /// and the last of them again and again. A call of any other operation fails.
    pub fn answer(&self, operation: impl Into<String>, answer: FakeAnswer) -> &Self {
        let mut state = self.state();
        let answers = state.answers.entry(operation.into()).or_default();
        answers.push_back(answer);
        drop(state);
        self
    }

    /// Answers with the files of `folder`: `v1ContactAgent_GetMyContact.json` holds the body of the
    /// answer of that operation.
    ///
    /// # Errors
    ///
    /// When the folder or a file cannot be read. Then no answer is added.
    pub fn answer_from(&self, folder: impl AsRef<Path>) -> io::Result<&Self> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let is_answer = path
                .extension()
                .is_some_and(|extension| extension == "json");
            if let (true, Some(operation)) = (is_answer, path.file_stem()) {
                let json = fs::read(&path)?;
                let operation = operation.to_string_lossy().into_owned();
                found.push((operation, FakeAnswer::json(json)));
            }
        }
        for (operation, answer) in found {
            self.answer(operation, answer);
        }
        Ok(self)
    }

    /// A client of this service, without credentials, retries and limits. For one with them, use
    /// [`ClientBuilder::transport`](crate::ClientBuilder::transport).
    #[must_use]
    pub fn client(&self) -> Client {
        Client::builder("https://fake.invalid/Cust12345")
            .transport(self.clone())
            .rate_limit(RateLimit::none())
            .retry(Retry::none())
            .build()
            .expect("the settings are valid")
    }

    /// The requests so far, the oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<FakeRequest> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for FakeTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportFailure>> {
        Box::pin(async move {
            let name = name(&request);
            let request = FakeRequest::receive(request).await?;
            let mut state = self.state();
            state.requests.push(request);
            state.next(&name)?.into_response()
        })
    }
}

/// What a request goes by.
fn name(request: &http::Request<RequestBody>) -> Cow<'static, str> {
    if let Some(operation) = request.extensions().get::<Operation>() {
        return operation.id.into();
    }
    let path = request.uri().path();
    let known = LOGINS.iter().find(|(end, _)| {
        let start = path.len().checked_sub(end.len());
        start.is_some_and(|start| path.as_bytes()[start..].eq_ignore_ascii_case(end.as_bytes()))
    });
    match known {
        Some((_, name)) => (*name).into(),
        None => format!("{} {path}", request.method()).into(),
    }
}

impl State {
    fn next(&mut self, operation: &str) -> Result<FakeAnswer, TransportFailure> {
        match self.answers.get_mut(operation) {
            Some(answers) if answers.len() > 1 => Ok(answers.pop_front()),
            Some(answers) => Ok(answers.front().cloned()),
            None => Err(TransportFailure::new(
                TransportErrorKind::Other,
                format!(
                    "the fake service has no answer for `{operation}`: give it one by `answer`"
                ),
            )),
        }
        .map(Option::unwrap_or_default)
    }
}

impl fmt::Debug for FakeTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("FakeTransport")
            .field("operations", &state.answers.keys())
            .field("requests", &state.requests)
            .finish()
    }
}
